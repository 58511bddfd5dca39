"""Reading notebooks: their cells, the program of an exercise, where earlier notebooks lie."""
