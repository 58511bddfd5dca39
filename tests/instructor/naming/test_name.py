"""`autograder name`: wrong answers that do the same are found together, and one becomes a misconception."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from autograder.author import naming
from autograder.cli import main
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.oracle import PUBLIC_SEED
from autograder.instructor.naming import unnamed
from autograder.nbgrader_plugin.course_folder import CONFIG_FILE, SETTINGS, UNISOLATED
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.graded_class import POINTS, RIGHT, Submission, make
from tests.helpers.our_course import EXERCISES, FUNCTIONS, KNOWN

ACTIVATIONS, DIFFERS = "02_activations", "The numbers differ from the right ones."
SENTENCE = (
    'Compare the numbers before z and z³ in your "tanh" with those in the notebook\'s formula.'
)

CUBE_LEFT_OUT = "def gelu(z):\n    return 0.5 * z * (1 + np.tanh(0.9 * z))"
WITH_A_HELPER = """\
NINE = 0.9

def halved_tanh(z):
    return (np.tanh(NINE * z) + 1) / 2

def gelu(z):
    # ben's own
    return halved_tanh(z) * z"""
ONCE = "def gelu(z):\n    return z * (0.5 + np.arctan(1.2 * z) / 3)"
NAMES_EVE = "def gelu(z):\n    eve = np.sin(z)\n    return eve + z"
IN_A_TEXT = "def gelu(z):\n    print('fay')\n    return np.sin(z) + z + 1"
STOPS = "def gelu(z):\n    return z.shape_of_it"
READS_A_FILE = "def gelu(z):\n    np.load\n    return np.cos(z)"
USES_OWN_SIGMOID = """\
def sigmoid(z):
    return 7.0

