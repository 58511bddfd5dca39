"""Other formulas and other axes in the place of those of the NumPy notebook."""

import numpy as np

from autograder.course import relative


@relative("as_column", "Each number stands in a row of its own n times. One column is enough.")
def as_column_table(y):
    return np.tile(y[:, None], (1, len(y)))


@relative(
    "as_column", "You have a table in which each number meets each. A column has one number a row."
)
def as_column_outer(y):
    return np.outer(y, y)


@relative(
    "as_column",
    "The numbers stand on the diagonal of a square table. A column has one number a row.",
)
def as_column_diagonal(y):
    return np.diag(y)


@relative("as_column", "Your column holds the numbers in reverse order. Keep the order of y.")
def as_column_reversed(y):
    return y[::-1, None]


@relative("as_column", "Your column holds sorted numbers. Each sample should keep its place.")
def as_column_sorted(y):
    return np.sort(y)[:, None]


@relative(
    "as_column", "Your column holds the places 0, 1, 2 and so on. It should hold the numbers of y."
)
def as_column_places(y):
    return np.arange(len(y))[:, None]


@relative("as_column", "The first number fills the whole column. Each row should get its own.")
def as_column_first_everywhere(y):
    return np.full((len(y), 1), y[0])


@relative("as_column", "The last number fills the whole column. Each row should get its own.")
def as_column_last_everywhere(y):
    return np.full((len(y), 1), y[-1])


@relative("as_column", "Your column holds only ones: the numbers of y never get into it.")
def as_column_ones(y):
    return np.ones((len(y), 1))


@relative(
    "log_fold", "You use the logarithm to the base 10. A fold change counts doublings: base 2."
)
def log_fold_base_ten(counts, control):
    return np.log10((counts + 1) / (control + 1))


@relative(
    "log_fold",
    "You take the logarithm of the counts alone. The control has to be logged, too, or divided by first.",
)
def log_fold_control_not_logged(counts, control):
    return np.log2(counts + 1) - control


@relative(
    "log_fold", "The control plays no part. Each count is compared with the control of its gene."
)
def log_fold_no_control(counts, control):
    return np.log2(counts + 1)


@relative(
    "log_fold", "You take the difference, without a logarithm. A fold change is about ratios."
)
def log_fold_difference(counts, control):
    return counts - control


@relative(
    "log_fold", "You take the logarithm of the product. Divide by the control, with its 1, instead."
)
def log_fold_product(counts, control):
    return np.log2((counts + 1) * (control + 1))


@relative(
    "log_fold", "You divide one logarithm by the other. Divide first, then take one logarithm."
)
def log_fold_ratio_of_logs(counts, control):
    with np.errstate(all="ignore"):
        return np.log2(counts + 1) / np.log2(control + 1)


@relative(
    "log_fold", "You divide counts + 1 by the control and add 1 after that: brackets are missing."
)
def log_fold_brackets_below(counts, control):
    with np.errstate(all="ignore"):
        return np.log2((counts + 1) / control + 1)


@relative(
    "log_fold",
    "Only 1 / (control + 1) is added to the counts: brackets are missing around counts + 1.",
)
def log_fold_brackets_above(counts, control):
    return np.log2(counts + 1 / (control + 1))


@relative("log_fold", "You add 1 to the control but not to the counts. Both need it.")
def log_fold_one_for_control_only(counts, control):
    with np.errstate(all="ignore"):
        return np.log2(counts / (control + 1))


@relative("log_fold", "You add 2. One is what is added to each count and each control.")
def log_fold_two_added(counts, control):
    return np.log2((counts + 2) / (control + 2))


@relative("log_fold", "Every gene meets the control of the first gene. Each has one of its own.")
def log_fold_first_control(counts, control):
    return np.log2((counts + 1) / (control[0] + 1))


@relative("log_fold", "You average over the samples. Each sample should keep a row.")
def log_fold_mean_sample(counts, control):
    return np.log2((counts.mean(axis=0) + 1) / (control + 1))


@relative("log_fold", "The minus signs are lost. A gene below the control has a negative number.")
def log_fold_size(counts, control):
    return np.abs(np.log2((counts + 1) / (control + 1)))


@relative("log_fold", "The table lies on its side: a sample should stay a row.")
def log_fold_turned(counts, control):
    return np.log2((counts + 1) / (control + 1)).T


