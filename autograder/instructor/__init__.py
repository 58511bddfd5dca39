"""Tools for instructors: the students' kit, grading a class, the report, and the demo."""
