"""Wrong answers to the exercises of training, in the order in which they were collected."""
