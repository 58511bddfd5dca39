"""Verdicts on a small made-up course: points, follow-through, names of mistakes, and odd values."""

from __future__ import annotations

import logging
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks import formula, relation, robustness
from autograder.engine import examine as engine
from autograder.engine import judging
from autograder.feedback import render
from autograder.model import Case, Exercise, Finding, Hint, Outcome, Problem
from tests.helpers.made_up import Sends, made_up, plain_values, verdict

Z = np.array([-2.0, -0.5, 1.0, 3.0])


def curve(rng):
    return [
        Case({"z": 2.0}),
        Case({"z": -1.5}),
        Case({"z": Z}),
        Case({"z": np.outer([1, 2, -1], Z)}),
    ]


def extreme(rng):
    return [Case({"z": 1000.0}), Case({"z": np.array([-1000.0, 2.0, 1000.0])})]


def softplus(z):
    return np.logaddexp(0, z)


EXERCISE = Exercise(
    "softplus", ("z",), (formula(curve), robustness("finite at 1000", extreme)), element_wise=True
)
KNOWN = {
    "softplus/no-one": lambda z: np.log(np.exp(z)),
    "softplus/minus": lambda z: np.logaddexp(0, -z),
    "softplus/naive": lambda z: np.log(1 + np.exp(z)),
}
ORACLE = made_up("softplus", softplus, KNOWN)


def judged(function, **others):
    return verdict(EXERCISE, ORACLE, function, **others)


def test_right_is_right() -> None:
    said = judged(softplus)
    assert said.passed
    assert said.share == 1.0
    assert said.message == ""
    assert said.warnings == ()
    assert [check.name for check in said.checks] == ["formula", "robustness", "arguments"]


@pytest.mark.parametrize(
    "form",
    [
        lambda y: np.float32(y),
        lambda y: np.asarray(y).tolist(),
        lambda y: np.asarray(y, object),
        lambda y: np.asmatrix(y) if np.ndim(y) == 2 else y,
        lambda y: (row for row in y) if np.ndim(y) else y,
    ],
)
def test_a_right_value_is_right_in_any_form(form) -> None:
    assert judged(lambda z: form(softplus(z))).passed


def test_a_hint_waits_where_something_is_wrong() -> None:
    assert judged(softplus).hint == Hint()
    assert judged(lambda z: z).hint == Hint("Think about softplus.")


def test_robustness_is_paid_apart() -> None:
    said = judged(KNOWN["softplus/naive"])
    assert not said.passed
    assert said.share == pytest.approx((7 + 1) / 10)
    assert [check.passed for check in said.checks] == [True, False, True]
    assert said.misconception == "softplus/naive"


def test_manners_are_paid_apart() -> None:
    def rude(z):
        y = softplus(z)
        if isinstance(z, np.ndarray):
            z[...] = 0
        return y

    said = judged(rude)
    assert said.share == pytest.approx((7 + 2) / 10)
    assert said.message.startswith("It changes its argument z")


def test_an_argument_that_is_changed_and_returned_may_have_been_taken_for_a_copy() -> None:
    def own(z):
        result = np.asarray(z)
        result[...] = softplus(result)
        return result

    def other(z):
        y = softplus(z)
        np.asarray(z)[...] = 0
        return y

    def message(f):
        return judged(lambda z: f(z) if isinstance(z, np.ndarray) else softplus(z)).message

    assert "A line such as `a = z` makes no copy" in message(own)
    assert "makes no copy" not in message(other)


def test_wrong_numbers_written_into_the_argument_are_told_as_that() -> None:
    def f(z):
        if np.ndim(z) == 0:
            return softplus(z)
        result = z
        for i, value in enumerate(list(z)):
            result[i] = value**2 + i
        return result

    assert "A line such as `a = z` makes no copy" in judged(f).message


def test_the_changed_part_of_a_dict_is_told() -> None:
    exercise = Exercise("f", ("d",), (formula(lambda rng: [Case({"d": {"a": Z, "b": Z + 1}})]),))

    def f(d):
        d["b"] += 1
        return d["a"]

    said = verdict(exercise, made_up("f", lambda d: d["a"]), f)
    assert "argument d in d['b']" in said.message


