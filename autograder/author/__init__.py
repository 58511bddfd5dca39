"""What authors of exercises and courses have: the measure of their checks."""
