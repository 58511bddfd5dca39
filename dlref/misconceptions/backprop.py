"""Known wrong answers: backprop."""
