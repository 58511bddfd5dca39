"""Checks a gradient against measured slopes of its function.

Along a direction d the slope of f at x is g·d. It is measured by central differences at two steps,
h and h/2, which Richardson's extrapolation combines:

    D(h) = (f(x + hd) - f(x - hd)) / 2h            slope = (4 D(h/2) - D(h)) / 3

Two things can distort a slope, and both can be detected in the same five values of f.

A *kink*, such as a ReLU that switches between the points, bends f. The second difference
B(h) = f(x + hd) + f(x - hd) - 2 f(x) becomes four times smaller at h/2 where f is smooth, and only
about twice at a kink. One kink, of any size and at any distance, moves the slope by at most

    residual = |D(h) - D(h/2)| + |B(h) - 4 B(h/2)| / 2h

so a direction with a large residual is dropped, and another is drawn with another step.

*Rounding* adds noise of one size to f, and so 1/h times that to a slope. The size is read from the
third differences of f along a short line beside x, where what f does smoothly cancels.

Sources: Richardson 1911 for the extrapolation; Moré and Wild, "Estimating computational noise",
2011, for the noise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Point = dict[str, NDArray]
Evaluate = Callable[[list[Point]], list[float]]

# Steps are lengths within a block, in units of its root mean square or 1, whichever is larger.
FIRST_STEP = 2.0**-12
LARGER_STEPS = (2.0**-8, 2.0**-4)
SMALLER_STEPS = (2.0**-15, 2.0**-18, 2.0**-21, 2.0**-24)
LOCATING_STEPS = (FIRST_STEP, 2.0**-15, 2.0**-8, 2.0**-18)
LOCATED_ENTRIES = 500
DIRECTIONS = 3

NOISE_STEP, NOISE_POINTS = 2.0**-20, 8
NOISE_BAR = 25  # noise e in f puts 1.9 e/h into a slope and some 5 e/h into its residual


@dataclass(frozen=True)
class BlockReport:
    """The result for one block (one array) of the gradient.

    `analytic` and `numerical` are the slope that the gradient claims and the measured one, along
    the most informative direction, and `error` is the error bar of the measured one; NaN where nothing
    was measured. `kind` says how the block differs, and is empty where it agrees:

    - "missing", "shape", "not finite" (or beyond 1e150): seen without measuring
    - "sign": it is the true gradient times -1
    - "factor": it is the true gradient times `factor` (0 for a block of zeros). A block of one
      entry always differs by a factor: trust it where another block shows the same one
    - "transposed": it is the true gradient of a square block, transposed
    - "other"

    `wrong` marks the entries that differ, and `measured` is the numerical gradient, both shaped as
    the block. They are None where the block agrees, was not measured or is very large.
    """

    agrees: bool
    analytic: float = np.nan
    numerical: float = np.nan
    error: float = np.nan
    kind: str = ""
    factor: float | None = None
    wrong: NDArray[np.bool_] | None = None
    measured: NDArray[np.float64] | None = None


@dataclass(frozen=True)
class GradientReport:
    """The result for a whole gradient.

    `agrees` is False only where a block was caught. Blocks in `undecided`, where no direction
    could be measured (kinks everywhere, or noise that drowns the slope), count as agreeing.
    """

    agrees: bool
    blocks: dict[str, BlockReport]
    evaluations: int
    undecided: tuple[str, ...]


def check_gradient(
    evaluate: Evaluate, x: Point, gradient: Point, rng: Generator, *, rtol: float = 1e-5
) -> GradientReport:
    """Compare `gradient` with measured slopes, around `x`, of the function behind `evaluate`.

    `evaluate` gets a list of points, each with the keys and shapes of `x` and its own to change,
    and returns the function's value at each; NaN and inf are allowed. `gradient` is keyed and
    shaped as `x`; keys that `x` doesn't have are ignored.

    Entries that are off by up to `rtol` times the largest entry of their block are accepted; the
    default leaves room for float32. A whole block that is off by 100 times as much is caught. A
    block is rejected only if it disagrees at two different steps. Four blocks take 57 evaluations
    if the gradient is right, in two batches; a rejected block of k entries takes some 4k more,
    to find the wrong ones. It raises no errors of its own.

    Keep to points where f is what the gradient is of: where a loss clips its probabilities, or a
    float32 sigmoid has rounded to 1, the loss is flat, and the slope of the formula is not.
    """
    surface = _Surface(evaluate, x, rng)
    faults = {name: _visible_fault(block, gradient.get(name)) for name, block in surface.x.items()}
    trials = {
        name: _Trial(name, np.asarray(gradient[name], dtype=float), surface.floor, rtol)
        for name, fault in faults.items()
        if not fault
    }
    while rays := [ray for trial in trials.values() for ray in trial.draw(rng)]:
        for ray, slope in zip(rays, surface.slopes(rays), strict=True):
            trials[ray.block].hear(ray, slope)

    blocks = {
        name: BlockReport(agrees=False, kind=fault) if fault else _report(trials[name], surface)
        for name, fault in faults.items()
    }
    return GradientReport(
        agrees=all(block.agrees for block in blocks.values()),
        blocks=blocks,
        evaluations=surface.evaluations,
        undecided=tuple(name for name, trial in trials.items() if trial.undecided),
    )


def _visible_fault(x: NDArray, gradient: NDArray | None) -> str:
    if gradient is None:
        return "missing"
    if np.shape(gradient) != x.shape:
        return "shape"
    with np.errstate(over="ignore"):
        length = np.sum(np.square(gradient, dtype=float))
    return "" if np.isfinite(length) else "not finite"


@dataclass(frozen=True)
class _Ray:
    """A direction from x: a unit vector within one block, and the step."""

    block: str
    direction: NDArray[np.float64]
    step: float


@dataclass(frozen=True)
class _Slope:
    """A measured slope; `residual` bounds what kinks and truncation did to it, `noise` rounding."""

    value: float
    residual: float
    noise: float

    @property
    def error(self) -> float:
        return self.residual + self.noise


class _Surface:
    """The function around x: measures slopes, counts evaluations, learns how noisy it is."""

    def __init__(self, evaluate: Evaluate, x: Point, rng: Generator) -> None:
        self._evaluate = evaluate
        self.x = {name: np.array(block, dtype=float) for name, block in x.items()}
        self._reach = {name: max(1.0, _rms(block)) for name, block in self.x.items()}
        self.evaluations = 0
        self._height, *beside = self._heights(self._line(rng))
        self._noise_beside = _noise(np.array(beside))
        self._roughness: list[float] = []

    @property
    def floor(self) -> float:
        """The slope below which a slope counts as zero."""
        return 1e-12 * abs(self._height)

    def slopes(self, rays: list[_Ray]) -> list[_Slope]:
        """Measure the slope along each ray, four evaluations each, in one batch."""
        h = np.array([ray.step * self._reach[ray.block] for ray in rays])
        f = self._heights(
            self.x | {ray.block: self.x[ray.block] + t * step * ray.direction}
            for ray, step in zip(rays, h, strict=True)
            for t in (1.0, -1.0, 0.5, -0.5)
        ).reshape(-1, 2, 2)
        with np.errstate(invalid="ignore", over="ignore"):
            far, near = (f[:, :, 0] - f[:, :, 1]).T / (h * [[2.0], [1.0]])
            bend_far, bend_near = (f.sum(axis=2) - 2 * self._height).T
            roughness = np.abs(bend_far - 4 * bend_near)
            residual = np.abs(far - near) + roughness / (2 * h)
        flat = (f == self._height).all(axis=(1, 2))
        self._roughness += list(roughness[np.isfinite(roughness) & ~flat])
        noise = np.where(flat, self._resolution(np.float32), self._noise)
        table = np.column_stack(((4 * near - far) / 3, residual, NOISE_BAR * noise / h))
        return [_Slope(*row) for row in table.tolist()]

    @property
    def _noise(self) -> float:
        """The deviation of the noise in f.

        A kink beside x makes it look larger than it is. Then the smoothest quarter of all
        directions, which noise alone leaves with B(h) - 4 B(h/2) up to 2.7 times as large, tells.
        """
        smoothest = np.quantile(self._roughness, 0.25) / 2.7 if self._roughness else 0.0
        return max(min(self._noise_beside, smoothest), self._resolution(np.float64))

    def _line(self, rng: Generator) -> list[Point]:
        """`x`, then points beside it on a line through all blocks."""
        along = {name: _direction(rng, block) for name, block in self.x.items()}
        return [
            {
                name: block + k * NOISE_STEP * self._reach[name] * along[name]
                for name, block in self.x.items()
            }
            for k in range(NOISE_POINTS + 1)
        ]

    def _heights(self, points: Iterable[Point]) -> NDArray[np.float64]:
        copies = [{name: block.copy() for name, block in point.items()} for point in points]
        self.evaluations += len(copies)
        return np.array(self._evaluate(copies), dtype=float)

    def _resolution(self, dtype: type[np.floating]) -> float:
        return float(np.finfo(dtype).eps) * abs(self._height)


def _noise(heights: NDArray) -> float:
    """The standard deviation of the noise in equally spaced values of a smooth function."""
    with np.errstate(invalid="ignore", over="ignore"):
        noise = _rms(np.diff(heights, n=3)) / np.sqrt(1 + 9 + 9 + 1)
    return noise if np.isfinite(noise) else 0.0


@dataclass(frozen=True)
class _Comparison:
    """The slope that the gradient claims along a ray, and the measured one."""

    step: float
    claimed: float
    slope: _Slope

    @property
    def difference(self) -> float:
        return abs(self.claimed - self.slope.value)


class _Trial:
    """One block of the gradient, compared with more slopes until it is decided."""

    def __init__(self, block: str, gradient: NDArray, floor: float, rtol: float) -> None:
        self.block = block
        self.gradient = gradient
        self._norm = float(np.linalg.norm(gradient))
        self._floor = floor
        self._rtol = rtol
        self._first, self._larger, self._smaller = [FIRST_STEP], [*LARGER_STEPS], [*SMALLER_STEPS]
        self._noisy = False
        self._agreements: list[_Comparison] = []
        self._blunt: list[_Comparison] = []
        self._contradictions: list[_Comparison] = []
        self._kinked: set[float] = set()

    @property
    def rejected(self) -> bool:
        """Whether the block is contradicted at two steps at which no direction met a kink.

        Kinks may cancel in one direction's second difference, but hardly in all.
        """
        clean = {found.step for found in self._contradictions} - self._kinked
        return len(clean) > 1 and len(self._contradictions) > len(self._agreements)

    @property
    def undecided(self) -> bool:
        if self._contradictions:
            return not self.rejected and len(self._agreements) <= len(self._contradictions)
        return not (self._agreements or self._blunt)

    @property
    def telling(self) -> list[_Comparison]:
        """The comparisons that decided, the most informative one first."""
        if self.rejected:
            return sorted(self._contradictions, key=lambda found: -found.difference)
        return sorted(self._agreements + self._blunt, key=lambda found: found.slope.error)

    def tolerance(self, slope: float) -> float:
        """The allowed difference of claim and slope: every entry off by `rtol` times the largest."""
        return 3 * self._rtol * max(self._norm, abs(slope)) + self._floor

    def draw(self, rng: Generator) -> list[_Ray]:
        """The rays that are still needed; each round uses another step."""
        needed = DIRECTIONS - len(self._agreements) + 2 * len(self._contradictions)
        steps = self._first or (self._noisy and self._larger) or self._smaller
        if self.rejected or needed <= 0 or not steps:
            return []
        step, self._noisy = steps.pop(0), False
        return [
            _Ray(self.block, _direction(rng, self.gradient), step)
            for _ in range(min(needed, DIRECTIONS))
        ]

    def hear(self, ray: _Ray, slope: _Slope) -> None:
        """Compare a measured slope with the gradient's, unless a kink has distorted it."""
        tolerance = self.tolerance(slope.value)
        if not slope.residual <= 0.1 * tolerance + slope.noise:
            self._kinked.add(ray.step)
            return
        found = _Comparison(ray.step, float(np.sum(self.gradient * ray.direction)), slope)
        blunt = slope.noise > 100 * tolerance
        self._noisy |= blunt
        if found.difference > tolerance + slope.error:
            self._contradictions.append(found)
        elif not blunt or (slope.value == 0 and abs(found.claimed) <= self._floor):
            self._agreements.append(found)
        elif slope.error < 0.01 * max(self._norm, abs(slope.value)):
            self._blunt.append(found)