def test_without_the_formula_nothing_else_is_paid() -> None:
    said = judged(lambda z: softplus(z) if np.max(np.abs(z)) > 100 else 0 * z)
    assert said.share == 0.0
    assert [check.passed for check in said.checks] == [False, True, True]


def test_points_are_rounded_to_a_thousandth() -> None:
    assert judged(KNOWN["softplus/naive"]).worth(1 / 3).score == 0.267


def test_a_misconception_is_named_by_what_it_does() -> None:
    said = judged(lambda z: np.log1p(np.exp(-np.clip(z, -700, None))))
    assert said.misconception == "softplus/minus"
    assert said.message.startswith("You did the softplus/minus thing.\n")


def test_a_misconception_is_named_only_if_equal_in_every_case() -> None:
    def nearly(z):
        wrong = KNOWN["softplus/minus"](z)
        return wrong + 0.1 if np.ndim(z) == 2 else wrong

    assert judged(nearly).misconception is None


def test_what_else_goes_wrong_at_the_extremes_does_not_hide_the_misconception() -> None:
    def minus_and_naive(z):
        return np.log(1 + np.exp(-z))

    assert judged(minus_and_naive).misconception == "softplus/minus"


def test_one_that_only_differs_at_the_extremes_is_not_named_for_another_mistake_there() -> None:
    said = judged(lambda z: np.where(np.abs(z) > 100, 0.0, softplus(z)))
    assert said.misconception is None


def test_a_relation_may_name_a_misconception() -> None:
    def judge(seen, ask):
        return Finding("It falls.", misconception="softplus/minus")

    exercise = replace(EXERCISE, checks=(relation("rises", "rises", curve, judge),))
    said = verdict(exercise, ORACLE, lambda z: z)
    assert (said.misconception, said.message) == (
        "softplus/minus",
        "You did the softplus/minus thing.",
    )
    unknown = verdict(exercise, made_up("softplus", softplus), lambda z: z)
    assert (unknown.misconception, unknown.message) == (None, "It falls.")


def test_a_judge_may_ask_for_more() -> None:
    def judge(seen, ask):
        (more,) = ask([Case({"z": 7.0})])
        return None if more.value == 14.0 else Finding("It is not twice.")

    exercise = replace(EXERCISE, checks=(relation("twice", "is twice", curve, judge),))
    assert verdict(exercise, ORACLE, lambda z: 2 * z).passed
    assert not verdict(exercise, ORACLE, lambda z: 3 * z).passed


# Where it fails to run.


def test_the_students_own_error_is_told() -> None:
    namespace = {"np": np}
    exec(compile("def softplus(z):\n    return np.lgo(z)", "<cell a>", "exec"), namespace)
    said = judged(namespace["softplus"])
    assert "AttributeError" in said.message
    assert "Traceback" not in said.message
    assert said.share == 0.0


def test_a_stub_is_waiting() -> None:
    def stub(z):
        raise NotImplementedError

    assert "waiting for you" in judged(stub).message


def test_a_stub_below_is_waiting_not_this_one() -> None:
    namespace: dict = {}
    source = "def below(z):\n    raise NotImplementedError\ndef softplus(z):\n    return below(z)"
    exec(compile(source, "<cell a>", "exec"), namespace)
    said = judged(namespace["softplus"])
    assert said.message == "It needs below, which is still waiting for its code."


def test_no_return() -> None:
    assert "returns nothing" in judged(lambda z: None).message
    assert "prints its answer" in judged(lambda z: print(softplus(z))).message


