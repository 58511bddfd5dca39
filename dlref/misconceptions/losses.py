"""Known wrong answers: losses."""
