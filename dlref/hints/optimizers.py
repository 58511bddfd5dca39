"""Hints: optimizers."""
