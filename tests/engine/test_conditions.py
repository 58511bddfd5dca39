"""The smallest condition that matters: told where it is true of a wrong function, and only there."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from autograder.author.trials import mutants_of
from autograder.checks import formula
from autograder.compare import agree, unchanged
from autograder.conditions import leave_out
from autograder.course import CourseError
from autograder.engine.dict_oracle import DictOracle
from autograder.engine.examine import examine
from autograder.engine.frozen_oracle import FrozenOracle, freeze
from autograder.engine.judging import logger
from autograder.engine.matters import SECONDS, what_matters
from autograder.engine.oracle import PUBLIC_SEED, Oracle, Simpler, draw, ordinary_check
from autograder.engine.rounds import Rounds
from autograder.marking import mark
from autograder.model import Case, Condition, Exercise, Outcome, Problem
from autograder.notebooks.reading import Cell
from autograder.sandbox.play import play
from autograder.sandbox.submission import LiveSubmission, Submission, WorkerSubmission
from autograder.values import unpack
from tests.helpers.made_up import made_up, same
from tests.helpers.our_course import EXERCISES, FUNCTIONS, VARIANTS, live_oracle
from tests.helpers.source import source
from tests.workshop.wrong import WRONG

EVERY = pytest.mark.parametrize("name", EXERCISES)
FRESH = (101, 102, 103)
"""Seeds for inputs that no condition was chosen on."""

TOLD = [
    ("weighted_sum", "return x @ w + 2 * b", "Right while b is 0, wrong when it is not"),
    ("weighted_sum", "return x @ w + b**2", "Right while b is 0, wrong when it is not"),
    ("weighted_sum", "return x @ w", "Your result is the same whatever b is."),
    ("weighted_sum", "return x[0] * w[0] + b", "Right for one input, wrong for several"),
    ("weighted_sum", "return np.abs(x) @ w + b", "Right while no number in x is negative"),
    ("dense", "return X @ W + b[::-1]", "Right while all entries of b are equal"),
    ("dense", "return X @ W + b.mean()", "Right while all entries of b are equal"),
    (
        "dense",
        "return X.mean(axis=0) @ W + b + 0 * X @ W",
        "Right while all rows of X are the same",
    ),
    ("merge_linear", "return W1 @ W2, b1 @ W2 + np.abs(b2) * 3", "Right while b2 is 0"),
    (
        "merge_linear",
        "return W1 @ W2, np.exp(b1) @ W2 - np.ones_like(b1) @ W2 + b2",
        "while b1 is 0",
    ),
    ("mse", "return np.mean(np.abs(y_true - y_pred)) ** 2", "while all samples are the same"),
    ("mse", "return np.sum((y_true - y_pred) ** 2) / len(y_true) ** 2", "Right for one sample"),
    ("mse", "return np.mean((y_pred - y_true.ravel()) ** 2)", "all entries of y_true are equal"),
    (
        "bce",
        "return -np.mean(y_true * np.log(y_pred) + 2 * (1 - y_true) * np.log(1 - y_pred))",
        "Right while all labels are 1, wrong when some are 0",
    ),
    (
        "bce",
        "return -np.mean(y_true * np.log(y_pred).T + (1 - y_true) * np.log(1 - y_pred).T)",
        "Right while all labels are equal, wrong when they differ",
    ),
    ("log_likelihood", "return np.sum(np.log(y_pred))", "the same whatever the labels are."),
    (
        "bce_grad",
        "return (y_pred - y_true) / (y_pred * (1 - y_pred)) / len(y_true) ** 2",
        "Right for one sample, wrong for several",
    ),
    (
        "bce_from_logits",
        "return np.mean(np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-z)))",
        "Right while no number in z is negative",
    ),
    ("softmax", "return np.exp(Z) / np.exp(Z).sum()", "Right for one row of Z, wrong for several"),
    (
        "cross_entropy",
        "return -np.log(np.mean(np.sum(Y_true * Y_pred, axis=1)))",
        "Right while all samples are the same, wrong when they differ",
    ),
    ("leaky_relu", "return np.where(z > 0, z, 0.01 * z)", "while slope is 0.01, its default"),
    ("leaky_relu", "return np.where(z > 0, z, 2 * slope * z)", "while no number in z is negative"),
    (
        "numerical_gradient",
        """
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        a, b = x.copy(), x.copy()
        a[i] += 1e-5
        b[i] -= 1e-5
        g[i] = (f(a) - f(b)) / 2e-5
    return g""",
        "while h is 1e-05, its default",
    ),
    (
        "relative_error",
        "return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))",
        "Right for a single number",
    ),
    (
        "backward",
        """
    n = len(X)
    dZ2 = (cache["P"] - y) / n
    dZ1 = dZ2 @ params["W2"].T
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(axis=0)}""",
        "while every hidden unit is on, wrong when some are off",
    ),
    (
        "forward",
        """
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ params["W2"] + 3 * params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": 1 / (1 + np.exp(-Z2))}""",
        "while b2 is 0, wrong when it is not",
    ),
    ("sgd_step", "return {k: w - lr**2 * grads[k] for k, w in params.items()}", "while lr is 1"),
    (
        "momentum_step",
        """
    v = {k: beta * velocity[k] + lr * g for k, g in grads.items()}
    return {k: w - v[k] for k, w in params.items()}, v""",
        "while lr is 1, wrong when it is not",
    ),
    (
        "momentum_step",
        """
    v = {k: 0.9 * velocity[k] + g for k, g in grads.items()}
    return {k: w - lr * v[k] for k, w in params.items()}, v""",
        "Your result is the same whatever beta is.",
    ),
    (
        "rmsprop_step",
        """
    s = {k: beta * sq_avg[k] + (1 - beta) * np.mean(g**2) for k, g in grads.items()}
    return {k: w - lr * grads[k] / (np.sqrt(s[k]) + eps) for k, w in params.items()}, s""",
        "while all numbers in an array are equal",
    ),
    (
        "adam_step",
        """
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    step = {k: m[k] / (1 - beta1 / t) / (np.sqrt(v[k] / (1 - beta2**t)) + eps) for k in m}
    return {k: w - lr * step[k] for k, w in params.items()}, m, v""",
        "at the first step (t = 1), wrong at later ones",
    ),
    (
        "adam_step",
        """
    m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in grads.items()}
    v = {k: beta2 * v[k] + (1 - beta2) * g**2 for k, g in grads.items()}
    step = {k: m[k] / (1 - beta1**t) / (np.sqrt(v[k] / (1 - beta1**t)) + eps) for k in m}
    return {k: w - lr * step[k] for k, w in params.items()}, m, v""",
        "while beta1 and beta2 are equal, wrong when they differ",
    ),
    (
        "sgd_step",
        """
    for k in params:
        new = {k: params[k] - lr * grads[k]}
    return new""",
        "Right for one array in params, wrong for several",
    ),
    (
        "sgd_step",
        "return {k: w - lr * (grads[k].mean() if k[0] == 'b' else grads[k]) for k, w in params.items()}",
        "while all numbers in an array are equal",
    ),
    (
        "l2_grads",
        "return {k: g + (k[0] == 'W') * params[k] for k, g in grads.items()}",
        "Your result is the same whatever lam is.",
    ),
    ("step_decay", "return lr * drop ** (epoch / every)", "while epoch is a multiple of every"),
    ("step_decay", "return lr * drop ** (epoch // 10)", "while every is 10, its default"),
    ("dropout_grad", "return d_out * mask / (1 - p_drop) ** 2", "while p_drop is 0"),
    (
        "early_stopping",
        """
    best, waited = 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss <= val_losses[best]:
            best, waited = epoch, 0
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(val_losses) - 1, best""",
        "while no two losses are equal",
    ),
    (
        "standardize",
        """
    def scaled(X):
        return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)
    return scaled(X_train), scaled(X_test)""",
        "while X_test equals X_train",
    ),
    ("accuracy", "return np.mean((y_prob > 0.5) == y_true)", "while threshold is 0.5, its default"),
    ("dense", "return X @ W + b * len(X)", "Right for one row of X, and while b is 0."),
    (
        "forward",
        """
    Z1 = (X[:, :, None] * params["W1"] + params["b1"]).sum(axis=1)
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": 1 / (1 + np.exp(-Z2))}""",
        "Right for one input, and while b1 is 0.",
    ),
    ("weighted_sum", "return 2 * x @ w", "Your result is the same whatever b is."),
    ("perceptron", "return int(x @ w + x[0] > 0)", "Your result is the same whatever b is."),
    ("leaky_relu", "return np.where(z > 0, z, 0.1 * z)", "the same whatever slope is."),
    ("sgd_step", "return params", "Your result is the same whatever lr is."),
    ("l2_grads", "return grads", "Your result is the same whatever lam is."),
    ("step_decay", "return lr", "Your result is the same whatever drop is."),
    ("dropout_grad", "return d_out", "Your result is the same whatever p_drop is."),
]

