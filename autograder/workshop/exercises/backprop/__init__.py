"""Cases and checks: backpropagation, one module for each exercise."""
