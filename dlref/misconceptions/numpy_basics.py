"""Known wrong answers: the NumPy that the course uses."""

import numpy as np

from autograder.course import misconception


@misconception(
    "as_column/row",
    "You have made a row, of shape (1, n). A column has the numbers one below the other: is the new "
    "axis on the other side?",
)
def as_column_row(y):
    """y as (1, n)."""
    return y[None, :]


@misconception(
    "as_column/one-axis",
    "Your result still has a single axis, as y has. Turning it with .T changes nothing then: first it "
    "needs a second axis.",
)
def as_column_one_axis(y):
    """y.T: for one axis the same as y."""
    return y.T


@misconception(
    "as_column/axis-too-many",
    "Your numbers are right, but there is an axis too many: print the shape, it should be (n, 1).",
)
def as_column_axis_too_many(y):
    """y as (n, 1, 1)."""
    return y[:, None, None]


@misconception(
    "as_column/not-filled",
    "Your column has the right shape, but it holds only zeros: the numbers of y never get into it.",
)
def as_column_not_filled(y):
    """An (n, 1) array of zeros."""
    return np.zeros((len(y), 1))


@misconception(
    "as_column/column-twice",
    "You put y beside itself, so there are two columns. One is enough.",
)
def as_column_column_twice(y):
    """y as both columns of an (n, 2) array."""
    return np.column_stack([y, y])


@misconception(
    "log_fold/no-plus-one",
    "Nothing is added before you divide, so a count of 0 gives no number. Add 1 to the counts and to "
    "the control first.",
)
def log_fold_no_plus_one(counts, control):
    """log2(counts / control)."""
    with np.errstate(all="ignore"):
        return np.log2(counts / control)


@misconception(
    "log_fold/one-too-late",
    "You add 1 to the ratio. Each count and each control needs its own 1, before you divide.",
)
def log_fold_one_too_late(counts, control):
    """log2(counts / control + 1)."""
    with np.errstate(all="ignore"):
        return np.log2(counts / control + 1)


@misconception(
    "log_fold/one-for-counts-only",
    "You add 1 to the counts but not to the control. Both need it.",
)
def log_fold_one_for_counts_only(counts, control):
    """log2((counts + 1) / control)."""
    with np.errstate(all="ignore"):
        return np.log2((counts + 1) / control)


@misconception(
    "log_fold/natural-log",
    "You use the natural logarithm. A fold change counts doublings, so its logarithm has the base 2.",
)
def log_fold_natural_log(counts, control):
    """np.log in place of np.log2."""
    return np.log((counts + 1) / (control + 1))


@misconception(
    "log_fold/upside-down",
    "All your signs are wrong: more than in the control should be positive. Which of the two belongs "
    "on top?",
)
def log_fold_upside_down(counts, control):
    """The control over the counts."""
    return np.log2((control + 1) / (counts + 1))


@misconception(
    "log_fold/no-log",
    "You give the ratio itself. Its logarithm to the base 2 is still to be taken.",
)
def log_fold_no_log(counts, control):
    """The ratio, without a logarithm."""
    return (counts + 1) / (control + 1)


@misconception(
    "log_fold/mean-control",
    "You compare every gene with the mean of the control. Each gene has a control of its own.",
)
def log_fold_mean_control(counts, control):
    """One number for all genes."""
    return np.log2((counts + 1) / (np.mean(control) + 1))


@misconception(
    "log_fold/first-sample",
    "Your result holds the first sample alone. Each row of counts should give a row.",
)
def log_fold_first_sample(counts, control):
    """The first row only."""
    return np.log2((counts[0] + 1) / (control + 1))


@misconception(
    "row_shares/gene-totals",
    "You divide by the total of each gene. It is each sample, a row, that should add up to 1: try the "
    "other axis.",
)
def row_shares_gene_totals(counts):
    """The sum over axis 0."""
    return counts / counts.sum(axis=0)


@misconception(
    "row_shares/grand-total",
    "You divide by the total of the whole table. Each sample is divided by its own total: np.sum needs "
    "an axis.",
)
def row_shares_grand_total(counts):
    """The sum over everything."""
    return counts / counts.sum()


@misconception(
    "row_shares/no-keepdims",
    "Your totals have the shape (n,), so NumPy lays them along the genes. They should stay a column, "
    "(n, 1): keepdims does that.",
)
def row_shares_no_keepdims(counts):
    """counts / counts.sum(axis=1): runs where there are as many genes as samples."""
    return counts / counts.sum(axis=1)


@misconception(
    "row_shares/percent",
    "Your rows add up to 100, so these are per cent. Shares add up to 1.",
)
def row_shares_percent(counts):
    """Times 100."""
    return counts / counts.sum(axis=1, keepdims=True) * 100


@misconception(
    "row_shares/mean-not-total",
    "You divide by the mean of each sample. Its total is wanted: the sum of all its counts.",
)
def row_shares_mean_not_total(counts):
    """The mean in place of the sum."""
    return counts / counts.mean(axis=1, keepdims=True)


@misconception(
    "row_shares/first-total",
    "You divide all samples by the total of the first. Each has a total of its own.",
)
def row_shares_first_total(counts):
    """The first sample's total for all."""
    return counts / counts[0].sum()


