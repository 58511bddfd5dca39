"""Other formulas in the place of an optimizer's, and two mistakes at once."""
