"""Hints: losses."""
