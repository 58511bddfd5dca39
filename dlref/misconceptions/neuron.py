"""Known wrong answers: neuron."""
