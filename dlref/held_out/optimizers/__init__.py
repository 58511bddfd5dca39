"""Wrong answers to the exercises of optimizers, in the order in which they were collected."""
