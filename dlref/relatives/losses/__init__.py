"""Other formulas in the place of losses, and two mistakes at once."""
