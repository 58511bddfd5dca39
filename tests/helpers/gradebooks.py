"""What a gradebook says, in a form that can be compared: with another one's, or with an earlier time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Base, SubmittedNotebook
from sqlalchemy import func, select

from autograder.nbgrader_plugin.course_folder import CourseFolder


def dump(course: Path) -> dict[str, Any]:
    """All that a course's gradebook holds, but for the keys that the database makes up."""
    with CourseFolder(course).gradebook() as gradebook:
        return {
            "assignments": {
                (assignment.name, notebook.name): {
                    cell.name: cell.max_score for cell in notebook.grade_cells
                }
                for assignment in gradebook.assignments
                for notebook in assignment.notebooks
            },
            "students": {
                student.id: (student.first_name, student.last_name, student.email)
                for student in gradebook.students
            },
            "submissions": {
                (submission.assignment.name, submission.student.id): {
                    "timestamp": submission.timestamp,
                    "notebooks": {n.name: _notebook(n) for n in submission.notebooks},
                }
                for assignment in gradebook.assignments
                for submission in gradebook.assignment_submissions(assignment.name)
            },
            "rows": {
                table.name: gradebook.db.scalar(select(func.count()).select_from(table))
                for table in Base.metadata.sorted_tables
            },
        }


def _notebook(notebook: SubmittedNotebook) -> dict[str, Any]:
    return {
        "late": notebook.late_submission_penalty,
        "grades": {
            grade.name: (
                grade.auto_score,
                grade.manual_score,
                grade.extra_credit,
                grade.needs_manual_grade,
            )
            for grade in notebook.grades
        },
        "comments": {
            comment.name: (comment.auto_comment, comment.manual_comment)
            for comment in notebook.comments
        },
    }
