"""A synthetic cohort of bulk RNA-seq profiles, healthy or cancer, whose truth is known.

    people = population(seed=7)         # genes, pathways, disease: made once
    cohort = people.sample(600, seed=1)  # patients drawn from it, as often as you like

The log of the expected count of gene j in patient i is a sum of

    log library size + baseline_j                       depth of sequencing, abundance
    + purity_i · effect_j          (cancer alone)       the linear signal
    + programme states · strength_j                     the non-linear signal
    + Σ factors_i · loadings_j                          pathways and global programmes
    + batch effect_j + degradation_ij                   the laboratory

and the count is negative binomial around it, drawn as a gamma-Poisson mixture.

What is planted, and what real data are like
    Two programmes, A and B, carry an *exclusive or*: exactly one of them is high in cancer, none
    or both in health. No gene of theirs differs between the classes on average, so a linear model
    cannot use them and a hidden layer can. **This is planted**, so that a hidden layer has
    something to find in 360 patients. Real tumour against normal tissue is close to linearly
    separable, and logistic regression is hard to beat there.

Where the ranges come from
    - Negative binomial counts, variance μ + φμ²: Robinson & Smyth 2008 (Biostatistics 9:321);
      Anders & Huber 2010 (Genome Biology 11:R106).
    - Dispersion φ that falls with the mean as a + b/μ, log-normal scatter of genes around that
      trend: Love, Huber & Anders 2014 (Genome Biology 15:550); Mi, Di & Schafer 2015 (PLoS ONE
      10:e0120117).
    - CPM by the depth of the whole library, since one strong gene shifts a small panel's sum:
      Robinson & Oshlack 2010 (Genome Biology 11:R25). Half a read added before the logarithm:
      Law et al. 2014 (Genome Biology 15:R29).
    - Tumour purity: Aran, Sirota & Butte 2015 (Nature Communications 6:8971).
    - Batch effects tied to the question asked: Leek et al. 2010 (Nature Reviews Genetics 11:733).

What to expect of the default call, 600 patients of whom 360 are for training
    AUC on 2,000 new patients: logistic regression about 0.89, a hidden layer of 32 units with
    weight decay about 0.94, the ceiling that 4 % wrong labels leave about 0.96. With 150 patients
    the two models are nearly as good as each other; with 1,200 the hidden layer is well ahead.

Every component has a random stream of its own: two populations that differ in one knob alone
have the same genes, and their cohorts the same patients. Statistics are stable over NumPy
versions; single counts need not be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

N_BATCHES = 3
N_PATHWAYS = 10
N_GLOBAL = 5
PATHWAY_DECAY = 0.85  # each pathway has this share of the genes of the one before
PATHWAY_SHARE = 0.60  # of all genes
SHIFTED_PATHWAYS = (1, 4)  # these two move with the disease
DIFFERENTIAL_SHARE = 0.10
PROGRAMME_SIZE = 26

READS = 2e7  # of a whole library; the panel is a part of it
LIBRARY_SD = 0.25
OUTLIER_SHARE = 0.02
PURITY = (5.0, 2.0)  # of a Beta distribution
PURITY_MEAN = PURITY[0] / sum(PURITY)

PATHWAY_LOADING = 0.34
GLOBAL_LOADING = 0.205 * 0.7 ** np.arange(N_GLOBAL)

LINEAR_SEPARATION = 1.85  # d' of the diagonal linear discriminant, see `_separation`
PROGRAMME_STRENGTH = 1.0  # a high programme moves a gene by so many of its deviations
PATHWAY_SIGNAL = 0.6  # separation of the moved pathways to that of the genes moved singly


@dataclass(frozen=True)
class Truth:
    """What made the data, gene by gene; `g` is the number of genes.

    Attributes:
        differential: (g,) bool, True where disease shifts the gene's mean.
        log2_fold_change: (g,) of a pure tumour against healthy tissue, 0 elsewhere. A cohort
            shows about 0.7 of it, its mean purity.
        pathways: (g,) int, the gene's pathway, -1 for none.
        programme_a, programme_b: indices of the genes of the two programmes.
        mean: (g,) baseline count at 2·10⁷ reads, all factors at their middle.
        dispersion: (g,) φ of the negative binomial: variance μ + φμ².
    """

    differential: Bools
    log2_fold_change: Floats
    pathways: Ints
    programme_a: Ints
    programme_b: Ints
    mean: Floats
    dispersion: Floats

    @property
    def gene_sets(self) -> dict[str, Ints]:
        """The programmes and pathways by name, each an array of gene indices."""
        sets = {"programme A": self.programme_a, "programme B": self.programme_b}
        for pathway in range(N_PATHWAYS):
            sets[f"pathway {pathway + 1}"] = np.flatnonzero(self.pathways == pathway)
        return sets


@dataclass(frozen=True)
class Cohort:
    """`n` patients measured at `g` genes.

    Attributes:
        counts: (n, g) int, reads of each gene.
        library_size: (n,) int, reads of the whole library; the panel is a part of it.
        genes: the g names.
        y: (n, 1) the class as recorded, 0 healthy or 1 cancer; a few are wrong.
        true_y: (n, 1) the class without those mistakes.
        batch: (n,) int, 0 to 2.
        outlier: (n,) bool, shallow and degraded samples.
        purity: (n,) share of tumour cells in the sample, 0 for healthy patients.
        programmes: (n, 2) bool, whether programme A and programme B are high.
        train, validation, test: indices of 60, 20 and 20 % of the patients, stratified by `y`.
    """

    counts: Ints
    library_size: Ints
    genes: list[str]
    y: Floats
    true_y: Floats
    batch: Ints
    outlier: Bools
    purity: Floats
    programmes: Bools
    train: Ints
    validation: Ints
    test: Ints

    def __len__(self) -> int:
        return len(self.counts)

    @cached_property
    def log_cpm(self) -> Floats:
        """(n, g) log2 counts per million, half a read added (Law et al. 2014)."""
        depth = self.library_size[:, np.newaxis] + 1.0
        return np.log2((self.counts + 0.5) / depth * 1e6)


@dataclass(frozen=True)
class Population:
    """What all its cohorts share. Made by `population`."""

    truth: Truth
    genes: list[str]
    seed: int
    batch_effect: Floats  # (N_BATCHES, g)
    loadings: Floats  # (factors, g), of pathways and global factors
    strength: Floats  # (2, g), of programme A and B
    confounding: float
    label_noise: float

    def sample(self, n: int, seed: int) -> Cohort:
        """Draw `n` patients.

        The same seed gives the same cohort; another seed an independent one. Half of the
        patients have cancer. Populations that differ in `batch_sd` or `confounding` alone give
        the same patients for the same seed.

        Raises:
            ValueError: where `n` is below 20 or `seed` is not a whole number from 0.
        """
        _require(_is_count(n) and n >= 20, "n must be a whole number of patients, 20 or more.")
        _require(_is_count(seed), "seed must be a whole number, 0 or more.")
        streams = _streams((self.seed, seed))
        n_genes = len(self.genes)

        # Four equal groups: A and B low, A high, B high, both high.
        group = next(streams).permutation(np.arange(n) % 4)
        high = np.stack([group % 2 == 1, group // 2 == 1], axis=1)
        cancer = high[:, 0] ^ high[:, 1]
        recorded = cancer ^ (next(streams).random(n) < self.label_noise)
        purity = np.where(cancer, next(streams).beta(*PURITY, n), 0.0)
        batch = self._batches(cancer, next(streams))
        outlier, degradation = _degraded(n, n_genes, next(streams))
        depth = LIBRARY_SD * next(streams).standard_normal(n) - 1.2 * outlier
        activity = 2.0 * high - 1.0 + 0.25 * next(streams).standard_normal((n, 2))
        factors = next(streams).standard_normal((n, len(self.loadings)))

        log_mean = np.log(self.truth.mean) + depth[:, np.newaxis] + degradation
        log_mean += np.outer(purity, self.truth.log2_fold_change * np.log(2))
        log_mean += activity @ self.strength + factors @ self.loadings
        log_mean += self.batch_effect[batch]

        train, validation, test = _split(recorded, next(streams))
        return Cohort(
            counts=_negative_binomial(log_mean, self.truth.dispersion, next(streams)),
            library_size=np.rint(READS * np.exp(depth)).astype(np.int64),
            genes=self.genes,
            y=recorded[:, np.newaxis].astype(float),
            true_y=cancer[:, np.newaxis].astype(float),
            batch=batch,
            outlier=outlier,
            purity=purity,
            programmes=high,
            train=train,
            validation=validation,
            test=test,
        )

    def _batches(self, cancer: Bools, rng: np.random.Generator) -> Ints:
        """(n,) batches: at random, or with the chance `confounding` by class.

        Tied to the class, healthy patients are in batch 0 and those with cancer in 1 and 2.
        """
        tied = rng.random(len(cancer)) < self.confounding
        by_class = np.where(cancer, rng.integers(1, N_BATCHES, len(cancer)), 0)
        return np.where(tied, by_class, rng.integers(0, N_BATCHES, len(cancer)))


def population(
    seed: int,
    *,
    n_genes: int = 500,
    batch_sd: float = 0.20,
    confounding: float = 0.0,
    difficulty: float = 0.5,
    label_noise: float = 0.04,
) -> Population:
    """Make the genes, pathways and disease that cohorts are sampled from.

    Args:
        seed: a whole number; the same seed gives the same population.
        n_genes: 100 or more.
        batch_sd: deviation of the batch effects, on the natural log scale; 0 for none.
        confounding: from 0 (batches at random) to 1 (the batch gives the class away).
        difficulty: from 0 (easy) to 1 (hard): scales the linear and the non-linear signal.
        label_noise: share of recorded classes that are wrong, from 0 to below 0.5. The best
            AUC that can be reached against the recorded classes is about 1 minus this share.

    Raises:
        ValueError: where an argument is out of its range.
    """
    _require(_is_count(seed), "seed must be a whole number, 0 or more.")
    _require(_is_count(n_genes) and n_genes >= 100, "n_genes must be a whole number from 100.")
    _require(0 <= batch_sd < np.inf, "batch_sd must be a number, 0 or more.")
    _require(0 <= confounding <= 1, "confounding must be from 0 to 1.")
    _require(0 <= difficulty <= 1, "difficulty must be from 0 to 1.")
    _require(0 <= label_noise < 0.5, "label_noise must be from 0 to below 0.5.")
    streams = _streams((seed,))

    baseline = np.clip(next(streams).normal(4.8, 2.1, n_genes), 0.3, 9.0)
    mean = np.exp(baseline)
    trend = 0.035 + 14 / (mean + 12)
    dispersion = np.minimum(trend * next(streams).lognormal(0.0, 1.0, n_genes), 2.5)
    # How far a gene answers to anything; highly expressed ones are steady (housekeeping).
    responsive = np.minimum(next(streams).lognormal(0.0, 0.55, n_genes), 3.0)
    responsive *= np.exp(-0.05 * (baseline - 4.8))

    order = next(streams).permutation(n_genes)
    programme_a, programme_b = _programmes(order, baseline)
    others = order[~np.isin(order, [programme_a, programme_b])]
    pathways = _pathways(others, n_genes)
    loadings = _loadings(pathways, next(streams)) * responsive

    def scaled(shift: Floats, d_prime: float) -> Floats:
        return shift * d_prime / _separation(shift, loadings, mean, dispersion)

    singly = others[~np.isin(pathways[others], SHIFTED_PATHWAYS)]
    direct = scaled(_direct_effect(singly, n_genes, next(streams)) * responsive, 1.0)
    joint = scaled(_pathway_effect(loadings, next(streams)), PATHWAY_SIGNAL)
    ease = 1.4 - 0.8 * difficulty
    effect = scaled(direct + joint, LINEAR_SEPARATION * ease) / PURITY_MEAN
    deviation = np.sqrt(1 / mean + dispersion + (loadings**2).sum(axis=0))
    strength = np.zeros((2, n_genes))
    for row, genes, rng in zip(strength, (programme_a, programme_b), streams, strict=False):
        row[genes] = rng.uniform(0.6, 1.4, len(genes)) * deviation[genes]

    return Population(
        truth=Truth(
            differential=effect != 0,
            log2_fold_change=effect / np.log(2),
            pathways=pathways,
            programme_a=programme_a,
            programme_b=programme_b,
            mean=mean,
            dispersion=dispersion,
        ),
        genes=[f"GENE{number:04d}" for number in range(1, n_genes + 1)],
        seed=seed,
        batch_effect=batch_sd * next(streams).standard_normal((N_BATCHES, n_genes)),
        loadings=loadings,
        strength=strength * PROGRAMME_STRENGTH * ease,
        confounding=confounding,
        label_noise=label_noise,
    )


def auc(y: ArrayLike, scores: ArrayLike) -> float:
    """Area under the ROC curve: the chance that a case scores above a control, ties half.

    The Mann-Whitney statistic divided by the number of pairs (Hanley & McNeil 1982, Radiology
    143:29). `y` (0 or 1) and `scores` have the same number of elements, any shape.

    Raises:
        ValueError: where the sizes differ, or one of the classes is missing.
    """
    positive = np.ravel(y) == 1
    values = np.ravel(scores)
    _require(positive.size == values.size, "y and scores must have the same number of elements.")
    n_positive = int(positive.sum())
    n_negative = positive.size - n_positive
    _require(min(n_positive, n_negative) > 0, "y must hold both classes, 0 and 1.")
    _, which, ties = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[which]
    above = ranks[positive].sum() - n_positive * (n_positive + 1) / 2
    return float(above / (n_positive * n_negative))


def _programmes(order: Ints, baseline: Floats) -> tuple[Ints, Ints]:
    """Two sets of well-expressed genes, taken in the order given."""
    size = min(PROGRAMME_SIZE, len(order) // 10)
    expressed = order[np.abs(baseline[order] - 5.8) < 1.5][: 2 * size]
    return np.sort(expressed[0::2]), np.sort(expressed[1::2])


def _pathways(candidates: Ints, n_genes: int) -> Ints:
    """(g,) the pathway of each gene, -1 for none; the first pathway is the largest."""
    share = PATHWAY_DECAY ** np.arange(N_PATHWAYS)
    ends = np.rint(PATHWAY_SHARE * n_genes * np.cumsum(share) / share.sum()).astype(int)
    pathways = np.full(n_genes, -1)
    for pathway, genes in enumerate(np.split(candidates[: ends[-1]], ends[:-1])):
        pathways[genes] = pathway
    return pathways


def _loadings(pathways: Ints, rng: np.random.Generator) -> Floats:
    """(factors, g) how far a factor of 1 moves each gene: pathways first, then global ones."""
    member = pathways == np.arange(N_PATHWAYS)[:, np.newaxis]
    sign = np.where(rng.random(pathways.size) < 0.15, -1, 1)
    local = member * sign * rng.gamma(4.0, PATHWAY_LOADING / 4.0, pathways.size)
    everywhere = rng.standard_normal((N_GLOBAL, pathways.size))
    return np.vstack([local, GLOBAL_LOADING[:, np.newaxis] * everywhere])


def _direct_effect(candidates: Ints, n_genes: int, rng: np.random.Generator) -> Floats:
    """(g,) effects, up and down, of the genes that disease moves one by one."""
    genes = rng.choice(candidates, round(DIFFERENTIAL_SHARE * n_genes), replace=False)
    effect = np.zeros(n_genes)
    effect[genes] = rng.choice([-1, 1], len(genes)) * rng.gamma(3.0, 1.0, len(genes))
    return effect


def _pathway_effect(loadings: Floats, rng: np.random.Generator) -> Floats:
    """(g,) effects of the two pathways that move as a whole."""
    shifted = loadings[list(SHIFTED_PATHWAYS)]
    return rng.choice([-1, 1], len(shifted)) @ shifted


def _separation(shift: Floats, loadings: Floats, mean: Floats, dispersion: Floats) -> float:
    """d' of two groups of samples whose log means lie `shift` (g,) apart.

    That is, for the diagonal linear discriminant, which weighs each gene by its shift over its
    variance: the distance between the group means of its score over the score's deviation. The
    noise is negative binomial, 1/μ + φ on the log scale by the delta method, and that of the
    factors, which genes share. Half a read in the logarithm shrinks all of it where μ is low.
    """
    shrink = mean / (mean + 0.5)
    shift = shift * shrink
    shared = loadings * shrink
    own = (1 / mean + dispersion) * shrink**2
    weight = shift / (own + (shared**2).sum(axis=0))
    spread = np.sqrt(weight**2 @ own + ((shared @ weight) ** 2).sum())
    return float(weight @ shift / spread)


def _degraded(n: int, n_genes: int, rng: np.random.Generator) -> tuple[Bools, Floats]:
    """Which samples are outliers, and their noise (n, g), 0 for the others."""
    outlier = rng.random(n) < OUTLIER_SHARE
    return outlier, outlier[:, np.newaxis] * rng.normal(0, 0.5, (n, n_genes))


def _negative_binomial(log_mean: Floats, dispersion: Floats, rng: np.random.Generator) -> Ints:
    """Poisson counts around gamma means: variance μ + φμ² (Robinson & Smyth 2008)."""
    gamma = rng.gamma(1 / dispersion, dispersion, log_mean.shape)
    return rng.poisson(np.exp(log_mean) * gamma)


def _split(recorded: Bools, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """60, 20 and 20 % of the indices, each with the same share of both classes."""
    shuffled = rng.permutation(len(recorded))
    by_class = shuffled[np.argsort(recorded[shuffled], kind="stable")]
    part = np.arange(len(recorded)) % 5
    return np.sort(by_class[part < 3]), np.sort(by_class[part == 3]), np.sort(by_class[part == 4])


def _streams(seeds: tuple[int, ...]) -> Iterator[np.random.Generator]:
    """Independent generators without end, one for each component in turn."""
    parent = np.random.SeedSequence(seeds)
    while True:
        yield np.random.default_rng(parent.spawn(1)[0])


def _is_count(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= 0


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)
