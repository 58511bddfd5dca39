"""Grades a class: verdicts are made in parallel, and filed whole, student by student."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field

from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import course_named
from autograder.instructor.batch.filing import Files
from autograder.instructor.batch.misfiled import misfiled
from autograder.instructor.batch.papers import Paper, read_paper
from autograder.instructor.batch.pool import NoPool, Pool, lost, mark_student
from autograder.instructor.batch.register import StoredAssignment, assignments_of, students_of
from autograder.marking.fingerprint import fingerprint
from autograder.marking.mark import OUR_FAULT, Marked, by_hand
from autograder.marking.seeds import course_seed, student_seed
from autograder.marking.verdict_store import VerdictStore
from autograder.nbgrader_plugin.course_folder import CourseFolder
from autograder.nbgrader_plugin.submission_folder import UNFIT_NAME, is_student_name, shown
from autograder.sandbox.isolation import Level, NotIsolated
from autograder.sandbox.spawn import NoWorker

LOST = (
    "Marking this ended the process that did it, twice, so it is marked by hand: it may need more "
    "memory than there is."
)
_LOOK_AGAIN = 30.0
logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())
Answer = Future[tuple[Level, list[list[Marked]]]]


@dataclass
class Tally:
    """What came of a run: which way an assignment's students went, what is told of which notebook.

    `standing` are the notebooks that this run did nothing to, and of which an earlier one told the same.
    What waits for a human is `by_hand`, `unread` (and not marked by hand), or `misfiled`, with a sentence.
    """

    went: dict[tuple[str, str], str] = field(default_factory=dict)
    told: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    standing: set[tuple[str, str, str]] = field(default_factory=set)
    by_hand: set[tuple[str, str]] = field(default_factory=set)
    unread: set[tuple[str, str]] = field(default_factory=set)
    misfiled: dict[tuple[str, str], str] = field(default_factory=dict)
    filed: set[tuple[str, str]] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        """Whether no mark waits for a human."""
        return not (self.by_hand or self.unread or self.misfiled)

    def students(self, assignment: str, way: str) -> list[str]:
        """Who went this way, by name."""
        return sorted(
            who for (name, who), went in self.went.items() if (name, way) == (assignment, went)
        )


@dataclass
class _Student:
    """A student, what of theirs is to be filed, and which way each of these papers goes."""

    name: str
    papers: list[Paper] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)
    tries: int = 0

    @property
    def to_mark(self) -> list[tuple[Paper, str]]:
        return [(paper, name) for paper in self.papers for name in paper.to_mark]


class Grading:
    """One run over a course's students. Raises register.Unknown for names that the course does not know."""

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
        found = students_of(course.directory, self.assignments, students)
        self.students = [name for name in found if is_student_name(name)]
        self.tally = Tally()
        for name in sorted({*found} - {*self.students}):
            self.tally.told[shown(name), "", ""] = [UNFIT_NAME]
        self._course = course
        self._files = Files(course.directory, gradebook)
        self._force = force
        self._allow_unisolated = allow_unisolated
        self._seed, self.seed_is_new = course_seed(course.root)

    def run(self, pool: Pool, tell: Callable[[], None]) -> None:
        """Grade everyone; `tell` is called for each student who is done.

        Raises NotIsolated, NoPool and spawn.NoWorker, which leave whoever is done as done.
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
                        tell()

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
                        tell()
                    else:
                        again.append(student)
                fill()

    def _read(self, store: VerdictStore) -> Iterator[_Student]:
        """Every student, with what they handed in and has changed, and what is already known of it."""
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
        """What was told of a submission that needs nothing done to it; None where it does."""
        return None if self._force else self._files.told_before(paper)

    def _recall(self, paper: Paper, store: VerdictStore) -> str:
        """What was said of the same notebooks before is said again. Gives which way the paper goes."""
        for name in paper.to_mark:
            said = None if self._force else store.get(paper.keys[name])
            if said is not None:
                paper.said[name] = said
        return "marked" if paper.to_mark else "reused"

    def _send(self, pool: Pool, student: _Student) -> Answer:
        jobs = [paper.jobs[name] for paper, name in student.to_mark]
        kits = {job.course: fingerprint(course_named(job.course)) for job in jobs if job.course}
        return pool.executor.submit(mark_student, jobs, self._allow_unisolated, kits)

    def _take_back(
        self, future: Answer, student: _Student, store: VerdictStore, pool: Pool
    ) -> bool:
        """Note what was said of a student's notebooks. False where it has to be tried again."""
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
                paper.said[name] = by_hand(paper.jobs[name].points, words)
            return True
        self.tally.levels.add(str(level))
        for (paper, name), said in zip(student.to_mark, everything, strict=True):
            paper.said[name] = said
            store.put(paper.keys[name], said)
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
        """Note which way a filed paper went, and whether it waits for a human."""
        which = paper.assignment, paper.student
        self.tally.went[which] = way if paper.jobs else "can't be read"
        if any(marked.by_hand for said in paper.said.values() for marked in said):
            self.tally.went[which] = "by hand"
            self.tally.by_hand.add(which)
        if self._files.waits(paper):
            self.tally.unread.add(which)

    def _miss(self, student: str, assignment: StoredAssignment) -> None:
        """Note that nothing was handed in, and where it may lie instead."""
        self.tally.went[assignment.name, student] = "nothing handed in"
        sentence = misfiled(self._course.directory, assignment, student)
        if sentence:
            self.tally.misfiled[assignment.name, student] = sentence

    def _tell(
        self, student: str, told: dict[tuple[str, str], list[str]]
    ) -> Iterable[tuple[str, str, str]]:
        """Note what is told of a student's notebooks, where there is anything. Gives which these are."""
        new = {(student, *which): words for which, words in told.items() if words}
        self.tally.told.update(new)
        return new

    def _stumble(self, student: str, assignment: str, over: str) -> None:
        """One submission that we can't deal with keeps no other from its marks."""
        logger.exception("%s, %s: %s stumbled", student, assignment, over)
        self.tally.told[student, assignment, assignment] = [OUR_FAULT]
        self.tally.went[assignment, student] = "by hand"
        self.tally.by_hand.add((assignment, student))
