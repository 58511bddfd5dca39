"""Hints: neuron."""
