"""Cases and checks: backpropagation, one module an exercise."""
