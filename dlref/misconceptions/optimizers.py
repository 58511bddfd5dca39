"""Known wrong answers: optimizers."""
