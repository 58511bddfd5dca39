"""The families of changes to a formula, as data: what a learner writes in place of what.

A rule is `right -> wrong`, in which a, b, c, d stand for any part of a formula, and f and g for any
function. The sentence follows "You get these numbers when", and may name these parts. Families are in
the order in which they are told, if several do the same.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """A kind of change: its id, what is told of it, and its rules.

    One that is `of_names` is done only to quantities that have a name and to the result, not to other parts.
    """

    id: str
    told: str
    rules: tuple[str, ...]
    of_names: bool = False


FAMILIES = (
    Family(
        "factor-left-out",
        "{b} is left out of the product with {a}",
        (
            "a * b -> a",
            "a @ b -> a",
        ),
    ),
    Family(
        "factor-left-out",
        "{a} is left out of the product with {b}",
        (
            "a * b -> b",
            "a @ b -> b",
        ),
    ),
    Family("one-minus-left-out", "the `1 -` in front of {b} is left out", ("1 - b -> b",)),
    Family("term-left-out", "{b} is not added to {a}", ("a + b -> a",)),
    Family("term-left-out", "{b} is not subtracted from {a}", ("a - b -> a",)),
    Family("term-left-out", "{a} is not added to {b}", ("a + b -> b",)),
    Family(
        "term-left-out",
        "only minus {b} is taken, without {a} before it",
        ("a - b -> -b",),
    ),
    Family(
        "not-divided",
        "nothing is divided by {b}",
        (
            "a / b -> a",
            "a // b -> a",
        ),
    ),
    Family(
        "numerator-left-out",
        "a 1 stands above the fraction line, where {a} belongs",
        ("a / b -> 1 / b",),
    ),
    Family("power-left-out", "{a} is not squared", ("a ** 2 -> a",)),
    Family("power-left-out", "{a} is taken without its power", ("a ** b -> a",)),
    Family("sign-of-term", "{b} is subtracted where it should be added", ("a + b -> a - b",)),
    Family("sign-of-term", "{b} is added where it should be subtracted", ("a - b -> a + b",)),
    Family("sign-of-term", "{a} is subtracted where it should be added", ("a + b -> b - a",)),
    Family("sign-of-term", "the minus in front of {a} is left out", ("-a -> a",)),
    Family(
        "minus-outside", "the minus stands in front of the {f}, not inside it", ("f(-a) -> -f(a)",)
    ),
    Family(
        "difference-reversed",
        "{a} is subtracted from {b}, not the other way round",
        ("a - b -> b - a",),
    ),
    Family(
        "upside-down",
        "the fraction is upside down, with {b} above the line and {a} below it",
        (
            "a / b -> b / a",
            "a // b -> b // a",
        ),
    ),
    Family(
        "multiplies-instead",
        "there is a product with {b}, where a division by it belongs",
        (
            "a / b -> a * b",
            "a // b -> a * b",
        ),
    ),
    Family(
        "divides-instead",
        "there is a division by {b}, where a product with it belongs",
        ("a * b -> a / b",),
    ),
    Family(
        "divides-instead",
        "there is a division by {a}, where a product with it belongs",
        ("a * b -> b / a",),
    ),
    Family("product-for-sum", "{a} and {b} are multiplied, not added", ("a + b -> a * b",)),
    Family("product-for-sum", "{a} and {b} are multiplied, not subtracted", ("a - b -> a * b",)),
    Family("factor-added", "{a} and {b} are added, not multiplied", ("a * b -> a + b",)),
    Family(
        "factor-subtracted",
        "{b} is subtracted from {a}, where the two should be multiplied",
        ("a * b -> a - b",),
    ),
    Family(
        "sum-for-larger",
        "{a} and {b} are added, and not compared to find the larger",
        ("np.maximum(a, b) -> a + b",),
    ),
    Family(
        "limit-left-out",
        "{b} is taken everywhere, even where {a} is larger",
        ("np.maximum(a, b) -> b",),
    ),
    Family(
        "limit-left-out",
        "{a} is taken everywhere, even where {b} is larger",
        ("np.maximum(a, b) -> a",),
    ),
    Family(
        "limit-left-out",
        "{b} is taken everywhere, even where {a} is smaller",
        ("np.minimum(a, b) -> b",),
    ),
    Family(
        "limit-left-out",
        "{a} is taken everywhere, even where {b} is smaller",
        ("np.minimum(a, b) -> a",),
    ),
    Family(
        "both-brackets",
        "the brackets above and below the fraction line are missing",
        (
            "(a + b) / (c + d) -> a + b / c + d",
            "(a - b) / (c + d) -> a - b / c + d",
            "(a + b) / (c - d) -> a + b / c - d",
            "(a - b) / (c - d) -> a - b / c - d",
        ),
    ),
    Family(
        "bracket",
        "the bracket around {a} and {b} is missing",
        (
            "(a + b) / c -> a + b / c",
            "(a - b) / c -> a - b / c",
            "(a + b) * c -> a + b * c",
            "(a - b) * c -> a - b * c",
        ),
    ),
    Family(
        "bracket",
        "the bracket around {b} and {c} is missing",
        (
            "a / (b + c) -> a / b + c",
            "a / (b - c) -> a / b - c",
            "a * (b + c) -> a * b + c",
            "a * (b - c) -> a * b - c",
            "a / (b * c) -> a / b * c",
        ),
    ),
    Family(
        "bracket",
        "the bracket around {a} and {b} is missing, so that the power belongs to {b} alone",
        (
            "(a + b) ** c -> a + b ** c",
            "(a - b) ** c -> a - b ** c",
            "(a * b) ** c -> a * b ** c",
            "(a / b) ** c -> a / b ** c",
        ),
    ),
    Family(
        "bracket",
        "the bracket around {b} and {c} is missing, so that the power is {b} alone",
        (
            "a ** (b / c) -> a ** b / c",
            "a ** (b // c) -> a ** b // c",
            "a ** (b * c) -> a ** b * c",
            "a ** (b + c) -> a ** b + c",
            "a ** (b - c) -> a ** b - c",
        ),
    ),
    Family(
        "bracket",
        "the bracket around the comparison of {b} with {c} is missing, so that {a} is compared as well",
        (
            "a * (b > c) -> a * b > c",
            "a * (b >= c) -> a * b >= c",
            "a * (b < c) -> a * b < c",
            "a * (b <= c) -> a * b <= c",
        ),
    ),
    Family(
        "bracket-too-wide",
        "{a} is divided by {c} as well, not {b} alone",
        (
            "a + b / c -> (a + b) / c",
            "a - b / c -> (a - b) / c",
        ),
    ),
    Family(
        "bracket-too-wide",
        "{a} is multiplied by {c} as well, not {b} alone",
        (
            "a + b * c -> (a + b) * c",
            "a - b * c -> (a - b) * c",
        ),
    ),
    Family(
        "bracket-too-wide",
        "{c} has come into the denominator, beside {b}",
        (
            "a / b + c -> a / (b + c)",
            "a / b - c -> a / (b - c)",
        ),
    ),
    Family(
        "bracket-too-wide",
        "{c} is multiplied by {a} as well, not {b} alone",
        (
            "a * b + c -> a * (b + c)",
            "a * b - c -> a * (b - c)",
        ),
    ),
    Family(
        "power-too-wide",
        "the power is taken of {a} as well, not of {b} alone",
        (
            "a - b ** c -> (a - b) ** c",
            "a + b ** c -> (a + b) ** c",
            "a * b ** c -> (a * b) ** c",
        ),
    ),
    Family(
        "added-too-early",
        "{c} is added before the product, not after it",
        (
            "a @ b + c -> a @ (b + c)",
            "a @ b + c -> (a + c) @ b",
            "f(a * b) + c -> f(a * (b + c))",
            "f(a * b) + c -> f((a + c) * b)",
            "f(a * b) + c -> f(a * b + c)",
        ),
    ),
    Family(
        "inside-function",
        "{b} stands inside the {f}, not outside it",
        (
            "f(a) + b -> f(a + b)",
            "f(a) - b -> f(a - b)",
            "f(a) * b -> f(a * b)",
            "f(a) / b -> f(a / b)",
            "b + f(a) -> f(b + a)",
            "b - f(a) -> f(b - a)",
            "b * f(a) -> f(b * a)",
        ),
    ),
    Family(
        "function-too-narrow",
        "the {f} is taken of {a} alone, without {b}",
        (
            "f(a + b) -> f(a) + b",
            "f(a - b) -> f(a) - b",
            "f(a * b) -> f(a) * b",
            "f(a / b) -> f(a) / b",
        ),
    ),
    Family(
        "function-too-narrow",
        "the {f} is taken of {b} alone, without {a}",
        (
            "f(a + b) -> a + f(b)",
            "f(a - b) -> a - f(b)",
            "f(a * b) -> a * f(b)",
            "f(a / b) -> a / f(b)",
        ),
    ),
    Family(
        "function-too-narrow",
        "the {f} is taken of {a} alone, and the power comes after it",
        ("f(a ** b) -> f(a) ** b",),
    ),
    Family("function-twice", "the {f} of {a} is taken twice", ("f(a) -> f(f(a))",)),
    Family(
        "functions-exchanged",
        "the {f} and the {g} of {a} are taken in the other order",
        ("f(g(a)) -> g(f(a))",),
    ),
    Family(
        "elementwise-product",
        "{a} and {b} are multiplied with `*`, element by element, where `@` is needed",
        (
            "a @ b -> a * b",
            "a @ b -> a * b.T",
            "a.T @ b -> a * b",
        ),
    ),
    Family(
        "transposed",
        "{a} is transposed in the product with {b}, which does not belong there",
        ("a @ b -> a.T @ b",),
    ),
    Family(
        "transposed",
        "{b} is transposed in the product with {a}, which does not belong there",
        ("a @ b -> a @ b.T",),
    ),
    Family("transposed", "{a} and {b} are multiplied in the wrong order", ("a @ b -> b @ a",)),
    Family(
        "transposed",
        "{a} is not transposed in the product with {b}",
        ("a.T @ b -> a @ b",),
    ),
    Family(
        "transposed",
        "{b} is not transposed in the product with {a}",
        ("a @ b.T -> a @ b",),
    ),
    Family(
        "transposed",
        "{a} and {b} are multiplied in the wrong order, or one of them is wrongly transposed",
        (
            "a @ b -> b @ a.T",
            "a @ b -> b.T @ a",
            "a.T @ b -> b.T @ a",
            "a.T @ b -> a @ b.T",
            "a @ b.T -> b @ a.T",
        ),
    ),
    Family("another-power", "{a} is raised to the power 3, not squared", ("a ** 2 -> a ** 3",)),
    Family("another-power", "the root of {a} is taken, not its square", ("a ** 2 -> a ** 0.5",)),
    Family(
        "another-power", "the absolute value of {a} is taken, not its square", ("a ** 2 -> abs(a)",)
    ),
    Family("another-power", "{a} is squared, not raised to the power 3", ("a ** 3 -> a ** 2",)),
    Family("another-power", "{a} is squared, whatever {b} is", ("a ** b -> a ** 2",)),
    Family(
        "another-power",
        "{b} is raised to the power {a}, not {a} to the power {b}",
        ("a ** b -> b ** a",),
    ),
    Family(
        "power-for-product",
        "{a} is multiplied by {b}, not raised to the power {b}",
        ("a ** b -> a * b",),
    ),
    Family("not-whole", "{a} is divided by {b} without rounding down", ("a // b -> a / b",)),
    Family(
        "another-rounding",
        "{a} divided by {b} is rounded to the nearest whole number, not down",
        ("a // b -> np.round(a / b)",),
    ),
    Family(
        "another-rounding",
        "{a} divided by {b} is rounded up, not down",
        ("a // b -> np.ceil(a / b)",),
    ),
    Family(
        "rest-for-quotient",
        "the rest of {a} divided by {b} is taken, not the whole part",
        ("a // b -> a % b",),
    ),
    Family(
        "branches-exchanged",
        "the two cases of {a} are exchanged",
        (
            "np.where(a, b, c) -> np.where(a, c, b)",
            "b if a else c -> c if a else b",
        ),
    ),
    Family(
        "one-branch",
        "{b} is used in both cases",
        (
            "np.where(a, b, c) -> b + 0 * c",
            "b if a else c -> b",
        ),
    ),
    Family(
        "one-branch",
        "{c} is used in both cases",
        (
            "np.where(a, b, c) -> c + 0 * b",
            "b if a else c -> c",
        ),
    ),
    Family(
        "choice-left-out",
        "the result is just 1 where {a} holds, and 0 elsewhere",
        ("np.where(a, b, c) -> a * 1.0",),
    ),
    Family(
        "another-threshold",
        "{a} is compared with 1, not with 0",
        (
            "a > 0 -> a > 1",
            "a >= 0 -> a >= 1",
        ),
    ),
    Family("another-threshold", "{a} is compared with 0.5, not with 0", ("a > 0 -> a > 0.5",)),
    Family(
        "comparison-turned",
        "the comparison of {a} with {b} goes the other way",
        (
            "a > b -> a < b",
            "a < b -> a > b",
            "a >= b -> a <= b",
            "a <= b -> a >= b",
            "a == b -> a != b",
            "a != b -> a == b",
        ),
    ),
    Family(
        "comparison-at-equal",
        "the case that {a} equals {b} falls on the other side",
        (
            "a > b -> a >= b",
            "a < b -> a <= b",
            "a >= b -> a > b",
            "a <= b -> a < b",
        ),
    ),
    Family(
        "rows-for-all",
        "the number of rows is taken instead of the number of all entries",
        ("a.size -> a.shape[0]",),
    ),
    Family(
        "all-for-rows",
        "the number of all entries is taken instead of the number of rows",
        (
            "len(a) -> a.size",
            "a.shape[0] -> a.size",
        ),
    ),
    Family(
        "columns-for-rows",
        "the number of columns is taken instead of the number of rows",
        (
            "len(a) -> a.shape[-1]",
            "a.shape[0] -> a.shape[-1]",
        ),
    ),
    Family(
        "columns-for-rows",
        "the number of columns is taken instead of the number of all entries",
        ("a.size -> a.shape[-1]",),
    ),
    Family("another-start", "the lowest value so far starts from 0", ("np.inf -> 0",)),
    Family("another-start", "the lowest value so far starts from 1", ("np.inf -> 1",)),
    Family(
        "another-start",
        "the lowest value so far starts from minus infinity",
        ("np.inf -> -np.inf",),
    ),
    Family(
        "piece-for-whole",
        "all of {a} is used instead of a piece of it",
        (
            "a[b:c] -> a",
            "a[:c] -> a",
            "a[b:] -> a",
        ),
    ),
)

WRAPPINGS = (
    Family(
        "one-minus-added",
        "a `1 -` stands in front of {a}, where it does not belong",
        ("a -> 1 - a",),
    ),
    Family("turned-part", "{a} is transposed", ("a -> a.T",), of_names=True),
    Family(
        "function-added",
        "the absolute value of {a} is taken, which does not belong there",
        ("a -> np.abs(a)",),
    ),
    Family("function-added", "{a} is squared, which does not belong there", ("a -> np.square(a)",)),
    Family(
        "function-added",
        "the square root of {a} is taken, which does not belong there",
        ("a -> np.sqrt(a)",),
    ),
    Family(
        "function-added",
        "the tanh of {a} is taken, which does not belong there",
        ("a -> np.tanh(a)",),
        of_names=True,
    ),
    Family(
        "function-added",
        "only the sign of {a} is used",
        ("a -> np.sign(a)",),
        of_names=True,
    ),
    Family(
        "function-added",
        "the sigmoid of {a} is taken, which does not belong there",
        ("a -> 1 / (1 + np.exp(-a))",),
        of_names=True,
    ),
    Family(
        "function-added",
        "the ReLU of {a} is taken, which does not belong there",
        ("a -> np.maximum(0, a)",),
        of_names=True,
    ),
    Family(
        "part-clipped",
        "{a} is clipped to the range from -1 to 1",
        ("a -> np.clip(a, -1, 1)",),
        of_names=True,
    ),
    Family("part-rounded", "{a} is rounded", ("a -> np.round(a)",)),
    Family(
        "first-entry",
        "only the first entry of {a} is used",
        ("a -> np.ravel(a)[0]",),
        of_names=True,
    ),
    Family(
        "last-entry", "only the last entry of {a} is used", ("a -> np.ravel(a)[-1]",), of_names=True
    ),
    Family(
        "sum-of-part",
        "{a} is summed up to one number, where it should stay as it is",
        ("a -> np.sum(a)",),
    ),
    Family(
        "mean-of-part",
        "{a} is averaged to one number, where it should stay as it is",
        ("a -> np.mean(a)",),
    ),
    Family("number-added", "1 is added to {a}", ("a -> a + 1",), of_names=True),
)
"""What may be done to any part that holds a quantity. Told only if no family above does the same."""

LOOK = {
    "factor-left-out": "Go through your product, factor by factor.",
    "term-left-out": "Go through your sum, term by term.",
    "one-minus-left-out": "Look at what stands before it in the notebook.",
    "not-divided": "Look at what you divide by.",
    "numerator-left-out": "Look at what you divide.",
    "sign-of-term": "Look at your plus and minus signs.",
    "difference-reversed": "Look at which of the two comes first.",
    "both-brackets": "Python divides before it adds: look at where a bracket has to open and close.",
    "bracket": "Look at where the bracket has to open and close: Python takes powers first, then products.",
    "bracket-too-wide": "Look at where your bracket opens and closes.",
    "power-too-wide": "Look at where the bracket before the power opens.",
    "inside-function": "Look at where the bracket of the function closes.",
    "function-too-narrow": "Look at where the bracket of the function closes.",
    "elementwise-product": "Look at which of the two products the formula asks for.",
    "transposed": "Write down the shapes of both, and of what you need.",
    "branches-exchanged": "Look at which of the two values belongs to which case.",
    "comparison-turned": "Look at the sign of your comparison.",
    "another-function": "Read again which function the formula asks for.",
    "another-number": "Look at the numbers that you wrote in.",
    "another-default": "Look at the first line of the stub.",
    "another-axis": "Look at `axis`: do you need a number for each row, or for each column?",
    "no-axis": "Look at `axis`: do you need a number for each row, or for each column?",
    "keepdims-left-out": "Look at the shape of what it gives.",
    "another-key": "Look at the names in this step.",
    "another-quantity": "Look at the names in this step.",
    "product-for-sum": "Look at the sign between the two.",
    "function-twice": "Look at where you have taken it already.",
    "factor-too-many": "Look at whether the formula has this factor.",
    "divisor-too-many": "Look at whether the formula has this division.",
    "old-for-new": "Look at which of the two the formula takes, the old or the new.",
    "first-alone": "Look at how far your `return` is indented.",
    "last-alone": "Look at how the turns of the loop are put together.",
    "one-too-few": "Look at where your loop starts and where it ends.",
    "set-back": "Look at what stands before the loop, and what inside it.",
    "once-after-the-loop": "Look at how far this step is indented.",
    "steps-exchanged": "Look at the order of your steps.",
    "arguments-swapped": "Look at which of the two goes where.",
    "argument-ignored": "Look at where it should come into your formula.",
    "defaults-exchanged": "Look at the first line of the stub.",
    "defaults-alone": "Look at which numbers you wrote in.",
    "argument-off-by-one": "Look at where your counting starts.",
    "whole-numbers": "Look at the type of your arrays.",
    "flattened": "Print the shapes before they meet.",
    "first-sample": "Look at your indices, and at where you return.",
    "last-sample": "Look at your indices, and at what your loop overwrites.",
    "one-sample-too-few": "Look at where your loop or slice starts and ends.",
    "doubled": "Look for a factor 2 too many, or one that is missing below a fraction line.",
    "halved": "Look for a half too many, or a factor 2 that is missing.",
    "rounded-result": "Keep all decimals in your function.",
    "values-exchanged": "Look at the order in your `return`.",
}
"""What to look at, a second sentence for the families that have one."""

LIKELY = (
    "term-left-out",
    "one-minus-left-out",
    "factor-left-out",
    "not-divided",
    "power-left-out",
    "sign-of-term",
    "bracket",
)
"""The families of which two are tried together."""

CHANGES_OF_FORMULA = frozenset(
    {
        *(family.id for family in FAMILIES),
        "another-function",
        "function-left-out",
        "another-axis",
        "no-axis",
        "another-key",
        "another-quantity",
    }
)
"""The families of one change in the formula. They are told together with a change of the result, too."""
