"""What a student is told: problems, wording, the structure of a difference, pictures, rendering."""
