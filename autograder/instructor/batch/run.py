"""Grades a class: submissions are marked in parallel, and filed one student at a time."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import course_named
from autograder.engine.fingerprint import fingerprint
from autograder.instructor.batch.filing import Files
from autograder.instructor.batch.misfiled import misfiled
from autograder.instructor.batch.papers import Paper, read_paper
from autograder.instructor.batch.pool import NoPool, Pool, lost, mark_student
from autograder.instructor.batch.register import (
    StoredAssignment,
    assignments_of,
    left_out_of,
    released_code,
    students_of,
)
from autograder.marking.job import OUR_FAULT, Marked, by_hand
from autograder.marking.seeds import course_seed, student_seed
from autograder.marking.verdict_store import VerdictStore
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.sandbox.isolation import Level, NotIsolated
from autograder.sandbox.spawn import NoWorker

LOST = (
    "The process that marked this died twice, so it is marked by hand: it may need more memory than "
    "there is."
)
_LOOK_AGAIN = 30.0
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())
Answer = Future[tuple[Level, list[list[Marked]]]]


@dataclass
class Tally:
    """The results of a run, by assignment and student.

    `went` holds the outcome of each submission, such as "marked" or "as before". `messages` holds the
    messages on a notebook, by student, assignment and notebook, and `standing` those of these notebooks
    that this run did not change. `by_hand`, `unread` (without a mark by hand) and `misfiled` (with a
    sentence) wait for the instructor, and so does what is `left_out` of `submitted/` (with the reason).
    """

    went: dict[tuple[str, str], str] = field(default_factory=dict)
    messages: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    standing: set[tuple[str, str, str]] = field(default_factory=set)
    by_hand: set[tuple[str, str]] = field(default_factory=set)
    unread: set[tuple[str, str]] = field(default_factory=set)
    misfiled: dict[tuple[str, str], str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    filed: set[tuple[str, str]] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        """Whether no submission waits for the instructor."""
        return not (self.by_hand or self.unread or self.misfiled or self.left_out)

    def students(self, assignment: str, way: str) -> list[str]:
        """The students with this outcome, sorted by name."""
        return sorted(
            who for (name, who), went in self.went.items() if (name, way) == (assignment, went)
        )


@dataclass
class _Student:
    """A student, the submissions to file, and the outcome of each."""

    name: str
    papers: list[Paper] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    tries: int = 0

    @property
    def to_mark(self) -> list[tuple[Paper, str]]:
        return [(paper, name) for paper in self.papers for name in paper.to_mark]


class Grading:
    """One run of grading. Raises register.Unknown for unknown assignments or students."""

    def __init__(
        self,
        course: CourseFolder,
        gradebook: Gradebook,
        assignments: Iterable[str],
        students: Iterable[str] = (),
        *,
        force: bool = False,
        allow_unisolated: bool = False,
    ) -> None:
        self.assignments = assignments_of(gradebook, assignments)
        students = list(students)
        self.students = students_of(course.directory, self.assignments, students)
        self.tally = Tally()
        if not students:
            self.tally.left_out = left_out_of(course.directory, self.assignments)
        self._course = course
        self._files = Files(course.directory, gradebook)
        self._force = force
        self._allow_unisolated = allow_unisolated
        self._for_all = released_code(course.directory, self.assignments)
        self._seed, self.seed_is_new = course_seed(course.root)

    def run(self, pool: Pool, one_done: Callable[[], None]) -> None:
        """Grade everyone. `one_done` is called after each student.

        Raises NotIsolated, NoPool and spawn.NoWorker; students who were done stay graded.
        """
        again: deque[_Student] = deque()
        marking: dict[Answer, _Student] = {}
        with VerdictStore(self._course.root) as store:
            students = iter(self._read(store))

            def fill() -> None:
                while len(marking) < pool.slots:
                    student = again.popleft() if again else next(students, None)
                    if student is None:
                        return
                    if student.to_mark:
                        marking[self._send(pool, student)] = student
                    else:
                        self._file(student)
                        one_done()

            fill()
            while marking:
                done = wait(marking, _LOOK_AGAIN, FIRST_COMPLETED).done
                if not done:
                    pool.check()
                back = [(future, marking.pop(future)) for future in done]
                fill()
                for future, student in back:
                    if self._take_back(future, student, store, pool):
                        self._file(student)
                        one_done()
                    else:
                        again.append(student)
                fill()

    def _read(self, store: VerdictStore) -> Iterator[_Student]:
        """Every student with their new and changed submissions, and the verdicts that are cached."""
        for name in self.students:
            student = _Student(name)
            for assignment in self.assignments:
                seed = student_seed(self._seed, name)
                try:
                    paper = read_paper(self._course.directory, assignment, name, seed)
                    before = self._before(paper) if paper else None
                except Exception:
                    self._stumble(name, assignment.name, "reading")
                    continue
                if paper is None:
                    self._miss(name, assignment)
                elif before is not None:
                    self._count(paper, "as before")
                    self.tally.standing.update(self._tell(name, before))
                else:
                    student.ways.append(self._recall(paper, store))
                    student.papers.append(paper)
            yield student

    def _before(self, paper: Paper) -> dict[tuple[str, str], list[str]] | None:
        """The messages on a submission that has not changed; None if it has to be graded."""
        return None if self._force else self._files.messages_before(paper)

    def _recall(self, paper: Paper, store: VerdictStore) -> str:
        """Use cached verdicts on the same notebooks. Returns "marked" or "reused"."""
        for name in paper.to_mark:
            verdicts = None if self._force else store.get(paper.keys[name])
            if verdicts is not None:
                paper.verdicts[name] = verdicts
        return "marked" if paper.to_mark else "reused"

    def _send(self, pool: Pool, student: _Student) -> Answer:
        jobs = [paper.jobs[name] for paper, name in student.to_mark]
        kits = {job.course: fingerprint(course_named(job.course)) for job in jobs if job.course}
        return pool.executor.submit(mark_student, jobs, self._allow_unisolated, kits, self._for_all)

    def _take_back(
        self, future: Answer, student: _Student, store: VerdictStore, pool: Pool
    ) -> bool:
        """Keep the verdicts on a student's notebooks. Returns False if they have to be marked again."""
        try:
            level, everything = future.result()
        except (NotIsolated, NoPool, NoWorker):
            raise
        except Exception as error:
            pool.check()
            student.tries += 1
            if lost(error) and student.tries < 2:
                return False
            logger.error("%s: marking ended with %r", student.name, error)
            for paper, name in student.to_mark:
                words = LOST if lost(error) else OUR_FAULT
                paper.verdicts[name] = by_hand(paper.jobs[name].points, words)
            return True
        self.tally.levels.add(level.where)
        for (paper, name), verdicts in zip(student.to_mark, everything, strict=True):
            paper.verdicts[name] = verdicts
            store.put(paper.keys[name], verdicts)
        return True

    def _file(self, student: _Student) -> None:
        if not student.papers and self._files.knows(student.name):
            return
        try:
            filed = self._files.file(student.name, student.papers)
        except (SQLAlchemyError, OSError):
            raise
        except Exception:
            for paper in student.papers:
                self._stumble(student.name, paper.assignment, "filing")
            return
        self._tell(student.name, filed)
        for paper, way in zip(student.papers, student.ways, strict=True):
            self.tally.filed.add((paper.assignment, student.name))
            self._count(paper, way)

    def _count(self, paper: Paper, way: str) -> None:
        """Count the outcome of a submission, and note whether it waits for the instructor."""
        which = paper.assignment, paper.student
        self.tally.went[which] = way if paper.jobs else "can't be read"
        if any(marked.by_hand for verdicts in paper.verdicts.values() for marked in verdicts):
            self.tally.went[which] = "by hand"
            self.tally.by_hand.add(which)
        if self._files.waits(paper):
            self.tally.unread.add(which)

    def _miss(self, student: str, assignment: StoredAssignment) -> None:
        """Note that there is no submission, and where it may be instead."""
        self.tally.went[assignment.name, student] = "nothing handed in"
        sentence = misfiled(self._course.directory, assignment, student)
        if sentence:
            self.tally.misfiled[assignment.name, student] = sentence

    def _tell(
        self, student: str, messages: dict[tuple[str, str], list[str]]
    ) -> Iterable[tuple[str, str, str]]:
        """Keep the messages on a student's notebooks. Returns the notebooks that have any."""
        new = {(student, *which): words for which, words in messages.items() if words}
        self.tally.messages.update(new)
        return new

    def _stumble(self, student: str, assignment: str, over: str) -> None:
        """Log an error of ours, leave the submission to be marked by hand, and go on with the others."""
        logger.exception("%s, %s: %s failed", student, assignment, over)
        self.tally.messages[student, assignment, assignment] = [OUR_FAULT]
        self.tally.went[assignment, student] = "by hand"
        self.tally.by_hand.add((assignment, student))