@relative(
    "row_shares", "You give the totals, not the shares. Divide each count by the total of its row."
)
def row_shares_totals(counts):
    return counts.sum(axis=1, keepdims=True)


@relative("row_shares", "Your rows add up to a million. Shares add up to 1.")
def row_shares_million(counts):
    return counts / counts.sum(axis=1, keepdims=True) * 1e6


@relative("row_shares", "You multiply by the total of the row. Divide by it.")
def row_shares_times_total(counts):
    return counts * counts.sum(axis=1, keepdims=True)


@relative("row_shares", "You divide by the number of genes. Divide by the total of each sample.")
def row_shares_number_of_genes(counts):
    return counts / counts.shape[1]


@relative("row_shares", "You divide by the number of samples. Divide by the total of each sample.")
def row_shares_number_of_samples(counts):
    return counts / counts.shape[0]


@relative(
    "row_shares",
    "You divide by the length of each row, the root of its squares. Its sum is wanted.",
)
def row_shares_length(counts):
    return counts / np.sqrt((counts**2).sum(axis=1, keepdims=True))


@relative("row_shares", "You divide the total by the count. It is the other way round.")
def row_shares_upside_down(counts):
    with np.errstate(all="ignore"):
        return counts.sum(axis=1, keepdims=True) / counts


@relative("row_shares", "You take the total away. Divide by it.")
def row_shares_minus_total(counts):
    return counts - counts.sum(axis=1, keepdims=True)


@relative(
    "row_shares",
    "You divide by the largest count of the table. Divide by the total of each sample.",
)
def row_shares_largest_of_all(counts):
    return counts / counts.max()


@relative("row_shares", "You round. Keep all decimals.")
def row_shares_two_decimals(counts):
    return np.round(counts / counts.sum(axis=1, keepdims=True), 2)


@relative(
    "row_shares",
    "The shares are right, but the table lies on its side: a sample should stay a row.",
)
def row_shares_turned(counts):
    return (counts / counts.sum(axis=1, keepdims=True)).T


@relative("expressed_genes", "You take the median of each gene. Its mean should decide.")
def expressed_genes_median(counts, least):
    return counts[:, np.median(counts, axis=0) >= least]


@relative("expressed_genes", "The first sample decides. The mean over all samples should.")
def expressed_genes_first_sample(counts, least):
    return counts[:, counts[0] >= least]


@relative("expressed_genes", "The last sample decides. The mean over all samples should.")
def expressed_genes_last_sample(counts, least):
    return counts[:, counts[-1] >= least]


@relative(
    "expressed_genes", "You give the numbers of the columns. The columns themselves are wanted."
)
def expressed_genes_column_numbers(counts, least):
    return np.flatnonzero(counts.mean(axis=0) >= least)


@relative("expressed_genes", "You give the means of the genes that stay. Their counts are wanted.")
def expressed_genes_means(counts, least):
    means = counts.mean(axis=0)
    return means[means >= least]


@relative(
    "expressed_genes", "The right genes stay, but the table lies on its side: a sample is a row."
)
def expressed_genes_turned(counts, least):
    return counts.T[counts.mean(axis=0) >= least]


@relative(
    "expressed_genes", "You compare the mean of the whole table. Each gene has a mean of its own."
)
def expressed_genes_grand_mean(counts, least):
    return counts if counts.mean() >= least else counts[:, :0]


@relative("expressed_genes", "You count how many genes stay. The table of their counts is wanted.")
def expressed_genes_how_many(counts, least):
    return (counts.mean(axis=0) >= least).sum()


@relative(
    "cut_noise",
    "You cut by the mean of the gene. Each number is compared with the limit on its own.",
)
def cut_noise_by_gene(counts, limit):
    return np.where(counts.mean(axis=0) < limit, 0.0, counts)


@relative("cut_noise", "Small numbers become 1. They should become 0.")
def cut_noise_ones(counts, limit):
    return np.where(counts < limit, 1.0, counts)


@relative("cut_noise", "Large numbers become the limit. They should stay as they are.")
def cut_noise_clipped(counts, limit):
    return np.minimum(counts, limit)


@relative("cut_noise", "Numbers that are not small become 1. They should stay as they are.")
def cut_noise_opposite_mask(counts, limit):
    return counts < limit


