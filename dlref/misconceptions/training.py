"""Known wrong answers: training."""
