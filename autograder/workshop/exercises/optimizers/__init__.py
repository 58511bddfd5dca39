"""Cases and checks: optimizers, one module an exercise, and one for the four steps."""
