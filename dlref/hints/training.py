"""Hints: training."""