@relative("cut_noise", "Small numbers turn negative. They should become 0.")
def cut_noise_negative(counts, limit):
    return np.where(counts < limit, -counts, counts)


@relative("cut_noise", "Small numbers become NaN. They should become 0.")
def cut_noise_nan(counts, limit):
    return np.where(counts < limit, np.nan, counts)


@relative("cut_noise", "The limit plays no part: counts comes back as it was.")
def cut_noise_unchanged(counts, limit):
    return counts.copy()


@relative("cut_noise", "All numbers are cut. Those that are not below the limit should stay.")
def cut_noise_all(counts, limit):
    return np.zeros_like(counts)


@relative(
    "cut_noise", "You give the numbers below the limit. Put 0 in their places and keep the rest."
)
def cut_noise_small_ones(counts, limit):
    return counts[counts < limit]


@relative("scale_weights", "You divide the weights by the factor. To scale them means to multiply.")
def scale_weights_divided(params, factor):
    return {k: v / factor if k[0] == "W" else v for k, v in params.items()}


@relative("scale_weights", "The factor is used twice. Once is enough.")
def scale_weights_twice(params, factor):
    return {k: v * factor**2 if k[0] == "W" else v for k, v in params.items()}


@relative("scale_weights", "Nothing is scaled: the arrays come back as they were.")
def scale_weights_unchanged(params, factor):
    return dict(params)


@relative("scale_weights", "The biases become 0. They should stay as they are.")
def scale_weights_no_biases(params, factor):
    return {k: v * factor if k[0] == "W" else 0 * v for k, v in params.items()}


@relative(
    "scale_weights", "The weights become the factor. Each should keep its own number, scaled."
)
def scale_weights_filled(params, factor):
    return {k: np.full(v.shape, factor) if k[0] == "W" else v for k, v in params.items()}


@relative("scale_weights", "You give the keys that begin with W. A dict with arrays is wanted.")
def scale_weights_keys(params, factor):
    return [k for k in params if k[0] == "W"]


@relative("scale_weights", "You give a list of arrays. Keep each array under its key, in a dict.")
def scale_weights_list(params, factor):
    return [v * factor if k[0] == "W" else v for k, v in params.items()]


@relative(
    "scale_weights",
    "You take a part of the weights away: w - factor · w. Scale them by the factor.",
)
def scale_weights_shrunk_by(params, factor):
    return {k: v * (1 - factor) if k[0] == "W" else v for k, v in params.items()}


@relative("for_each_gene", "The numbers are in reverse order. The first gene comes first.")
def for_each_gene_reversed(f, X):
    return np.array([f(column) for column in X.T[::-1]])


@relative("for_each_gene", "The first gene is left out. Python counts places from 0.")
def for_each_gene_without_first(f, X):
    return np.array([f(X[:, j]) for j in range(1, X.shape[1])])


@relative("for_each_gene", "The last gene is left out. Look at where your loop ends.")
def for_each_gene_without_last(f, X):
    return np.array([f(X[:, j]) for j in range(X.shape[1] - 1)])


@relative("for_each_gene", "You average what f gives. Each gene's number should stand on its own.")
def for_each_gene_averaged(f, X):
    return np.mean([f(column) for column in X.T])


@relative(
    "for_each_gene", "f gets the first sample alone. It should get a gene, with all its samples."
)
def for_each_gene_first_row(f, X):
    return f(X[0])


@relative("for_each_gene", "f gets the mean sample. It should get one gene at a time.")
def for_each_gene_mean_sample(f, X):
    return f(X.mean(axis=0))


@relative("for_each_gene", "You take the sum of each gene, whatever f is. Call f.")
def for_each_gene_sums(f, X):
    return X.sum(axis=0)


@relative("for_each_gene", "You take the largest of each gene, whatever f is. Call f.")
def for_each_gene_largest(f, X):
    return X.max(axis=0)


@relative(
    "for_each_gene",
    "The numbers are right, but they stand in a row of shape (1, d). One axis is enough.",
)
def for_each_gene_row(f, X):
    return np.array([[f(column) for column in X.T]])


@relative(
    "for_each_gene", "Each turn of your loop adds to one number. Collect the numbers side by side."
)
def for_each_gene_running_sums(f, X):
    return np.cumsum([f(column) for column in X.T])
