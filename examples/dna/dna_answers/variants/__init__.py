"""Unusual right answers: code that looks unlike the answer and must pass every check."""