NOT_TOLD = [
    ("weighted_sum", "return 0.0"),
    ("weighted_sum", "return 2 * (x @ w) - b"),
    ("weighted_sum", "return np.mean(x * w) - b"),
    ("perceptron", "return 1"),
    ("perceptron", "return 0"),
    ("dense", "return np.zeros((len(X), W.shape[1]))"),
    ("dense", "return np.tanh(X @ W + b)"),
    ("merge_linear", "return 0 * (W1 @ W2), 0 * b2"),
    ("sigmoid", "return 1 / (1 + np.exp(-1.1 * z))"),
    ("tanh", "return np.arctan(z)"),
    ("gelu", "return z / (1 + np.exp(-z))"),
    ("relu", "return np.clip(z, 0, 2)"),
    ("leaky_relu", "return 0 * z"),
    ("mse", "return 0.0"),
    ("bce", "return 0.0"),
    ("bce_grad", "return 0 * y_pred"),
    ("softmax", "return np.full(Z.shape, 1 / Z.shape[1])"),
    ("cross_entropy", "return 0.0"),
    ("cross_entropy", "return -np.mean(np.log(Y_pred.min(axis=1)))"),
    ("relative_error", "return 1.0"),
    ("chain_rule", "return np.cos(x)"),
    ("forward", "return dict.fromkeys(('Z1', 'A1', 'Z2', 'P'), 0 * X)"),
    ("backward", "return {k: 0 * w for k, w in params.items()}"),
    ("sgd_step", "return {k: 0 * w for k, w in params.items()}"),
    ("momentum_step", "return params, velocity"),
    ("rmsprop_step", "return params, sq_avg"),
    ("adam_step", "return params, m, v"),
    ("l2_penalty", "return 0.0"),
    ("early_stopping", "return 0, 0"),
    ("standardize", "return X_train, X_test"),
    ("accuracy", "return 0.5"),
]


