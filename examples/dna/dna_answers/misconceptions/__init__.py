"""Known wrong answers: code that learners really write, each with the sentence that helps."""
