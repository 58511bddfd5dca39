"""Wrong answers to the exercises of backprop, in the order in which they were collected."""
