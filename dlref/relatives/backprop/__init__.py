"""Other formulas in the place of those for backpropagation, and two mistakes at once."""