@misconception(
    "row_shares/largest",
    "You divide by the largest count of each sample. Its total is wanted: the sum of all its counts.",
)
def row_shares_largest(counts):
    """The maximum in place of the sum."""
    return counts / counts.max(axis=1, keepdims=True)


@misconception(
    "expressed_genes/keeps-samples",
    "You keep samples. Genes are the columns: take the mean over axis 0, and put the mask in the "
    "second place of the brackets.",
)
def expressed_genes_keeps_samples(counts, least):
    """Rows whose mean is large enough."""
    return counts[counts.mean(axis=1) >= least]


@misconception(
    "expressed_genes/mask-returned",
    "You return the mask, True or False for each gene. Use it between brackets to pick the columns.",
)
def expressed_genes_mask_returned(counts, least):
    """The mask itself."""
    return counts.mean(axis=0) >= least


@misconception(
    "expressed_genes/single-counts",
    "You pick single counts, so the table falls apart into one long row. Decide for each gene by its "
    "mean, then keep whole columns.",
)
def expressed_genes_single_counts(counts, least):
    """counts[counts >= least]."""
    return counts[counts >= least]


@misconception(
    "expressed_genes/any-sample",
    "You keep a gene if any sample reaches the limit. Its mean over all samples should decide.",
)
def expressed_genes_any_sample(counts, least):
    """Genes that reach the limit in some sample."""
    return counts[:, (counts >= least).any(axis=0)]


@misconception(
    "expressed_genes/every-sample",
    "You keep a gene only if every sample reaches the limit. Its mean over all samples should decide.",
)
def expressed_genes_every_sample(counts, least):
    """Genes that reach the limit in all samples."""
    return counts[:, (counts >= least).all(axis=0)]


@misconception(
    "expressed_genes/the-others",
    "You keep the genes that should go. Look at the direction of your comparison.",
)
def expressed_genes_the_others(counts, least):
    """Genes whose mean is below the limit."""
    return counts[:, counts.mean(axis=0) < least]


@misconception(
    "expressed_genes/set-to-zero",
    "You set the other genes to 0. Their columns should be gone, so the table gets narrower.",
)
def expressed_genes_set_to_zero(counts, least):
    """Zeros in the columns that should go."""
    return counts * (counts.mean(axis=0) >= least)


@misconception(
    "expressed_genes/above-only",
    "A gene whose mean is exactly the limit is lost. At least means that it stays: look at your "
    "comparison.",
)
def expressed_genes_above_only(counts, least):
    """> in place of >=."""
    return counts[:, counts.mean(axis=0) > least]


@misconception(
    "expressed_genes/sums",
    "You compare the sum of each gene with the limit. Its mean should decide.",
)
def expressed_genes_sums(counts, least):
    """The sum in place of the mean."""
    return counts[:, counts.sum(axis=0) >= least]


@misconception(
    "cut_noise/changes-x",
    "You write the zeros into counts itself, so the caller's table is changed for good. An `=` alone makes "
    "only a second name for it: make a copy first.",
)
def cut_noise_changes_x(counts, limit):
    """result = counts, then zeros in place."""
    result = counts
    result[result < limit] = 0
    return result


@misconception(
    "cut_noise/at-the-limit",
    "A number that is exactly the limit becomes 0. Only those below it should: look at your comparison.",
)
def cut_noise_at_the_limit(counts, limit):
    """<= in place of <."""
    return np.where(counts <= limit, 0.0, counts)


@misconception(
    "cut_noise/large-ones-cut",
    "You cut the large numbers and keep the noise. Look at the direction of your comparison.",
)
def cut_noise_large_ones_cut(counts, limit):
    """0 above the limit."""
    return np.where(counts >= limit, 0.0, counts)


@misconception(
    "cut_noise/limit-for-zero",
    "Small numbers become the limit. They should become 0.",
)
def cut_noise_limit_for_zero(counts, limit):
    """The larger of counts and the limit."""
    return np.maximum(counts, limit)


@misconception(
    "cut_noise/taken-out",
    "You take the small numbers out, so the table falls apart into one long row. Put 0 in their places "
    "and keep the shape.",
)
def cut_noise_taken_out(counts, limit):
    """counts[counts >= limit]."""
    return counts[counts >= limit]


@misconception(
    "cut_noise/mask-returned",
    "You return the mask, True or False for each number. The numbers that stay are wanted.",
)
def cut_noise_mask_returned(counts, limit):
    """counts >= limit."""
    return counts >= limit


@misconception(
    "cut_noise/limit-subtracted",
    "You also take the limit from the numbers that stay. They should stay as they are.",
)
def cut_noise_limit_subtracted(counts, limit):
    """max(counts - limit, 0)."""
    return np.maximum(counts - limit, 0)


@misconception(
    "scale_weights/biases-too",
    "You scale the biases as well. Only the keys that begin with W are weights.",
)
def scale_weights_biases_too(params, factor):
    """Every array times the factor."""
    return {key: factor * value for key, value in params.items()}


