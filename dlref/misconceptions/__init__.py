"""Known wrong answers: code that learners really write, each with the sentence that helps.

To add one, write a function with `@misconception` in the subject's module: its id, the sentence a
good teacher would say, and a docstring of one line that says what the function does.
"""
