"""A student's notebook on secret inputs: marks, the store of verdicts, seeds, remarks for the instructor."""