@misconception(
    "scale_weights/first-layer-only",
    "Only W1 is scaled. A network may have more layers: look at every key that begins with W.",
)
def scale_weights_first_layer_only(params, factor):
    """W1 alone."""
    return {**params, "W1": factor * params["W1"]}


@misconception(
    "scale_weights/biases-only",
    "You scale the biases and leave the weights alone. It should be the other way round.",
)
def scale_weights_biases_only(params, factor):
    """Biases times the factor."""
    return {key: value if key[0] == "W" else factor * value for key, value in params.items()}


@misconception(
    "scale_weights/changes-params",
    "You write into the arrays of params, so the caller's network is changed for good: *= writes in "
    "place. Put new arrays into a new dict.",
)
def scale_weights_changes_params(params, factor):
    """*= on the arrays of params."""
    for key in params:
        if key[0] == "W":
            params[key] *= factor
    return params


@misconception(
    "scale_weights/factor-added",
    "You add the factor to the weights. To scale them means to multiply.",
)
def scale_weights_factor_added(params, factor):
    """W + factor."""
    return {key: value + factor if key[0] == "W" else value for key, value in params.items()}


@misconception(
    "for_each_gene/each-sample",
    "You call f for each sample. Genes are the columns of X, and a loop over X goes through its rows.",
)
def for_each_gene_each_sample(f, X):
    """f of each row."""
    return np.array([f(row) for row in X])


@misconception(
    "for_each_gene/whole-table",
    "You call f once, with the whole table. It should get one gene at a time, a column of shape (n,).",
)
def for_each_gene_whole_table(f, X):
    """f(X)."""
    return f(X)


@misconception(
    "for_each_gene/first-gene",
    "You give what f says of the first gene alone. There should be a number for each gene.",
)
def for_each_gene_first_gene(f, X):
    """f of the first column."""
    return f(X[:, 0])


@misconception(
    "for_each_gene/last-gene",
    "Only the last gene's number is left: each turn of your loop should add a number, not replace it.",
)
def for_each_gene_last_gene(f, X):
    """f of the last column."""
    return f(X[:, -1])


@misconception(
    "for_each_gene/f-ignored",
    "You take the mean of each gene, whatever f is. Call f: it is a function that you were given.",
)
def for_each_gene_f_ignored(f, X):
    """The mean of each column."""
    return X.mean(axis=0)


@misconception(
    "for_each_gene/added-up",
    "You add up what f gives. Each gene's number should stand on its own.",
)
def for_each_gene_added_up(f, X):
    """The sum over all genes."""
    return sum(f(column) for column in X.T)


@misconception(
    "for_each_gene/column",
    "The numbers are right, but they stand in a column of shape (d, 1). One axis is enough: (d,).",
)
def for_each_gene_column(f, X):
    """The numbers as (d, 1)."""
    return np.array([[f(column)] for column in X.T])


@misconception(
    "pick_samples/with-repeats",
    "Some samples are picked twice: your draw puts each one back. Draw without putting back.",
)
def pick_samples_with_repeats(X, k, rng):
    """rng.integers for the row numbers."""
    return X[rng.integers(len(X), size=k)]


@misconception(
    "pick_samples/first-rows",
    "You always take the first k samples. Let rng choose.",
)
def pick_samples_first_rows(X, k, rng):
    """X[:k]."""
    return X[:k].copy()


@misconception(
    "pick_samples/own-seed",
    "You get the same samples every time. Draw from the rng that you are given, not from one with a "
    "seed of its own.",
)
def pick_samples_own_seed(X, k, rng):
    """A generator with a fixed seed."""
    return X[np.random.default_rng(0).permutation(len(X))[:k]]


@misconception(
    "pick_samples/another-generator",
    "You draw from another generator than rng, so nobody can repeat your choice with the same seed.",
)
def pick_samples_another_generator(X, k, rng):
    """A generator without a seed."""
    return X[np.random.default_rng().permutation(len(X))[:k]]


@misconception(
    "pick_samples/genes-not-samples",
    "You pick columns, which are genes. Samples are the rows: they go in the first place of the brackets.",
)
def pick_samples_genes_not_samples(X, k, rng):
    """k columns in place of k rows; as many as there are, where there are fewer."""
    return X[:, rng.permutation(X.shape[1])[:k]]


@misconception(
    "pick_samples/row-numbers",
    "You return the numbers of the rows. Use them between brackets to get the rows of X.",
)
def pick_samples_row_numbers(X, k, rng):
    """The row numbers."""
    return rng.permutation(len(X))[:k]


@misconception(
    "pick_samples/a-block",
    "Your samples lie side by side in X: only the start is drawn. Draw each of them.",
)
def pick_samples_a_block(X, k, rng):
    """k rows in a row, from a random start."""
    start = rng.integers(len(X) - k + 1)
    return X[start : start + k].copy()


@misconception(
    "pick_samples/shuffles-x",
    "You shuffle X itself, so the caller's table is in another order for good. Shuffle row numbers, or a "
    "copy.",
)
def pick_samples_shuffles_x(X, k, rng):
    """rng.shuffle(X), then its first rows."""
    rng.shuffle(X)
    return X[:k].copy()
