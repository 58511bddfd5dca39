"""Tests of the one change that would mend a student's own function."""
