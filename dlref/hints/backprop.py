"""Hints: backprop."""
