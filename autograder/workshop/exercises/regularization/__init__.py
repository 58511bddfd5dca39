"""Cases and checks: regularization, one module for each exercise, and one for both exercises on L2."""
