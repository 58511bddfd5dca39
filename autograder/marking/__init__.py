"""Marking on secret inputs: marks, seeds, the cache of verdicts, and remarks for the instructor."""