@cache
def live(seed: int = PUBLIC_SEED) -> DictOracle:
    return live_oracle(seed)


@pytest.fixture(scope="module")
def file() -> bytes:
    return freeze(live(), EXERCISES)


@pytest.fixture(scope="module")
def frozen(file, tmp_path_factory) -> FrozenOracle:
    path = tmp_path_factory.mktemp("frozen") / "answers.bin"
    path.write_bytes(file)
    return FrozenOracle(path)


def submitted(name: str, body: str) -> LiveSubmission:
    namespace = {**FUNCTIONS, "np": np}
    exec(source(name, body), namespace)
    return LiveSubmission(namespace)


def played(exercise: Exercise, submission: Submission, oracle: Oracle) -> Rounds:
    questions = {check.name: oracle.questions(exercise, check) for check in exercise.played}
    rounds = Rounds(exercise, submission, oracle, questions)
    rounds.play()
    return rounds


def part_of(rounds: Rounds) -> Any:
    """The part that the first failing check is about."""
    return next((c.part for c in rounds.exercise.checks if rounds.findings[c.name]), None)


def told(name: str, submission: Submission, oracle: Oracle | None = None) -> str | None:
    rounds = played(EXERCISES[name], submission, oracle or live())
    return what_matters(rounds, part_of(rounds))


@pytest.mark.parametrize(("name", "body", "words"), TOLD)
def test_the_condition_that_matters_is_told(name, body, words, frozen) -> None:
    sentence = told(name, submitted(name, body))
    assert sentence is not None
    assert words in sentence
    assert told(name, submitted(name, body), frozen) == sentence
    assert not refuted(name, submitted(name, body), sentence)