def test_a_branch_without_return_is_not_told_that_its_last_line_lacks_one() -> None:
    def half(z):
        if np.ndim(z):
            return softplus(z)

    said = judged(half).message
    assert "returns nothing (None) where 2.127 is right" in said
    assert "every branch" in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (lambda z: z.sort() + 1, "works in place"),
        (lambda z: z.reshape(1, -1)[7], "counting starts at 0"),
        (lambda z: z["key"], "a key of a dict"),
        (lambda z: z.astype(int).__itruediv__(2), "make it one of floats"),
        (lambda z: (z, z).sum(), "take them apart"),
        (lambda z: max(0, z), "Python's max"),
        (lambda z: {"a": z}["b"], "print the keys"),
        (lambda z: eval("math.exp(1)", {}), "import math"),
        (lambda z: eval("relu(1)", {}), "relu is an exercise of 02_activations"),
        (lambda z: eval("zz", {}), "misspelt"),
    ],
)
def test_the_advice_fits_the_error(body, said) -> None:
    assert said in judged(lambda z: body(np.ones((2, 3)))).message


def test_a_problem_with_single_numbers_only_is_told_so() -> None:
    said = judged(lambda z: np.array([softplus(v) for v in z.ravel()]).reshape(z.shape))
    assert "It works for arrays, but not for a single number, as in softplus(2.0)." in said.message


def test_a_problem_in_one_case_fails_that_check_alone() -> None:
    def f(z):
        if np.ndim(z) == 1 and len(z) == 3:
            raise ValueError("three")
        return softplus(z)

    said = judged(f)
    assert [check.passed for check in said.checks] == [True, False, True]
    assert "three" in said.message


def test_nan_is_told() -> None:
    said = judged(lambda z: softplus(z) * np.nan)
    assert "NaN" in said.message
    assert said.share == 0.0


def test_what_is_right_in_most_cases_has_no_claim_about_all() -> None:
    def twice_in_one_case(z):
        return 2 * softplus(z) if np.ndim(z) == 1 else softplus(z)

    assert "twice" not in judged(twice_in_one_case).message


def test_printing_is_a_warning() -> None:
    def f(z):
        print("working")
        return softplus(z)

    said = judged(f)
    assert said.passed
    assert any("print" in warning for warning in said.warnings)


def test_the_smallest_case_is_the_one_shown() -> None:
    assert (
        "softplus(2.0) should be 2.127; yours gives 3.127."
        in judged(lambda z: softplus(z) + 1).message
    )


# Parts.


def stacks(rng):
    return [
        Case(
            {"z": rng.normal(size=(n, 5)), "w": rng.normal(size=(5, 2)), "b": np.array([1.0, -2.0])}
        )
        for n in (3, 4)
    ]


def layer(z, w, b):
    return {"out": z @ w + b, "norm": float(np.sum(w**2)), "shift": b + 1}


LAYER = Exercise(
    "layer",
    ("z", "w", "b"),
    tuple(formula(stacks, name=p, claim=f"{p} is right", part=p) for p in ("out", "norm", "shift")),
)


def layered(**changed):
    def f(z, w, b):
        return layer(z, w, b) | {key: change(z, w, b) for key, change in changed.items()}

    return verdict(LAYER, made_up("layer", layer, LAYER_KNOWN), f)


LAYER_KNOWN = {
    "layer/none": lambda z, w, b: {},
    "layer/minus": lambda z, w, b: layer(z, w, b) | {"out": -layer(z, w, b)["out"]},
    "layer/no-bias": lambda z, w, b: layer(z, w, b) | {"out": z @ w},
    "layer/no-shift": lambda z, w, b: layer(z, w, b) | {"shift": b},
}


def test_two_mistakes_are_both_named_where_they_explain_every_number() -> None:
    said = layered(out=lambda z, w, b: z @ w, shift=lambda z, w, b: b)
    assert "You did the layer/no-bias thing." in said.message
    assert "You did the layer/no-shift thing." in said.message
    assert "layer/" not in layered(out=lambda z, w, b: z @ w + 0.1, shift=lambda z, w, b: b).message


def test_two_mistakes_are_not_named_for_one_case_alone() -> None:
    said = layered(out=lambda z, w, b: z @ w, shift=lambda z, w, b: b if len(z) == 3 else b + 2)
    assert "layer/" not in said.message


def test_right_parts_of_a_formula_are_paid() -> None:
    said = layered(out=lambda z, w, b: z @ w)
    assert said.share == pytest.approx(14 / 22)
    assert [check.passed for check in said.checks] == [False, True, True, True]


