"""Other formulas in the place of activations and their slopes, and two mistakes at once."""