@pytest.mark.parametrize(("name", "body"), NOT_TOLD)
def test_where_no_one_condition_matters_none_is_told(name, body) -> None:
    assert told(name, submitted(name, body)) is None


@EVERY
def test_what_is_told_of_a_wrong_answer_is_true_of_fresh_inputs(name) -> None:
    for body in WRONG.get(name, {}).values():
        submission = submitted(name, body)
        sentence = told(name, submission)
        if sentence:
            assert not refuted(name, submission, sentence), body


def refuted(name: str, submission: Submission, sentence: str) -> list[str]:
    """What is false of a sentence on fresh inputs, which share no number with those of any seed.

    Where a condition holds, all is right. Where it does not, most is wrong: some numbers are right by
    chance. An argument that is ignored changes nothing.
    """
    exercise = EXERCISES[name]
    part = None if sentence.startswith("Right") else part_of(played(exercise, submission, live()))
    conditions = {one.condition.name: one.condition for one in live().simpler(exercise)}.values()
    said = [c for c in conditions if re.search(rf"(ight|and) {re.escape(c.simple)}[,.]", sentence)]
    if not said:
        ignored = [c for c in conditions if c.ignored and c.ignored[1:] in sentence]
        assert ignored
        return [fault for c in ignored for fault in _what_changes(exercise, submission, c)]
    return [
        fault for c in said for fault in _what_is_wrong(exercise, submission, c, part, sentence)
    ]


def _what_changes(exercise: Exercise, submission: Submission, ignored: Condition) -> Iterator[str]:
    for case in fresh_cases(exercise, np.random.default_rng(1)):
        for inputs in ignored.simplify(case.inputs):
            one, other = submission.run(exercise, [case, replace(case, inputs=inputs)])
            if not agree(one.value, other.value):  # NaN is the same as NaN
                yield f"another result with {inputs}"


def _what_is_wrong(
    exercise: Exercise, submission: Submission, condition: Condition, part: Any, sentence: str
) -> list[str]:
    rng = np.random.default_rng(len(sentence))
    simple, others = [], []
    for case in fresh_cases(exercise, rng):
        made = [replace(case, inputs=inputs) for inputs in condition.simplify(case.inputs)]
        simple += made
        if not any(unchanged(case.inputs, one.inputs) for one in made):
            others.append(case)
    faults = [case for case in simple if not is_right(exercise, submission, case, part)]
    wrong = [case for case in others if not is_right(exercise, submission, case, part)]
    told = [f"wrong with {case.inputs}" for case in faults if rights(exercise, case)]
    least = 0.75 * len(others) if ", wrong " in sentence else 1
    return told if len(wrong) >= least else [*told, "hardly ever wrong where it should be"]


def fresh_cases(exercise: Exercise, rng: np.random.Generator) -> Iterator[Case]:
    """The ordinary cases of some other seeds, with each number moved unless the case breaks by that."""
    check = ordinary_check(exercise)
    assert check is not None
    for seed in FRESH:
        for case in draw(exercise, check, seed):
            fixed = exercise.name == "backward"  # its cache belongs to its params
            yield case if fixed else replace(case, inputs=moved(case.inputs, rng))


def moved(value: Any, rng: np.random.Generator) -> Any:
    """Another value of the same kind: labels and whole numbers stay, probabilities stay between 0 and 1."""
    if isinstance(value, dict):
        return {key: moved(part, rng) for key, part in value.items()}
    if isinstance(value, float):
        return value * rng.uniform(0.5, 1)
    if (
        isinstance(value, np.ndarray)
        and value.dtype.kind == "f"
        and not np.isin(value, (0, 1)).all()
    ):
        return value * rng.uniform(0.5, 1, value.shape)
    return value


def rights(exercise: Exercise, case: Case) -> list[Any]:
    """All right answers to a case."""
    module = sys.modules[FUNCTIONS[exercise.name].__module__]
    functions = [FUNCTIONS[exercise.name], *(getattr(module, n) for n in exercise.also_right)]
    outcomes = [play(FUNCTIONS | {exercise.name: f}, exercise.name, case) for f in functions]
    return [outcome.value for outcome in outcomes if outcome.problem is None]


