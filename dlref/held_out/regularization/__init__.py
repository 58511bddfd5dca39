"""Wrong answers to the exercises of regularization, in the order in which they were collected."""
