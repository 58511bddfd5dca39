"""Cases and checks: regularization, one module an exercise, and one for both of L2."""
