"""Other formulas in the place of those for a neuron and a layer, and two mistakes at once."""
