"""How far a student is in a whole course: what `autograder progress` and `progress()` show."""