def _report(trial: _Trial, surface: _Surface) -> BlockReport:
    if trial.undecided:
        return BlockReport(agrees=True)
    best = trial.telling[0]
    report = BlockReport(not trial.rejected, best.claimed, best.slope.value, best.slope.error)
    if not trial.rejected:
        return report
    kind, factor = _relation(trial.telling)
    report = replace(report, kind=kind, factor=factor)
    if trial.gradient.size > LOCATED_ENTRIES:
        return report
    measured, margin = _entry_by_entry(trial, surface)
    wrong = np.abs(trial.gradient - measured) > margin
    if kind == "other" and _is_transpose(trial.gradient, measured, margin):
        kind = "transposed"
    return replace(report, kind=kind, wrong=wrong, measured=measured)


def _relation(found: list[_Comparison]) -> tuple[str, float | None]:
    """The kind of a block whose claims differ from the slopes, and the factor if it is one."""
    claims = np.array([each.claimed for each in found])
    slopes = np.array([each.slope.value for each in found])
    errors = np.array([each.slope.error for each in found])

    def fits(factor: float) -> bool:
        slack = 1e-3 * np.abs((factor - 1) * slopes) + abs(factor) * errors
        return bool((np.abs(claims - factor * slopes) <= slack).all())

    if not slopes.any():
        return "other", None
    if fits(-1.0):
        return "sign", -1.0
    sharpest = int(np.argmin(errors / np.abs(slopes)))
    factor = float(claims[sharpest] / slopes[sharpest])
    return ("factor", factor) if fits(factor) else ("other", None)


