"""Cases and checks: optimizers, one module for each exercise, and one for the four steps."""
