"""The kit under abuse: mutated notebooks, kills at random moments, bytes that are no message."""
