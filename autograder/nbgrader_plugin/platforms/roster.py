"""Whose id it is: from the names in a download to the ids in the gradebook."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nbgrader.api import Gradebook

from autograder.nbgrader_plugin.platforms.names import Handed, Platform

Person = tuple[str, str]


@dataclass(frozen=True)
class Roster:
    """The students in a gradebook: their ids, and the ids by the platform's number and by full name.

    A number or a name that two students share is left out.
    """

    ids: frozenset[str]
    by_number: Mapping[str, str]
    by_name: Mapping[str, str]

    @classmethod
    def of(cls, gradebook: Gradebook) -> Roster:
        """Read it from an open gradebook."""
        numbers, names = defaultdict(set), defaultdict(set)
        for student in gradebook.students:
            if student.lms_user_id:
                numbers[student.lms_user_id.strip()].add(student.id)
            first, last = student.first_name or "", student.last_name or ""
            for name in {_letters(first + last), _letters(last + first)} - {""}:
                names[name].add(student.id)
        return cls(
            frozenset(student.id for student in gradebook.students),
            {number: min(ids) for number, ids in numbers.items() if len(ids) == 1},
            {name: min(ids) for name, ids in names.items() if len(ids) == 1},
        )

    def find(self, handed: Handed, platform: Platform) -> str | None:
        """The id of who handed this in, or None if the gradebook has nobody like that."""
        if platform.lasting and handed.number in self.by_number:
            return self.by_number[handed.number]
        known = next((id for id in platform.ids(handed) if id in self.ids), None)
        return known or self.by_name.get(_letters(handed.name))


def ids_of(handed: Iterable[Handed], platform: Platform, roster: Roster) -> dict[Person, str]:
    """The id of each person who handed something in.

    Whoever is not in the gradebook gets the platform's own name. Where two have the same, each gets a
    number after it, so that nobody's work is taken for another's.
    """
    people = {each.person: each for each in handed}
    found = {
        person: roster.find(each, platform) or platform.ids(each)[0]
        for person, each in people.items()
    }
    shared = Counter(found.values())
    return {
        person: id if shared[id] == 1 else f"{person[0]} {person[1]}"
        for person, id in found.items()
    }


def _letters(name: str) -> str:
    """The letters and digits of a name in lower case: Canvas keeps nothing else."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", name).casefold()))
