"""Finds the one change that would mend a student's own function: the model of mistakes, backwards."""