def sigmoid_grad(z):
    return sigmoid(z) * (1 - sigmoid(z)) * 3"""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> dict[Path, str]:
    """What is written into the course, which stays as it is here."""
    texts: dict[Path, str] = {}
    monkeypatch.setattr(naming, "write", texts.update)
    return texts


@pytest.fixture
def class_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: dict[Path, str]
) -> Callable[..., Callable[..., Result]]:
    """`class_of(exercise, ada=code, …)`: a class in which these answers have no name; gives the command."""

    def made(exercise: str, **codes: str) -> Callable[..., Result]:
        kinds = dict.fromkeys(POINTS[ACTIVATIONS], RIGHT) | {exercise: DIFFERS}
        make(
            tmp_path,
            {
                student: {
                    ACTIVATIONS: Submission(kinds, {exercise: f"import numpy as np\n\n{code}"})
                }
                for student, code in codes.items()
            },
        )
        (tmp_path / SETTINGS).write_text(CONFIG_FILE + UNISOLATED)
        monkeypatch.chdir(tmp_path)
        return lambda *given: CliRunner().invoke(main, ["name", *given], catch_exceptions=False)

    return made


def key_in(text: str, code: str) -> str:
    """The key in the command that is printed below this code."""
    found = re.search(r"--like (\w+)", text[text.index(code) :])
    assert found
    return found[1]


def test_answers_that_do_the_same_are_listed_together(
    class_of: Callable[..., Callable[..., Result]],
) -> None:
    name = class_of(
        "gelu",
        ada=CUBE_LEFT_OUT,
        ben=WITH_A_HELPER,
        cyd=f"{CUBE_LEFT_OUT}  # mine",
        dee=ONCE,
        eve=NAMES_EVE,
        fay=NAMES_EVE.replace("eve", "fay"),
        gus=STOPS,
        hal=STOPS,
    )
    said = name("gelu")
    assert said.exit_code == 0
    first, second, third, last = said.output.strip().split("\n\n")
    assert first.startswith("3 students: the same on inputs that nobody has seen.")
    assert "return 0.5 * z * (1 + np.tanh(0.9 * z))" in first
    assert "autograder name gelu/short-name --like" in first
    assert second.startswith("2 students")
    assert "value_1 = np.sin(z)" in second
    assert "needs no name: it stops with an error" in third
    assert "1 wrong answer does what nobody else’s does." in last
    assert not re.search(r"\b(eve|fay|ben)\b", said.output)


def test_the_kit_has_learned(
    class_of: Callable[..., Callable[..., Result]], written: dict[Path, str]
) -> None:
    name = class_of("gelu", ada=WITH_A_HELPER, ben=CUBE_LEFT_OUT)
    key = key_in(name("gelu").output, "0.9")
    said = name("gelu/near-tanh", "--like", key, "--sentence", f"  {SENTENCE}\n")
    assert said.exit_code == 0, said.output
    assert "2 students' answers do this" in said.output
    assert "autograder verify gelu" in said.output
    [(path, text)] = written.items()
    assert path.parts[-3:] == ("dlref", "misconceptions", "activations.py")
    assert text.startswith(path.read_text(encoding="utf-8").rstrip())
    assert examined(text, "gelu_near_tanh", lambda z: z * (np.tanh(z * 0.9) + 1) / 2) == SENTENCE


def test_helpers_come_along_and_other_exercises_are_the_courses(
    class_of: Callable[..., Callable[..., Result]], written: dict[Path, str]
) -> None:
    name = class_of("sigmoid_grad", ada=USES_OWN_SIGMOID, ben=f"{USES_OWN_SIGMOID} + 0")
    said = name("sigmoid_grad")
    assert said.output.startswith("2 students")
    key = key_in(said.output, "sigmoid")
    said = name("sigmoid_grad/tripled", "--like", key, "--sentence", SENTENCE)
    assert said.exit_code == 0, said.output
    namespace = run(*written.values())
    z = np.array([-1.0, 0.5])
    right = FUNCTIONS["sigmoid"](z)
    np.testing.assert_allclose(namespace["sigmoid_grad_tripled"](z), 3 * right * (1 - right))


def examined(module: str, function: str, student: Callable[..., object]) -> str:
    """The sentence that a student reads where a misconception of this module is known, too."""
    new = run(module)[function].misconception
    known = {**KNOWN["gelu"], new.id: new}
    oracle = DictOracle(FUNCTIONS, PUBLIC_SEED, EXERCISES, lambda name: known)
    verdict = examine(EXERCISES["gelu"], LiveSubmission(FUNCTIONS | {"gelu": student}), oracle)
    assert verdict.misconception == new.id
    return verdict.message.partition("\n")[0]


def run(module: str) -> dict[str, object]:
    namespace: dict[str, object] = {}
    exec(module, namespace)
    return namespace


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (READS_A_FILE, "it uses load"),
        (IN_A_TEXT, "a student’s name is in it"),
        (STOPS, "needs no name"),
    ],
)
def test_what_can_not_be_taken_over_is_refused(
    class_of: Callable[..., Callable[..., Result]],
    written: dict[Path, str],
    code: str,
    why: str,
    tmp_path: Path,
) -> None:
    name = class_of("gelu", fay=code)
    said = name("gelu/some-name", "--like", key_of(tmp_path), "--sentence", SENTENCE)
    assert said.exit_code == 1
    assert why in said.output
    assert not written


def key_of(root: Path) -> str:
    """The key of the first unnamed answer in a class."""
    return unnamed(root, "gelu").answers[0].example.key


def test_what_has_a_name_or_is_right_by_now_says_so(
    class_of: Callable[..., Callable[..., Result]],
) -> None:
    known = "def gelu(z):\n    return z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * 1.044715 * z))"
    right = (
        "def gelu(z):\n    return z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))"
    )
    said = class_of("gelu", ada=known, ben=f"{known} + 0", cyd=right, dee=f"{right} + 0")("gelu")
    assert "It has a name already: gelu/no-cube." in said.output
    assert "It is right on these inputs" in said.output
    assert "--like" not in said.output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["gelv"], "There is no exercise called 'gelv' in this course. Did you mean gelu?"),
        (["gelu", "--like", "1234abcd"], "all three are needed"),
        (["gelu/x", "--like", "1234abcd"], "all three are needed"),
        (["gelu/short-name", "--like", "1", "--sentence", "A."], "a name of your own"),
        (
            ["gelu/x", "--like", "1", "--sentence", "One sentence that helps."],
            "a name of your own in place",
        ),
        (["gelu/No_Cube", "--like", "1", "--sentence", "A."], "can't be a name"),
        (["gelu/model-one", "--like", "1", "--sentence", "A."], "are made by the kit"),
        (
            [f"{next(iter(KNOWN['gelu']))}", "--like", "1", "--sentence", "A."],
            "already the name of another mistake",
        ),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    class_of: Callable[..., Callable[..., Result]], given: list[str], said: str
) -> None:
    result = class_of("gelu", ada=ONCE)(*given)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_key_that_no_answer_has_is_told(class_of: Callable[..., Callable[..., Result]]) -> None:
    result = class_of("gelu", ada=ONCE)("gelu/x", "--like", "00000000", "--sentence", "A.")
    assert result.exit_code == 1
    assert "No unnamed wrong answer to gelu has the key 00000000." in result.output


def test_where_nothing_is_graded_it_says_what_to_run(
    class_of: Callable[..., Callable[..., Result]], tmp_path: Path
) -> None:
    name = class_of("gelu", ada=ONCE)
    (tmp_path / "gradebook.db").unlink()
    result = name("gelu")
    assert result.exit_code == 1
    assert "run autograder grade 02_activations first" in result.output
    assert not (tmp_path / "gradebook.db").exists()


def test_outside_of_a_course_folder_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["name", "gelu"])
    assert result.exit_code == 1
    assert "is not a course folder" in result.output
