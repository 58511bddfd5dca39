"""Known wrong answers: regularization."""
