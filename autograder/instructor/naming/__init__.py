"""`autograder name`: a wrong answer that several students share becomes a known misconception.

`answers` reads a class's wrong answers without a name, `alike` groups those that do the same on inputs
that nobody has seen, `alone` makes one of them a function that needs nothing of its notebook, and `name`
puts these together for the command. `autograder/author/naming.py` writes the file.
"""

from autograder.instructor.naming.name import (
    CannotName,
    UnknownExercise,
    as_text,
    give_name,
    unnamed,
)

__all__ = ["CannotName", "UnknownExercise", "as_text", "give_name", "unnamed"]
