"""Pictures: their sentences are true, they are there where they say something, and never in the way."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from autograder.compare import Mismatch
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.frozen_oracle import FrozenOracle, freeze
from autograder.engine.notebook_verdicts import NotebookVerdict
from autograder.engine.oracle import PUBLIC_SEED
from autograder.feedback import render
from autograder.feedback import svg as drawing
from autograder.feedback.axes import Axes, image, ticks
from autograder.feedback.pictures import curves, entries, loss_curves, losses
from autograder.model import Picture, Verdict
from autograder.sandbox.submission import LiveSubmission
from tests.helpers.our_course import ASSIGNMENTS, EXERCISES, FUNCTIONS, KNOWN, live_oracle

SCHEMA = Path(__file__).parents[1] / "doors" / "verdicts.schema.json"
Z = np.linspace(-6, 6, 120)
CURVED = [name for name, exercise in EXERCISES.items() if exercise.plot]


# --- which entries of a table are wrong ---


def table(wrong, right=1.0) -> Mismatch:
    wanted = np.full(wrong.shape, right)
    return Mismatch(("dW1",), "value", wanted, wanted + wrong)


masks = st_numpy.arrays(bool, st.tuples(st.integers(1, 9), st.integers(1, 9)))
few = st.tuples(st.integers(1, 9), st.integers(1, 9), st.sets(st.integers(0, 80), max_size=6)).map(
    lambda drawn: np.isin(np.arange(drawn[0] * drawn[1]), list(drawn[2])).reshape(drawn[:2])
)
lines = st.tuples(
    st.integers(2, 9), st.integers(2, 9), st.sets(st.integers(0, 8), min_size=1), st.booleans()
).map(
    lambda drawn: (
        np.isin(np.indices(drawn[:2])[int(drawn[3])], list(drawn[2])) | np.zeros(drawn[:2], bool)
    )
)


@given(masks | few | lines)
def test_the_sentence_about_a_table_is_true(wrong) -> None:
    assume(wrong.any())
    picture = entries([table(wrong)])
    if picture is None:
        assert wrong.size < 6 or 2 * wrong.sum() > wrong.size
        return
    assert picture.rows == tuple(map(tuple, wrong))
    count, size, where = re.fullmatch(
        r"(\d+) of (\d+) entries of dW1 differs?: (.*)\.", picture.alt
    ).groups()
    assert (int(count), int(size)) == (wrong.sum(), wrong.size)
    numbers = [int(n) for n in re.findall(r"\d+", where.removesuffix(", counted from 0"))]
    along = wrong if "row" in where else wrong.T
    if where.startswith("["):
        assert sorted(zip(numbers[::2], numbers[1::2], strict=True)) == sorted(
            map(tuple, np.argwhere(wrong).tolist())
        )
    elif where.startswith("spread"):
        shown = [(int(wrong.any(axis=1 - axis).sum()), wrong.shape[axis]) for axis in (1, 0)]
        assert list(zip(numbers[::2], numbers[1::2], strict=True)) == shown
    elif "counted" in where:
        assert np.flatnonzero(along.any(axis=1)).tolist() == numbers
        assert not where.startswith("the whole") or along[numbers].all()
    else:
        assert [along.any(axis=1).sum()] == numbers
        assert along[along.any(axis=1)].all()


def test_columns_are_named_where_the_wrong_entries_are_just_these() -> None:
    wrong = np.zeros((3, 4), bool)
    wrong[:, 2] = True
    assert entries([table(wrong)]).alt == (
        "3 of 12 entries of dW1 differ: the whole of column 2, counted from 0."
    )


@pytest.mark.parametrize("wrong", [np.ones((3, 4), bool), np.eye(2, dtype=bool)])
def test_all_entries_or_a_small_table_need_no_picture(wrong) -> None:
    assert entries([table(wrong)]) is None


def test_entries_that_would_be_0_anyway_are_not_called_right() -> None:
    wanted = np.array([[1.0, 0.0, 2.0], [3.0, 0.0, 4.0]])
    assert entries([Mismatch((), "value", wanted, -wanted)]) is None
    assert entries(
        [Mismatch((), "value", wanted, wanted + np.array([0.0, 1.0, 0.0])), table(wanted > 0)]
    )


# --- the student's curve over the right one ---


@given(
    st.sampled_from([np.abs, np.sin, np.square]),
    st.integers(0, 119),
    st.integers(0, 119),
    st.sampled_from([("above", 1.0), ("below", -1.0)]),
)
def test_a_stretch_that_is_off_is_said_to_be_off_there(shape, one, other, side) -> None:
    word, sign = side
    first, last = sorted((one, other))
    right = shape(Z)
    off = np.zeros(120)
    off[first : last + 1] = sign * np.ptp(right)
    alt = curves(Z, right, right + off).alt
    assert alt.startswith(f"Your curve runs {word} the right one")
    start, end = (f"{round(Z[i], 1) + 0.0:g}" for i in (first, last))
    if (first, last) == (0, 119):
        assert alt.endswith(" all along.")
    elif first == 0:
        assert alt.endswith(f" up to z = {end}.")
    elif last == 119:
        assert alt.endswith(f" from z = {start} on.")
    else:
        assert alt.endswith((f" from z = {start} to {end}.", f" at z = {start}."))


@given(st.floats(-0.01, 0.01))
def test_curves_that_the_eye_cannot_tell_apart_are_not_drawn(off) -> None:
    assert curves(Z, np.tanh(Z), np.tanh(Z) + off) is None


@pytest.mark.parametrize(
    ("yours", "words"),
    [
        (-np.tanh(Z), "Your curve falls, and the right one rises"),
        (0 * Z + 0.5, "Your curve stays at 0.5, and the right one rises"),
        (np.where(Z < 0, np.nan, np.tanh(Z)), "Your curve is not finite up to z = -0.1"),
        (np.tanh(Z) + 0.3 * np.sin(5 * Z), "again and again"),
    ],
)
def test_the_sentence_about_a_curve(yours, words) -> None:
    assert words in curves(Z, np.tanh(Z), yours).alt


# --- losses, epoch by epoch ---


@given(st.lists(st.floats(0.1, 5), min_size=4, max_size=30), st.data())
def test_the_first_epoch_that_is_not_a_number_is_named(values, data) -> None:
    k = data.draw(st.integers(0, len(values) - 1))
    broken = np.array(values)
    broken[k:] = np.nan
    alt = loss_curves({"train_loss": broken, "val_loss": np.array(values)}).alt
    assert re.match(rf"train_loss is NaN from epoch {k + 1}\b", alt)


@pytest.mark.parametrize(
    ("train_loss", "words"),
    [
        ([0.7, 0.9, 2.0, 5.0], "train_loss rises from the first epoch on."),
        ([0.693, 0.6931, 0.6932], "train_loss stays at 0.693 = ln 2, as it is where"),
        ([0.91, 0.91, 0.9101], "train_loss stays at 0.91."),
        ([0.9, 0.5, 0.8, 0.9], "train_loss is lowest after epoch 2 and higher at the end."),
        ([0.5, np.inf, 0.4], "train_loss is infinite from epoch 2."),
    ],
)
def test_what_is_odd_about_a_loss(train_loss, words) -> None:
    assert loss_curves({"train_loss": np.array(train_loss)}).alt.startswith(words)


@given(st.lists(st.floats(0.5, 0.95), min_size=3, max_size=20))
def test_a_loss_that_falls_needs_no_picture(ratios) -> None:
    assert loss_curves({"train_loss": np.cumprod(ratios)}) is None


# --- verdicts with a picture ---


@pytest.fixture(scope="module")
def live() -> DictOracle:
    return live_oracle(PUBLIC_SEED)


@pytest.fixture(scope="module")
def frozen(live, tmp_path_factory) -> FrozenOracle:
    path = tmp_path_factory.mktemp("frozen") / "answers.bin"
    path.write_bytes(freeze(live, {name: EXERCISES[name] for name in CURVED}))
    return FrozenOracle(path)


def said_of(function, name, oracle) -> Verdict:
    return examine(EXERCISES[name], LiveSubmission(FUNCTIONS | {name: function}), oracle)


def test_every_element_wise_exercise_can_be_drawn() -> None:
    assert [name for name, exercise in EXERCISES.items() if exercise.element_wise] == CURVED


@pytest.mark.parametrize("name", CURVED)
def test_both_oracles_give_the_same_picture(live, frozen, name) -> None:
    def upside_down(*inputs):
        return 1 - 2 * FUNCTIONS[name](*inputs)

    wrong = [known.function for known in KNOWN[name].values()]
    for function in [*wrong, upside_down]:
        picture = said_of(function, name, live).picture
        assert picture == said_of(function, name, frozen).picture
    assert picture.kind == "curve"


@pytest.mark.parametrize("name", CURVED)
def test_a_right_function_has_no_picture_and_the_grid_is_never_judged(live, name) -> None:
    def right_but_on_the_grid(z, *more):
        return -5.0 if np.size(z) == 120 else FUNCTIONS[name](z, *more)

    for function in (FUNCTIONS[name], right_but_on_the_grid):
        verdict = said_of(function, name, live)
        assert verdict.passed
        assert verdict.picture is None


@pytest.mark.parametrize(
    "function",
    [
        lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 0))) if np.max(z) > 900 else FUNCTIONS["sigmoid"](z),
        lambda z: 1 / 0,
        lambda z: np.atleast_2d(-np.asarray(z)),
        lambda z: None,
        lambda z: "0.5",
        lambda z: 1 / 0 if np.size(z) == 120 else -FUNCTIONS["sigmoid"](z),
        lambda z: FUNCTIONS["sigmoid"](z) + 0.001,
    ],
    ids=["extremes", "raises", "shape", "nothing", "text", "raises on the grid", "hardly off"],
)  # fmt: skip
def test_no_curve_where_it_says_nothing(live, function) -> None:
    verdict = said_of(function, "sigmoid", live)
    assert not verdict.passed
    assert verdict.picture is None


def test_a_gradient_shows_which_entries_are_wrong(live) -> None:
    verdict = said_of(KNOWN["backward"]["backward/no-relu-derivative"].function, "backward", live)
    assert verdict.picture.kind == "entries"
    assert "of W1 differ: the whole of column 1, counted from 0." in verdict.picture.alt


def test_a_training_shows_its_losses(live) -> None:
    for id, words in (("climbs", "higher at the end"), ("zero-weights", "0.693 = ln 2")):
        known = KNOWN["fit_classifier"][f"fit_classifier/{id}"]
        verdict = said_of(known.function, "fit_classifier", live)
        assert verdict.picture.kind == "losses"
        assert words in verdict.picture.alt


def test_json_stays_as_it_is(live) -> None:
    wrong = {"sigmoid": lambda z: -FUNCTIONS["sigmoid"](z)}
    submission = LiveSubmission(FUNCTIONS | wrong)
    names = ASSIGNMENTS["02_activations"]
    verdicts = tuple(examine(EXERCISES[name], submission, live) for name in names)
    assert verdicts[0].picture
    report = [NotebookVerdict("a.ipynb", "02_activations", verdicts).as_json()]
    jsonschema.validate(json.loads(json.dumps(report)), json.loads(SCHEMA.read_text()))
    assert "picture" not in json.dumps(report)


# --- drawn ---

EVIL = "<script>alert('\"x\"')</script> & ]]> é"
PICTURES = [
    curves(Z, np.tanh(Z), -np.tanh(Z)),
    curves(Z, np.tanh(Z), np.where(Z < 0, np.nan, 1e300 * Z)),
    entries([table(np.eye(4, dtype=bool))]),
    entries([table(np.arange(20)[:, None] == 3 * np.ones((1, 18)))]),
    loss_curves({"train_loss": np.array([1.0, np.nan]), "val_loss": np.array([1.0, np.inf])}),
    loss_curves({"train_loss": np.full(3, np.nan), "val_loss": np.full(3, np.nan)}),
    loss_curves({"train_loss": np.array([0.7, 3.0, 9.0]), "val_loss": np.array([0.7, 0.7, 0.7])}),
]
SVG = "{http://www.w3.org/2000/svg}"
EVERY = pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.alt[:30])


class Images(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs) -> None:
        self.seen.append((tag, dict(attrs)))


@EVERY
def test_svg_holds_the_sentence_and_text_as_text(picture) -> None:
    root = ElementTree.fromstring(drawing.svg(picture))
    texts = [element.text for element in root.iter() if element.tag.endswith(("text", "title"))]
    assert picture.alt in texts
    assert {"curve": "z", "entries": "column", "losses": "epoch"}[picture.kind] in texts
    assert len(drawing.svg(picture)) < 40_000


def failed(picture: Picture) -> Verdict:
    return Verdict("f", 0.0, False, (), "It is not.", picture=picture)


@EVERY
def test_html_shows_the_image_and_text_its_sentence(picture) -> None:
    [(_, image)] = [i for i in Images(render.html(failed(picture))).seen if i[0] == "img"]
    assert image["alt"] == picture.alt
    kind, _, data = image["src"].partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data) == drawing.svg(picture)
    assert f"  Picture: {picture.alt}" in render.text(failed(picture)).splitlines()


@pytest.mark.parametrize("kind", ["entries", "no such kind"])
def test_a_sentence_never_becomes_markup(kind) -> None:
    picture = Picture(kind, EVIL, (EVIL,), ((True, False), (False, False)))
    page = render.html(failed(picture))
    assert {tag for tag, _ in Images(page).seen} <= {"div", "code", "strong", "img"}
    assert "&lt;script&gt;" in page


def test_a_picture_that_cannot_be_drawn_is_told() -> None:
    page = render.html(failed(replace(PICTURES[0], rows=())))
    assert "<img" not in page
    assert "Your curve falls, and the right one rises" in page
    assert "It is not." in page


def test_drawing_needs_no_matplotlib() -> None:
    program = (
        "import sys; from autograder import check\n"
        "from autograder.feedback.svg import svg; from autograder.model import Picture\n"
        "svg(Picture('entries', 'a', ('b',), ((True, False),)))\n"
        "print('matplotlib' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.split() == ["False"], run.stderr


any_number = st.floats(width=64)


@given(st_numpy.arrays(float, st.integers(2, 30), elements=any_number), st.data())
def test_any_numbers_can_be_drawn(yours, data) -> None:
    right = data.draw(st_numpy.arrays(float, len(yours), elements=st.floats(-1e6, 1e6)))
    z = np.linspace(-3, 3, len(yours))
    for picture in (curves(z, right, yours), losses({"train_loss": np.abs(yours)})):
        if picture:
            root = ElementTree.fromstring(drawing.svg(picture))
            numbers = " ".join(path.get("d", "") for path in root.iter(f"{SVG}path"))
            assert not re.search("nan|inf", numbers)


@given(st.floats(-1e3, 1e3), st.floats(1e-2, 1e9), st.integers(2, 9), st.booleans())
def test_ticks_are_round_evenly_spaced_and_in_the_range(low, length, most, whole) -> None:
    found = np.array(ticks(low, low + length, most, whole))
    assert len(found) <= most + 1
    assert np.all((found >= low - 1e-6 * length) & (found <= low + 1.000001 * length))
    if len(found) > 2:
        assert np.ptp(np.diff(found)) <= 1e-6 * length
    if whole:
        assert np.all(found % 1 == 0)
    elif length > 1e-6 * abs(low):
        assert len(found) >= most / 2.5 - 1


def test_a_point_is_drawn_where_it_is() -> None:
    """By hand: the plot is 259 pixels wide from 34 and 116 high up from 140."""
    root = image("a title")
    axes = Axes(root, (0.0, 10.0), (0.0, 2.0))
    axes.line(np.array([0.0, 5.0, 7.0, 10.0]), np.array([0.0, 1.0, np.nan, 2.0]), "a", stroke="red")
    first = next(root.iter("path"))
    assert first.get("d") == "M34 140L163.5 82M293 24"


def test_a_curve_that_is_not_the_students_own_is_told_so() -> None:
    z = np.linspace(-2, 2, 9)
    picture = curves(z, z, -z, whose="This")
    assert picture is not None
    assert picture.alt == "This curve falls, and the right one rises, for z from -2 to 2."
    assert "yours" not in picture.names
    assert b"yours" not in drawing.svg(picture)


def test_losses_that_fall_are_drawn_on_request() -> None:
    history = {"train_loss": np.array([0.9, 0.5, 0.3]), "val_loss": np.array([1.0, 0.75, 0.5])}
    assert loss_curves(history) is None
    told = "train_loss goes from 0.9 to 0.3 and val_loss goes from 1.0 to 0.5."
    assert losses(history).alt == told
