"""A gradebook filled by hand, with difficult names and marks of every kind, and what is to be read of it."""

from __future__ import annotations

import warnings

from nbgrader.api import Gradebook, SubmittedAssignment
from sqlalchemy.exc import SAWarning

Marks = dict[tuple[str, str], str | None]
"""For a student and an assignment the mark, as a platform has it."""

NEURON, ACTIVATIONS = "01_neuron", "02_activations"
POINTS = {
    NEURON: {"weighted_sum": 1, "perceptron": 1, "dense": 2, "merge_linear": 2},
    ACTIVATIONS: {"sigmoid": 1, "tanh": 3},
}
FORMULA = "=cmd|' /C calc'!A0"
PEOPLE = {
    "ada": ("Ada", "Lovelace, Countess", "ada@example.org", "101"),
    "bob": ('Robert "Bobby"', "Tables; DROP", "bob@example.org", "102"),
    "zoe": ("Zoë", "Müller 李", "zoe@example.org", "103"),
    "hand": ("Hanna", None, "hanna@example.org", "104"),
    "none": (None, None, None, "105 or so"),
    FORMULA: ("@SUM(1)", "=1+1", "+mail@example.org", "-107"),
}
SCORES: dict[tuple[str, str], tuple[float | None, ...]] = {
    ("ada", NEURON): (1, 1, 2, 2),
    ("ada", ACTIVATIONS): (1, 3),
    ("bob", NEURON): (1, 0, 2 / 3, 0),
    ("bob", ACTIVATIONS): (0, 1.5),
    ("zoe", NEURON): (0, 1, 2, 2),
    ("hand", NEURON): (0, 0, 0, 0),
    ("hand", ACTIVATIONS): (1, None),
    (FORMULA, NEURON): (1, 1, 1, 1),
    (FORMULA, ACTIVATIONS): (1, 1),
}
UNREADABLE = "01_neuron.ipynb can't be read as JSON."

TOTALS: Marks = {
    ("ada", NEURON): "6",
    ("ada", ACTIVATIONS): "4",
    ("bob", NEURON): "1.66667",
    ("bob", ACTIVATIONS): "1",
    ("zoe", NEURON): "5",
    ("hand", NEURON): "0",
}
"""The marks of all whom any platform can find."""

REASONS = {
    ("ada", NEURON): "",
    ("none", NEURON): "Nothing was handed in.",
    ("hand", NEURON): f"{UNREADABLE} timestamp.txt holds no time.",
    ("hand", ACTIVATIONS): "Not marked yet: tanh.",
    ("bob", NEURON): "No response: perceptron, merge_linear. x=1.ipynb,' -2.",
    ("bob", ACTIVATIONS): "Handed in late, which costs 0.5.",
}


def fill(gradebook: Gradebook) -> None:
    for assignment, points in POINTS.items():
        gradebook.add_assignment(assignment)
        gradebook.add_notebook(assignment, assignment)
        for name, value in points.items():
            place = (assignment, assignment)
            gradebook.add_grade_cell(f"check-{name}", *place, max_score=value, cell_type="code")
            gradebook.add_solution_cell(name, *place)
    for student, (first, last, email, lms) in PEOPLE.items():
        gradebook.add_student(
            student, first_name=first, last_name=last, email=email, lms_user_id=lms
        )
    for (student, assignment), scores in SCORES.items():
        hand_in(gradebook, assignment, student)
        for name, score in zip(POINTS[assignment], scores, strict=True):
            grade = gradebook.find_grade(f"check-{name}", assignment, assignment, student)
            grade.auto_score, grade.needs_manual_grade = score, score is None
    late = gradebook.find_submission_notebook(ACTIVATIONS, ACTIVATIONS, "bob")
    late.late_submission_penalty = 0.5
    say(gradebook, "bob", perceptron="No response.", merge_linear="No response. x=1.ipynb, -2.")
    say(gradebook, "hand", **dict.fromkeys(POINTS[NEURON], UNREADABLE))
    say(gradebook, "hand", weighted_sum=f"{UNREADABLE} timestamp.txt holds no time.")
    say(gradebook, FORMULA, dense='=HYPERLINK("x").ipynb was read in its place.')
    gradebook.db.commit()


def hand_in(gradebook: Gradebook, assignment: str, student: str) -> SubmittedAssignment:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own queries
        return gradebook.add_submission(assignment, student)


def say(gradebook: Gradebook, student: str, **comments: str) -> None:
    for name, comment in comments.items():
        gradebook.find_comment(name, NEURON, NEURON, student).auto_comment = comment