def test_a_missing_part_costs_that_part() -> None:
    def f(z, w, b):
        right = layer(z, w, b)
        del right["norm"]
        return right

    said = verdict(LAYER, made_up("layer", layer), f)
    assert said.share == pytest.approx(14 / 22)
    assert "has no 'norm'" in said.message


def test_all_but_is_said_only_of_what_is_right_in_every_case() -> None:
    whole = replace(LAYER, checks=(formula(stacks),))

    def f(z, w, b):
        right = layer(z, w, b)
        right["norm" if len(z) == 3 else "shift"] = right["shift"] * 7.1
        right["norm"] = float(np.sum(right["norm"]))
        return right

    said = verdict(whole, made_up("layer", layer), f)
    assert "All is right but for norm." not in said.message


def test_parts_of_a_tuple_are_paid() -> None:
    pair = replace(
        LAYER,
        checks=tuple(formula(stacks, name=str(i), claim=f"{i} is right", part=i) for i in (0, 1)),
    )
    right = made_up("layer", lambda z, w, b: (z @ w, b))
    assert verdict(pair, right, lambda z, w, b: [z @ w, b + 1]).share == pytest.approx(7 / 15)
    assert verdict(pair, right, lambda z, w, b: z @ w).share == 0.0
    assert verdict(pair, right, lambda z, w, b: (z @ w, b, 0)).share == 0.0


# Follow-through.


def slope(z):
    return 1 - np.exp(-softplus(z))


BUILT = Exercise(
    "slope", ("z",), (formula(curve), robustness("finite", extreme)), builds_on=("softplus",)
)
BUILT_ORACLE = made_up("slope", slope, {}, {"softplus": softplus})


def built(source: str):
    namespace = {"np": np}
    exec(source, namespace)
    return verdict(BUILT, BUILT_ORACLE, namespace["slope"], **namespace)


LEANS = "def slope(z):\n    return 1 - np.exp(-softplus(z))\n"


@pytest.mark.parametrize(
    "mistake",
    [
        "return 3.0 * z",
        "raise NotImplementedError",
        "return None",
        "return np.where(np.abs(z) > 50, np.nan, np.logaddexp(0, z))",
    ],
    ids=["wrong", "not written", "nothing", "wrong at extremes"],
)
def test_a_mistake_below_is_charged_once(mistake) -> None:
    namespace = {"np": np}
    exec(f"def softplus(z):\n    {mistake}\n{LEANS}", namespace)
    said = engine.examine(BUILT, engine_submission(namespace), BUILT_ORACLE)
    assert said.passed
    assert said.share == 1.0
    assert said.warnings == (
        "Right as it stands: with a right softplus in place this gives the right answers.",
    )


def test_a_mistake_of_its_own_is_not_forgiven() -> None:
    namespace = {"np": np}
    exec(
        "def softplus(z):\n    return 3 * z\ndef slope(z):\n    return 1 + np.exp(-softplus(z))",
        namespace,
    )
    said = engine.examine(BUILT, engine_submission(namespace), BUILT_ORACLE)
    assert not said.passed
    assert said.share == 0.0
    assert said.warnings == ()


def test_two_mistakes_that_cancel_are_right_as_they_stand() -> None:
    namespace = {"np": np}
    exec(
        "def softplus(z):\n    return -np.logaddexp(0, z)\n"
        "def slope(z):\n    return 1 - np.exp(softplus(z))",
        namespace,
    )
    assert engine.examine(BUILT, engine_submission(namespace), BUILT_ORACLE).passed


def engine_submission(namespace):
    from autograder.sandbox.submission import LiveSubmission

    return LiveSubmission(namespace)


# Whatever comes, the verdict has words and no traceback.