def is_right(exercise: Exercise, submission: Submission, case: Case, part: Any) -> bool:
    """Whether a part of an outcome is right, by NumPy's own comparison."""
    [outcome] = submission.run(exercise, [case])
    return outcome.problem is None and any(
        near(at(answer, part), at(outcome.value, part)) for answer in rights(exercise, case)
    )


def at(value: Any, part: Any) -> Any:
    return value if part is None else value[part]


def near(expected: Any, got: Any) -> bool:
    if isinstance(expected, dict):
        return all(key in got and near(expected[key], got[key]) for key in expected)
    if isinstance(expected, tuple):
        return all(map(near, expected, got))
    if np.shape(got) != np.shape(expected) and (np.shape(expected), np.shape(got)) != ((), (1,)):
        return False
    scale = np.max(np.abs(expected), initial=0.0)
    return bool(np.allclose(got, expected, rtol=2e-5, atol=2e-6 * scale + 1e-12))


@EVERY
def test_right_functions_are_right_on_simpler_cases_and_are_told_nothing(name) -> None:
    exercise = EXERCISES[name]
    for function in (FUNCTIONS[name], *VARIANTS[name].values()):
        if "float32" in function.__name__:
            continue  # rounds more, which a case of one small number shows
        submission = LiveSubmission(FUNCTIONS | {name: function})
        assert told(name, submission) is None
        for one in live().simpler(exercise):
            for _, question in one.questions if one.fixes() else ():
                assert is_right(exercise, submission, question.case, None), one.condition.name


@EVERY
def test_both_oracles_make_the_same_cases_simpler(name, frozen) -> None:
    exercise = EXERCISES[name]
    telling = [one for one in live().simpler(exercise) if one.fixes()]
    for one, other in zip(telling, frozen.simpler(exercise), strict=True):
        assert words_of(one) == words_of(other)
        assert (one.already, one.within, one.fixes()) == (
            other.already,
            other.within,
            other.fixes(),
        )
        for (i, question), (j, again) in zip(one.questions, other.questions, strict=True):
            assert i == j
            assert question.case.script is again.case.script
            assert same(question.case.inputs, again.case.inputs)
            assert same(question.answers, again.answers)


def words_of(one: Simpler) -> Condition:
    return replace(one.condition, about=(), simplify=None)


@EVERY
def test_conditions_are_named_once_and_read_as_sentences(name) -> None:
    conditions = [one.condition for one in live().simpler(EXERCISES[name])]
    assert len({condition.name for condition in conditions}) == len(conditions)
    for condition in conditions:
        assert condition.simple.split()[0] in ("while", "for", "at")
        assert condition.look.endswith((".", "?"))
        assert condition.ignored.endswith(".") or not condition.ignored


@EVERY
def test_few_cases_are_played_and_not_for_long(name) -> None:
    exercise = EXERCISES[name]
    plays: list[tuple[float, int]] = []

    class Slow:
        used_elsewhere = 0.0

        def run(self, exercise, cases, given=None, right=None):
            plays.append((exercise.seconds, len(cases)))
            return [Outcome(problem=Problem("timeout"))] * len(cases)

        def uses(self, exercise, names):
            return set()

        def may_call(self, exercise, names):
            return True

        def source(self, exercise):
            return ""

    rounds = played(exercise, Slow(), live())
    plays.clear()
    assert what_matters(rounds) is None
    assert len(plays) <= 1
    for seconds, cases in plays:
        assert seconds <= SECONDS
        assert cases <= 150


def test_they_take_little_room_in_the_frozen_file(file) -> None:
    data = unpack(gzip.decompress(file))
    assert len(gzip.compress(b"".join(data["simpler"].values()))) < 400_000
    assert len(file) < 3 * 2**20


def scaled(rng):
    drawn = [Case({"a": rng.normal(size=n), "b": rng.normal(), "k": n}) for n in (4, 5, 6)]
    return [Case({"a": np.array([1.0, 2.0]), "b": 3.0, "k": 2}), *drawn]


def right(a, b, k):
    return np.sin(a) * k + b


def wrong(a, b, k):
    return np.sin(a) * k + 1.7 * b - 0.3 * b**2


WORDS = ("while b is small", "when it is large", "look at b.")
SMALL = Condition("b = 0", *WORDS, simplify=lambda inputs: [inputs | {"b": inputs["b"] / 1e9}])


