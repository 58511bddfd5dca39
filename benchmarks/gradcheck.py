"""How often the gradient checker is wrong, and what it costs.

Draws networks with one hidden ReLU layer, easy and nasty ones, and shows the checker

- the right gradient, computed in every way that is as good: float32, loops, `>=` for the mask, the
  chain rule spelled out; each rejected one is a false alarm;
- each known wrong gradient; each accepted one is a miss, unless it happens to equal the right one
  within a tenth of a percent in every block (a wrong mask on a batch where it masks the same).

Run as `python -m benchmarks.gradcheck [instances] [seed]`.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from autograder.gradcheck import GradientReport, Point, check_gradient

BLOCKS = ("W1", "b1", "W2", "b2")


def sigmoid(z: NDArray) -> NDArray:
    return np.exp(-np.logaddexp(0, -z)).astype(z.dtype)


@dataclass
class Instance:
    """A network and its batch: `params` as in the exercises, `X` (n, d), `y` (n, 1)."""

    params: Point
    X: NDArray
    y: NDArray

    @property
    def Z1(self) -> NDArray:  # noqa: N802
        return self.X @ self.params["W1"] + self.params["b1"]

    @property
    def Z2(self) -> NDArray:  # noqa: N802
        return np.maximum(self.Z1, 0) @ self.params["W2"] + self.params["b2"]

    def astype(self, dtype: type) -> "Instance":
        params = {name: block.astype(dtype) for name, block in self.params.items()}
        return Instance(params, self.X.astype(dtype), self.y.astype(dtype))


# Instances


def ordinary(rng: Generator) -> Instance:
    n, d, h = rng.integers(3, 40), rng.integers(2, 20), rng.integers(2, 12)
    params = {
        "W1": rng.normal(0, np.sqrt(2 / d), (d, h)),
        "b1": rng.normal(0, 0.5, h),
        "W2": rng.normal(0, np.sqrt(2 / h), (h, 1)),
        "b2": rng.normal(0, 0.5, 1),
    }
    return Instance(params, rng.normal(size=(n, d)), rng.integers(0, 2, (n, 1)).astype(float))


def dead_units(rng: Generator) -> Instance:
    """Some units, now and then all of them, are off for the whole batch."""
    case = ordinary(rng)
    dead = rng.random(len(case.params["b1"])) < rng.choice([0.3, 0.7, 1.0])
    case.params["b1"][dead] -= case.Z1[:, dead].max(axis=0, initial=0) + 0.1
    return case


def near_kinks(rng: Generator) -> Instance:
    """Every unit has a sample that is 1e-2 to 1e-9 from switching it."""
    case = ordinary(rng)
    n, h = case.Z1.shape
    distance = rng.choice([-1, 1], h) * 10 ** rng.uniform(-9, -2, h)
    case.params["b1"] += distance - case.Z1[rng.integers(0, n, h), np.arange(h)]
    return case


def on_kinks(rng: Generator) -> Instance:
    """Biases are 0, and so is a sample or a unit: pre-activations that are exactly 0."""
    case = ordinary(rng)
    case.params["b1"][:] = 0
    if rng.random() < 0.5:
        case.X[rng.integers(len(case.X))] = 0
    else:
        case.params["W1"][:, rng.integers(case.params["W1"].shape[1])] = 0
    return case


def tiny_gradients(rng: Generator) -> Instance:
    """Weights between layers so small that the first layer hardly matters."""
    case = ordinary(rng)
    case.params["W2"] *= 10 ** rng.uniform(-7, -2)
    case.params["W1"] *= 10 ** rng.uniform(-3, 0)
    return case


def saturated(rng: Generator) -> Instance:
    """Logits up to ±20, right for most samples and wrong for some."""
    case = ordinary(rng)
    stretch = rng.uniform(5, 20) / np.abs(case.Z2).max()
    case.params["W2"] *= stretch
    case.params["b2"] *= stretch
    agrees = rng.random(case.y.shape) < rng.choice([0.7, 0.95])
    case.y = np.where(agrees, case.Z2 > 0, case.Z2 <= 0).astype(float)
    return case


def large(rng: Generator) -> Instance:
    """A batch with thousands of places to kink."""
    n, d, h = 128, 30, 32
    case = ordinary(rng)
    case.params = {
        "W1": rng.normal(0, np.sqrt(2 / d), (d, h)),
        "b1": rng.normal(0, 0.1, h),
        "W2": rng.normal(0, np.sqrt(2 / h), (h, 1)),
        "b2": np.zeros(1),
    }
    return Instance(case.params, rng.normal(size=(n, d)), rng.integers(0, 2, (n, 1)).astype(float))


INSTANCES: dict[Callable[[Generator], Instance], float] = {
    ordinary: 0.40,
    dead_units: 0.12,
    near_kinks: 0.12,
    on_kinks: 0.08,
    tiny_gradients: 0.12,
    saturated: 0.12,
    large: 0.04,
}


# Losses: what a student's forward pass and the caller's loss make of the same network


def loss_from_logits(case: Instance) -> float:
    return float(np.mean(np.logaddexp(0, case.Z2) - case.y * case.Z2))


def loss_from_probabilities(case: Instance) -> float:
    P = np.clip(sigmoid(case.Z2).astype(float), 1e-12, 1 - 1e-12)
    return float(-np.mean(np.where(case.y == 1, np.log(P), np.log(1 - P))))


def loss_float32(case: Instance) -> float:
    return loss_from_probabilities(case.astype(np.float32))


# Right gradients


def gradients(case: Instance, dZ2: NDArray, mask: NDArray) -> Point:
    """Both layers' gradients from the error at the output (n, 1) and the ReLU's slopes (n, h)."""
    dZ1 = dZ2 @ case.params["W2"].T * mask
    A1 = np.maximum(case.Z1, 0)
    return {"W1": case.X.T @ dZ1, "b1": dZ1.sum(0), "W2": A1.T @ dZ2, "b2": dZ2.sum(0)}


def output_error(case: Instance) -> NDArray:
    return (sigmoid(case.Z2) - case.y) / len(case.y)


def plain(case: Instance) -> Point:
    return gradients(case, output_error(case), case.Z1 > 0)


def at_least_zero(case: Instance) -> Point:
    return gradients(case, output_error(case), case.Z1 >= 0)


def float32(case: Instance) -> Point:
    return plain(case.astype(np.float32))


def spelled_out(case: Instance) -> Point:
    P, y = sigmoid(case.Z2), case.y
    dP = (-y / P + (1 - y) / (1 - P)) / len(y)
    return gradients(case, dP * P * (1 - P), case.Z1 > 0)


def loops(case: Instance) -> Point:
    grads = {name: np.zeros_like(block) for name, block in case.params.items()}
    for row, label in zip(case.X, case.y[:, 0], strict=True):
        one = Instance(case.params, row[np.newaxis], np.array([[label]]))
        for name, block in plain(one).items():
            grads[name] += block / len(case.y)
    return grads


RIGHT = (plain, at_least_zero, float32, spelled_out, loops)


# Wrong gradients, by the misconception's id


def scaled(grads: Point, factor: float, *names: str) -> Point:
    return {name: block * (factor if name in names else 1) for name, block in grads.items()}


def wrong_gradients(case: Instance) -> dict[str, Point]:
    right, dZ2, mask = plain(case), output_error(case), case.Z1 > 0
    n, d = case.X.shape
    dA1 = dZ2 @ case.params["W2"].T
    P = sigmoid(case.Z2)
    return {
        "no-mean": scaled(right, n, *BLOCKS),
        "no-mean-layer-1": scaled(right, n, "W1", "b1"),
        "mean-twice-layer-1": scaled(right, 1 / n, "W1", "b1"),
        "divides-by-features": scaled(right, n / d, *BLOCKS),
        "sign": scaled(right, -1, *BLOCKS),
        "sign-layer-2-only": scaled(right, -1, "W2", "b2"),
        "mask-from-gradient": gradients(case, dZ2, dA1 > 0),
        "no-relu-derivative": gradients(case, dZ2, np.ones_like(mask)),
        "activation-for-derivative": gradients(case, dZ2, np.maximum(case.Z1, 0)),
        "extra-sigmoid-derivative": gradients(case, dZ2 * P * (1 - P), mask),
        "factor-two": scaled(right, 2, *BLOCKS),
        "dW2-for-W2": right
        | {
            name: block
            for name, block in gradients(
                Instance(case.params | {"W2": right["W2"]}, case.X, case.y), dZ2, mask
            ).items()
            if name in ("W1", "b1")
        },
        "Z1-for-dW2": right | {"W2": case.Z1.T @ dZ2},
        "bias-mean-twice": scaled(right, 1 / n, "b1", "b2"),
        "bias-keepdims": right | {"b1": right["b1"][np.newaxis], "b2": right["b2"][np.newaxis]},
        "bias-zero": scaled(right, 0, "b1", "b2"),
    }


# Measuring


def check(
    case: Instance, loss: Callable[[Instance], float], grads: Point, rng: Generator
) -> GradientReport:
    def evaluate(points: list[Point]) -> list[float]:
        return [loss(Instance(point, case.X, case.y)) for point in points]

    return check_gradient(evaluate, case.params, grads, rng)


def distance(a: Point, b: Point) -> float:
    """The largest difference in any block, as a share of that block of `b`."""
    return max(
        float(np.abs(a[name] - b[name]).max() / max(np.abs(b[name]).max(), 1e-300))
        if a[name].shape == b[name].shape
        else np.inf
        for name in BLOCKS
    )


def draw_loss(case: Instance, rng: Generator) -> Callable[[Instance], float]:
    """One of the losses, float32 only up to logits of ±8: beyond, 1 - P is a staircase in it."""
    odds = (0.5, 0.4, 0.1) if np.abs(case.Z2).max() < 8 else (0.5, 0.5, 0.0)
    losses = (loss_from_logits, loss_from_probabilities, loss_float32)
    return losses[rng.choice(3, p=odds)]


def measure_right(case: Instance, rng: Generator, tally: Counter, cost: list[int]) -> None:
    truth, right, loss = plain(case), RIGHT[rng.integers(len(RIGHT))], draw_loss(case, rng)
    grads = right(case)
    if right is float32 and distance(grads, truth) > 1e-5:
        tally["float32 lost more than 1e-5"] += 1
        grads = truth
    report = check(case, loss, grads, rng)
    tally["false alarms"] += not report.agrees
    tally["undecided"] += bool(report.undecided)
    tally["instances"] += 1
    cost.append(report.evaluations)


def measure_wrong(case: Instance, rng: Generator, tallies: dict[str, Counter]) -> None:
    truth, wrong = plain(case), wrong_gradients(case)
    for name in rng.choice(list(wrong), 4, replace=False):
        grads, tally = wrong[name], tallies[name]
        different = [key for key in BLOCKS if _differs(grads[key], truth[key])]
        if not different:
            tally["equal"] += 1
            continue
        report = check(case, loss_from_logits, grads, rng)
        blind = set(different) <= set(report.undecided)
        tally["undecided" if blind else "missed" if report.agrees else "caught"] += 1
        for key in different:
            tally[f"kind {report.blocks[key].kind or 'none'}"] += 1
        tally["right block blamed"] += any(
            not report.blocks[key].agrees for key in BLOCKS if key not in different
        )


def _differs(a: NDArray, b: NDArray) -> bool:
    return a.shape != b.shape or bool(np.abs(a - b).max() > 1e-3 * np.abs(b).max())


def main(instances: int = 6000, seed: int = 0) -> None:
    rng = np.random.default_rng(seed)
    kinds, odds = list(INSTANCES), list(INSTANCES.values())
    right: dict[str, Counter] = defaultdict(Counter)
    costs: dict[str, list[int]] = defaultdict(list)
    wrong: dict[str, Counter] = defaultdict(Counter)
    for _ in range(instances):
        draw = kinds[rng.choice(len(kinds), p=odds)]
        case = draw(rng)
        measure_right(case, rng, right[draw.__name__], costs[draw.__name__])
        measure_wrong(case, rng, wrong)

    print(f"{'right gradients':28}instances  false alarms  undecided  evaluations: median   max")
    right["all"] = sum(right.values(), Counter())
    costs["all"] = [cost for group in costs.values() for cost in group]
    for name, tally in right.items():
        print(
            f"{name:28}{tally['instances']:9}{tally['false alarms']:14}{tally['undecided']:11}"
            f"{np.median(costs[name]):21.0f}{max(costs[name]):6}"
        )
    print(f"\n{'wrong gradients':28}   caught  missed  undecided  right block blamed  kinds")
    for name in sorted(wrong):
        tally = wrong[name]
        kinds_seen = {key[5:]: tally[key] for key in tally if key.startswith("kind ")}
        print(
            f"{name:28}{tally['caught']:9}{tally['missed']:8}{tally['undecided']:11}"
            f"{tally['right block blamed']:20}  {kinds_seen}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
