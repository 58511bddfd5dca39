"""Cases and checks: training, one module for each exercise."""
