"""Hints: regularization."""
