"""Wrong answers to the exercises of neuron, in the order in which they were collected."""
