"""Wrong answers that no misconception was written for, subject by subject."""