def _entry_by_entry(trial: _Trial, surface: _Surface) -> tuple[NDArray, NDArray]:
    """The partial derivatives of a block, and how far right ones may be from them.

    The margin is infinite where an entry couldn't be measured.
    """
    axes = np.eye(trial.gradient.size).reshape(-1, *trial.gradient.shape)
    measured = np.full(len(axes), np.nan)
    error = np.full(len(axes), np.inf)
    for step in LOCATING_STEPS:
        largest = np.abs(measured[np.isfinite(measured)]).max(initial=0.0)
        unsure = np.flatnonzero(error > trial.tolerance(largest))
        if not unsure.size:
            break
        rays = [_Ray(trial.block, axes[i], step) for i in unsure]
        for i, slope in zip(unsure, surface.slopes(rays), strict=True):
            if slope.error < error[i]:
                measured[i], error[i] = slope.value, slope.error
    margin = np.array([trial.tolerance(value) for value in measured]) + error
    return measured.reshape(trial.gradient.shape), margin.reshape(trial.gradient.shape)


def _is_transpose(gradient: NDArray, measured: NDArray, margin: NDArray) -> bool:
    square = gradient.ndim == 2 and gradient.shape[0] == gradient.shape[1]
    return square and bool((np.abs(gradient.T - measured) <= margin).all())


def _direction(rng: Generator, gradient: NDArray) -> NDArray[np.float64]:
    """A random unit vector that leans towards the gradient.

    Across the gradient any entry may be caught; along it the slope is large, so that a wrong factor
    cannot hide.
    """
    across, along = _unit(rng.standard_normal(gradient.shape)), _unit(gradient)
    return _unit(across + np.copysign(1.0, np.sum(across * along)) * along)


def _unit(vector: NDArray) -> NDArray[np.float64]:
    length = np.linalg.norm(vector)
    return vector / length if length else vector


def _rms(values: NDArray) -> float:
    return float(np.sqrt(np.mean(values**2))) if values.size else 0.0
