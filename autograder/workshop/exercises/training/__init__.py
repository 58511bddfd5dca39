"""Cases and checks: training, one module an exercise."""
