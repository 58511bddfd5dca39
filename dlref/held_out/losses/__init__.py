"""Wrong answers to the exercises of losses, in the order in which they were collected."""
