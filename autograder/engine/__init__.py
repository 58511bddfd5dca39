"""The engine: makes a verdict from an exercise, a submission and an oracle."""