def shaped(*conditions: Condition) -> Exercise:
    check = formula(scaled)
    return Exercise("shape", ("a", "b", "k"), (check,), conditions=conditions)


def message(exercise: Exercise, function: Any = wrong, **more: Any) -> str:
    oracle = made_up("shape", right)
    return examine(exercise, LiveSubmission({"shape": function}), oracle, **more).message


def test_a_new_exercise_has_the_usual_conditions() -> None:
    first, example = message(shaped()).split("\n")
    assert first == "Right while b is 0, wrong when it is not. Look at what you do with b."
    assert example.startswith("shape([1.0, 2.0], 3.0, 2): [0] should be")


def test_a_condition_of_its_own_takes_the_place_of_a_usual_one() -> None:
    assert message(shaped(SMALL)).startswith("Right while b is small, wrong when it is large. Look")


def test_a_usual_condition_can_be_left_out() -> None:
    assert message(shaped(leave_out("b = 0"))).startswith("The numbers differ")


def test_one_that_can_not_be_used_is_left_out() -> None:
    never = replace(SMALL, simplify=lambda inputs: [])
    assert message(shaped(never)).startswith("The numbers differ")


def test_one_that_leaves_little_that_counts_tells_nothing() -> None:
    nothing = replace(SMALL, name="all 0", simplify=lambda i: [i | {"a": 0 * i["a"], "b": 0.0}])
    assert message(shaped(leave_out("b = 0"), nothing)).startswith("The numbers differ")


def test_one_that_fails_is_told_to_its_author(caplog: pytest.LogCaptureFixture) -> None:
    failing = replace(SMALL, simplify=lambda inputs: inputs["c"])
    with pytest.raises(CourseError, match="'b = 0' fails on one of the cases: KeyError: 'c'"):
        made_up("shape", right).simpler(shaped(failing))


def test_a_student_reads_nothing_of_one_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = replace(SMALL, simplify=lambda inputs: inputs["c"])
    monkeypatch.setattr(logger, "handlers", [])
    assert message(shaped(failing)).startswith("The numbers differ")


def test_marks_do_not_change_by_it() -> None:
    for name, body, _ in TOLD[:12]:
        explained, plain = (
            examine(EXERCISES[name], submitted(name, body), live(), explain=explain)
            for explain in (True, False)
        )
        assert explained.share == plain.share
        assert [check.passed for check in explained.checks] == [c.passed for c in plain.checks]


def test_it_is_looked_for_on_public_inputs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(DictOracle, "simpler", lambda oracle, exercise: asked.append(oracle.seed))
    monkeypatch.setattr(logger, "handlers", [])
    submission = submitted("weighted_sum", "return x @ w + 2 * b")
    mark.judge(EXERCISES["weighted_sum"], submission, live(77), live())
    assert set(asked) <= {PUBLIC_SEED}


def test_a_worker_and_a_kernel_tell_the_same() -> None:
    body = "return X @ W + b[::-1]"
    cell = Cell("dense", "import numpy as np\n" + source("dense", body))
    with WorkerSubmission([cell]) as submission:
        assert told("dense", submission) == told("dense", submitted("dense", body))


def test_with_right_helpers_in_place_nothing_is_told() -> None:
    """Then the function is played in another way than alone."""
    namespace = {**FUNCTIONS, "weighted_sum": lambda x, w, b: x @ w + 2 * b}
    exec("def perceptron(x, w, b):\n    return int(weighted_sum(x, w, b) > 0)", namespace)
    verdict = examine(EXERCISES["perceptron"], LiveSubmission(namespace), live())
    assert "while" not in verdict.message


@pytest.mark.slow
@EVERY
def test_what_is_told_of_mutants_is_true_of_fresh_inputs(name) -> None:
    if name in ("train", "fit_classifier"):
        pytest.skip("has no ordinary cases with answers")
    for mutant in mutants_of(("deep-learning", name)):
        if name == "adam_step" and "1 %" in mutant.after:
            continue  # 1 % beta is 1 - beta for every beta that is above one half
        submission = submitted(name, mutant.source)
        sentence = told(name, submission)
        if sentence:
            assert not refuted(name, submission, sentence), mutant.change