problems = st.none() | st.builds(Problem, st.text(max_size=12), st.text(), st.text(), st.text())
outcomes = st.builds(
    Outcome,
    plain_values,
    problems,
    st.dictionaries(st.sampled_from(["z", "w", "b"]), plain_values, max_size=3),
    st.text(max_size=5),
)
EXERCISES = {
    "numbers": (EXERCISE, ORACLE),
    "parts": (LAYER, made_up("layer", layer, LAYER_KNOWN)),
    "whole": (replace(LAYER, checks=(formula(stacks),)), made_up("layer", layer)),
    "pair": (
        replace(LAYER, checks=(formula(stacks),)),
        made_up("layer", lambda z, w, b: (z, [w, "a"], None)),
    ),
    "follow-through": (BUILT, BUILT_ORACLE),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("exercise", "oracle"), EXERCISES.values(), ids=EXERCISES)
@given(sent=st.lists(outcomes | plain_values.map(Outcome), min_size=1, max_size=4))
def test_any_value_gets_a_verdict_with_words(exercise, oracle, sent) -> None:
    said = engine.examine(exercise, Sends(sent), oracle)
    assert 0.0 <= said.share <= 1.0
    assert said.passed == all(check.passed for check in said.checks)
    assert said.passed or said.message.strip()
    assert all(check.passed or check.message.strip() for check in said.checks)
    assert len(said.message) < 2500
    for line in render.text(said).splitlines():
        assert line.isprintable(), line
    assert render.html(said)


DAMAGES = [
    lambda v: {key: part for key, part in v.items() if key != "out"},
    lambda v: v | {"out": None},
    lambda v: v | {"out": v["out"].T},
    lambda v: v | {"out": v["out"][None]},
    lambda v: v | {"out": v["out"].tolist()[:-1]},
    lambda v: v | {"out": "text"},
    lambda v: v | {"norm": [v["norm"]]},
    lambda v: v | {"norm": {}},
    lambda v: v | {"norm": np.inf, "out": -v["out"]},
    lambda v: list(v.values()),
    lambda v: [v],
    lambda v: v["out"],
    lambda v: {},
    lambda v: {b"out": 1},
    lambda v: {"x" * 10_000: 1.0},
]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("exercise", [LAYER, replace(LAYER, checks=(formula(stacks),))])
@given(picks=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=2), odd=st.booleans())
def test_a_damaged_right_answer_gets_a_verdict_with_words(exercise, picks, odd) -> None:
    def f(z, w, b):
        return picks[len(z) % len(picks)](layer(z, w, b)) if odd or len(z) == 3 else layer(z, w, b)

    said = verdict(exercise, made_up("layer", layer), f)
    assert not said.passed
    assert said.message.strip()
    assert len(said.message) < 2500


def test_a_case_without_inputs_can_fail() -> None:
    def script(functions):
        return functions["layer"]()

    exercise = replace(LAYER, checks=(formula(lambda rng: [Case({}, script)]),))

    def broken():
        raise ValueError("no")

    assert "ValueError: no" in verdict(exercise, made_up("layer", lambda: 1.0), broken).message
    assert not verdict(exercise, made_up("layer", lambda: np.ones(3)), lambda: np.zeros(3)).passed


def test_a_check_that_stumbles_is_no_traceback_and_no_silence(monkeypatch, caplog) -> None:
    def judge(seen, ask):
        return Finding(seen[0].value["no such key"])

    exercise = replace(EXERCISE, checks=(formula(curve), relation("odd", "is odd", curve, judge)))
    with pytest.raises((TypeError, IndexError)):
        verdict(exercise, ORACLE, softplus)
    monkeypatch.setattr(judging.logger, "handlers", [logging.NullHandler()])
    said = verdict(exercise, ORACLE, softplus)
    assert not said.passed
    assert said.message == judging.STUMBLED
    assert "instructor" in said.message
    assert [check.passed for check in said.checks] == [True, False, True]
    assert caplog.records[0].exc_info
    assert "'odd'" in caplog.text


def test_a_check_that_stumbles_writes_nothing_on_the_students_screen(capfd) -> None:
    import subprocess
    import sys

    code = (
        "from autograder.engine import judging\n"
        "try: 1 / 0\n"
        "except ZeroDivisionError: judging.logger.exception('stumbled')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == ""
