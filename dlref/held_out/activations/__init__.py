"""Wrong answers to the exercises of activations, in the order in which they were collected."""
