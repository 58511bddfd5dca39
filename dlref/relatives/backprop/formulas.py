"""Other formulas in the place of those for backpropagation: other slopes, differences and activations."""

import numpy as np

from autograder.course import relative
from dlref.activations import gelu, relu, sigmoid

# --- chain_rule ---


@relative(
    "chain_rule",
    "This is the slope of sin(x)², where the sine is squared. In sin(x²) it is x that is squared.",
)
def chain_rule_slope_of_sine_squared(x):
    return 2 * np.sin(x) * np.cos(x)


@relative(
    "chain_rule",
    "This is the slope of the slope. One derivative is asked for.",
)
def chain_rule_second_derivative(x):
    return 2 * np.cos(x**2) - 4 * x**2 * np.sin(x**2)


@relative(
    "chain_rule",
    "This is the slope of the product x² · sin(x). In sin(x²) the square is inside: the chain rule is wanted, not "
    "the product rule.",
)
def chain_rule_product_rule(x):
    return 2 * x * np.sin(x) + x**2 * np.cos(x)


@relative(
    "chain_rule",
    "The two slopes are added. The chain rule multiplies them.",
)
def chain_rule_slopes_added(x):
    return np.cos(x**2) + 2 * x


@relative(
    "chain_rule",
    "You add the function and its slope. The slope alone is asked for.",
)
def chain_rule_function_and_slope(x):
    return np.sin(x**2) + 2 * x * np.cos(x**2)


@relative(
    "chain_rule",
    "The sine has stayed a sine, and it is taken at x. The outside needs its slope, taken at x².",
)
def chain_rule_sine_of_x(x):
    return 2 * x * np.sin(x)


@relative(
    "chain_rule",
    "The inside, x², stands in front where its slope belongs. And the cosine belongs at x², not at x.",
)
def chain_rule_inside_in_front_cosine_of_x(x):
    return x**2 * np.cos(x)


@relative(
    "chain_rule",
    "The inside, x², stands in front as it is. Its slope belongs there.",
)
def chain_rule_inside_in_front(x):
    return x**2 * np.cos(x**2)


@relative(
    "chain_rule",
    "You divide by the slope of the inside, as for an integral. For a slope, multiply by it.",
)
def chain_rule_divided_by_the_inner_slope(x):
    with np.errstate(divide="ignore"):
        return np.cos(x**2) / (2 * np.asarray(x, float))


@relative(
    "chain_rule",
    "In front stands x³/3, the integral of the inside. Its slope belongs there.",
)
def chain_rule_integral_of_the_inside(x):
    return np.cos(x**2) * x**3 / 3


@relative(
    "chain_rule",
    "This is the slope of sin(2x). Here the inside is x²: it is squared, not doubled.",
)
def chain_rule_slope_of_sine_of_2x(x):
    return 2 * np.cos(2 * np.asarray(x))


@relative(
    "chain_rule",
    "The cosine takes x² as an angle in degrees. np.cos takes radians, and so x² goes in as it is.",
)
def chain_rule_degrees(x):
    return 2 * x * np.cos(np.radians(x**2))


@relative(
    "chain_rule",
    "This is the slope of 2 · sin(x). In sin(x²) the 2 is a power, and it belongs to x.",
)
def chain_rule_slope_of_two_sines(x):
    return 2 * np.cos(x)


@relative(
    "chain_rule",
    "You multiply the function by its slope. The slope alone is asked for.",
)
def chain_rule_function_times_slope(x):
    return np.sin(x**2) * 2 * x * np.cos(x**2)


@relative(
    "chain_rule",
    "You multiply the sine of x² by its cosine. The sine has no place in the slope; the slope of x² has.",
)
def chain_rule_sine_times_cosine(x):
    return np.sin(x**2) * np.cos(x**2)


@relative(
    "chain_rule",
    "This is sin(x²), the function itself. Its slope is asked for.",
)
def chain_rule_function_itself(x):
    return np.sin(x**2)


# --- numerical_gradient ---


def _slopes(x, slope):
    """What `slope` gives for each element, from a step that moves this element by 1."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        unit = np.zeros(x.shape)
        unit[i] = 1
        gradient[i] = slope(unit)
    return gradient


@relative(
    "numerical_gradient",
    "You measure at x and below it, the backward difference. The central difference measures above and below.",
)
def numerical_gradient_backward_difference(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x) - f(x - h * unit)) / h)


@relative(
    "numerical_gradient",
    "You measure at x and above it, but divide by 2h. Measure above and below: those two points are 2h apart.",
)
def numerical_gradient_forward_over_two_steps(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x + h * unit) - f(x)) / (2 * h))


@relative(
    "numerical_gradient",
    "You measure at x and below it, but divide by 2h. Measure above and below: those two points are 2h apart.",
)
def numerical_gradient_backward_over_two_steps(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x) - f(x - h * unit)) / (2 * h))


@relative(
    "numerical_gradient",
    "You go half of h up and half of h down, but divide by 2h: the slopes are half of what they should be.",
)
def numerical_gradient_half_steps_over_two(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x + h / 2 * unit) - f(x - h / 2 * unit)) / (2 * h))


@relative(
    "numerical_gradient",
    "You measure at x and 2h above it. Measure h above and h below.",
)
def numerical_gradient_both_above(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x + 2 * h * unit) - f(x)) / (2 * h))


@relative(
    "numerical_gradient",
    "This is the second derivative: f is taken at x, above and below. The slope needs the difference of the two "
    "outer values.",
)
def numerical_gradient_second_derivative(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x + h * unit) - 2 * f(x) + f(x - h * unit)) / h**2)


@relative(
    "numerical_gradient",
    "The step is h times the element's own value, and you divide by 2h. Move each element by h itself.",
)
def numerical_gradient_relative_steps(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x + h * x * unit) - f(x - h * x * unit)) / (2 * h))


@relative(
    "numerical_gradient",
    "The step is h times the element's own value. Move each element by h itself, large or small.",
)
def numerical_gradient_relative_steps_divided(f, x, h=1e-5):
    return _slopes(
        x, lambda unit: (f(x + h * x * unit) - f(x - h * x * unit)) / (2 * h * np.sum(x * unit))
    )


@relative(
    "numerical_gradient",
    "Elements that had their turn stay shifted while the next is measured. Put each one back, or start from a "
    "fresh copy of x each time.",
)
def numerical_gradient_earlier_ones_stay_shifted(f, x, h=1e-5):
    above, below, gradient = x.copy(), x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above[i] += h
        below[i] -= h
        gradient[i] = (f(above) - f(below)) / (2 * h)
    return gradient


@relative(
    "numerical_gradient",
    "Elements that had their turn stay below where they were: after the two steps one h is missing. Put each "
    "element back.",
)
def numerical_gradient_earlier_ones_stay_lowered(f, x, h=1e-5):
    x, gradient = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
    return gradient


@relative(
    "numerical_gradient",
    "Elements that had their turn stay above where they were, and you measure at x and above it. Put each element "
    "back, and measure above and below.",
)
def numerical_gradient_earlier_ones_stay_raised(f, x, h=1e-5):
    x, gradient = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        before = f(x)
        x[i] += h
        gradient[i] = (f(x) - before) / h
    return gradient


@relative(
    "numerical_gradient",
    "You shift a whole row at once. Each element has a slope of its own, so shift one element at a time.",
)
def numerical_gradient_whole_rows(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


@relative(
    "numerical_gradient",
    "All other elements are 0 when one is measured. Leave them as they are in x.",
)
def numerical_gradient_others_at_zero(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f((x + h) * unit) - f((x - h) * unit)) / (2 * h))


@relative(
    "numerical_gradient",
    "The slopes are divided by the number of elements. Each one is a slope of its own: no mean is taken.",
)
def numerical_gradient_divided_by_the_number(f, x, h=1e-5):
    return _slopes(x, lambda unit: (f(x + h * unit) - f(x - h * unit)) / (2 * h)) / x.size


@relative(
    "numerical_gradient",
    "The slopes add up: each entry holds those before it as well. Each element has its own slope alone.",
)
def numerical_gradient_added_up(f, x, h=1e-5):
    slopes = _slopes(x, lambda unit: (f(x + h * unit) - f(x - h * unit)) / (2 * h))
    return np.cumsum(slopes).reshape(x.shape)


@relative(
    "numerical_gradient",
    "You shift all elements together, and measure at x and above it. Shift one element at a time, up and down.",
)
def numerical_gradient_all_at_once_forward(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x)) / h)


@relative(
    "numerical_gradient",
    "You shift all elements together and give each the same share of the change. Shift one element at a time.",
)
def numerical_gradient_equal_shares(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h) / x.size)


@relative(
    "numerical_gradient",
    "Elements that had their turn hold a slope already when the next is measured: the result and x are one "
    "array. A second name makes no copy, so fill a new array.",
)
def numerical_gradient_result_is_x(f, x, h=1e-5):
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += h
        below[i] -= h
        x[i] = (f(above) - f(below)) / (2 * h)
    return x


# --- relative_error ---


def _largest(a, b, denominator):
    return np.max(np.abs(np.subtract(a, b)) / denominator)


@relative(
    "relative_error",
    "You divide by the smaller of the two sizes. Here the sum of both stands below.",
)
def relative_error_by_the_smaller(a, b):
    return _largest(a, b, np.minimum(np.abs(a), np.abs(b)))


@relative(
    "relative_error",
    "You divide by the mean of the two sizes, so that the error comes out twice as large. Here their sum stands "
    "below.",
)
def relative_error_by_the_mean_size(a, b):
    return _largest(a, b, (np.abs(a) + np.abs(b)) / 2)


@relative(
    "relative_error",
    "You divide by the root of the product of both sizes. Here their sum stands below.",
)
def relative_error_by_the_geometric_mean(a, b):
    return _largest(a, b, np.sqrt(np.abs(np.multiply(a, b))))


@relative(
    "relative_error",
    "You divide by the root of a² + b². Here the sum of the two sizes stands below.",
)
def relative_error_by_the_root_of_squares(a, b):
    return _largest(a, b, np.hypot(a, b))


@relative(
    "relative_error",
    "This is the length of the difference over the sum of the two lengths: one number for the whole. Here each "
    "element has its own error, and the largest counts.",
)
def relative_error_of_lengths(a, b):
    length = np.linalg.norm(np.ravel(np.subtract(a, b)))
    return length / (np.linalg.norm(np.ravel(a)) + np.linalg.norm(np.ravel(b)))


@relative(
    "relative_error",
    "This is the length of the difference over the length of the second gradient. Here each element has its own "
    "error, over the sum of both sizes.",
)
def relative_error_of_lengths_by_one(a, b):
    return np.linalg.norm(np.ravel(np.subtract(a, b))) / np.linalg.norm(np.ravel(b))


@relative(
    "relative_error",
    "This is the length of the difference over the length of the first gradient. Here each element has its own "
    "error, over the sum of both sizes.",
)
def relative_error_of_lengths_by_the_first(a, b):
    return np.linalg.norm(np.ravel(np.subtract(a, b))) / np.linalg.norm(np.ravel(a))


@relative(
    "relative_error",
    "This is the length of the difference over the larger of the two lengths. Here each element has its own "
    "error, over the sum of both sizes.",
)
def relative_error_of_lengths_by_the_larger(a, b):
    lengths = [np.linalg.norm(np.ravel(x)) for x in (a, b)]
    return np.linalg.norm(np.ravel(np.subtract(a, b))) / max(lengths)


@relative(
    "relative_error",
    "The largest difference is divided by one size for the whole. Divide element by element first, then take the "
    "largest.",
)
def relative_error_largest_over_largest(a, b):
    return np.max(np.abs(np.subtract(a, b))) / np.max(np.abs(a) + np.abs(b))


@relative(
    "relative_error",
    "You add up (or average) above and below, each alone, and then divide. Divide element by element first, then "
    "take the largest.",
)
def relative_error_sum_over_sum(a, b):
    return np.sum(np.abs(np.subtract(a, b))) / np.sum(np.abs(a) + np.abs(b))


@relative(
    "relative_error",
    "You compare the sizes of a and b, without their signs. Take the difference first, then its size.",
)
def relative_error_difference_of_sizes(a, b):
    return np.max(np.abs(np.abs(a) - np.abs(b)) / (np.abs(a) + np.abs(b)))


@relative(
    "relative_error",
    "Neither the difference nor the sum is made a size: signs stay in both. Take sizes above and below.",
)
def relative_error_without_sizes(a, b):
    return np.max(np.subtract(a, b) / np.add(a, b))


@relative(
    "relative_error",
    "You take the root of the mean of the squared errors. One wrong slope must not be averaged away: take the "
    "largest.",
)
def relative_error_root_mean_square(a, b):
    errors = np.abs(np.subtract(a, b)) / (np.abs(a) + np.abs(b))
    return np.sqrt(np.mean(errors**2))


@relative(
    "relative_error",
    "You take the median of the errors, and a single wrong slope does not show in it. Take the largest.",
)
def relative_error_median(a, b):
    return np.median(np.abs(np.subtract(a, b)) / (np.abs(a) + np.abs(b)))


@relative(
    "relative_error",
    "1 is added to the denominator. Small slopes are hardly compared then: below stands the sum of the sizes.",
)
def relative_error_one_added_below(a, b):
    return _largest(a, b, np.abs(a) + np.abs(b) + 1)


@relative(
    "relative_error",
    "Brackets are missing below: you divide by |a| alone, then add |b|. Divide by the sum of both sizes.",
)
def relative_error_brackets_missing(a, b):
    return np.max(np.abs(np.subtract(a, b)) / np.abs(a) + np.abs(b))


@relative(
    "relative_error",
    "The largest difference is divided by the mean of the sizes. Divide element by element first, then take the "
    "largest.",
)
def relative_error_largest_over_mean(a, b):
    return np.max(np.abs(np.subtract(a, b))) / np.mean(np.abs(a) + np.abs(b))


# --- forward ---


def _pass(params, X, hidden=relu, output=sigmoid):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = hidden(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": output(Z2)}


@relative(
    "forward",
    "Your hidden layer has the GELU. Here a ReLU is asked for.",
)
def forward_gelu_in_hidden(params, X):
    return _pass(params, X, hidden=gelu)


@relative(
    "forward",
    "Your hidden units leak: 0.01 times a negative number passes. Here the plain ReLU is asked for.",
)
def forward_leaky_hidden(params, X):
    return _pass(params, X, hidden=lambda z: np.where(z > 0, z, 0.01 * z))


@relative(
    "forward",
    "Your hidden layer has a softplus, log(1 + exp(z)). Here a ReLU is asked for.",
)
def forward_softplus_in_hidden(params, X):
    return _pass(params, X, hidden=lambda z: np.logaddexp(0, z))


@relative(
    "forward",
    "Your hidden layer has an ELU: negative numbers become exp(z) - 1. A ReLU makes them 0.",
)
def forward_elu_in_hidden(params, X):
    return _pass(params, X, hidden=lambda z: np.where(z > 0, z, np.expm1(z)))


@relative(
    "forward",
    "Your hidden layer has the swish, z times the sigmoid of z. Here a ReLU is asked for.",
)
def forward_swish_in_hidden(params, X):
    return _pass(params, X, hidden=lambda z: z * sigmoid(z))


@relative(
    "forward",
    "Each row of A1 is a softmax. The hidden layer's activation is the ReLU, element by element.",
)
def forward_softmax_in_hidden(params, X):
    return _pass(params, X, hidden=lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


@relative(
    "forward",
    "P is the softmax over the batch: all samples together add up to 1. Each sample needs a probability of its own.",
)
def forward_softmax_over_the_batch(params, X):
    return _pass(params, X, output=lambda z: np.exp(z) / np.exp(z).sum())


@relative(
    "forward",
    "P is the tanh of Z2, moved to the range from 0 to 1. That is the sigmoid of twice Z2: take that of Z2.",
)
def forward_tanh_moved_up(params, X):
    return _pass(params, X, output=lambda z: (np.tanh(z) + 1) / 2)


@relative(
    "forward",
    "P is the hard sigmoid, a straight line cut at 0 and 1. The smooth sigmoid is asked for.",
)
def forward_hard_sigmoid(params, X):
    return _pass(params, X, output=lambda z: np.clip(0.2 * z + 0.5, 0, 1))


@relative(
    "forward",
    "P is the odds, exp(Z2), and no probability yet. Take the sigmoid of Z2.",
)
def forward_odds(params, X):
    return _pass(params, X, output=np.exp)


@relative(
    "forward",
    "b1 is added after the ReLU. It belongs to Z1, before the ReLU.",
)
def forward_hidden_bias_after_relu(params, X):
    Z1 = X @ params["W1"]
    A1 = relu(Z1) + params["b1"]
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@relative(
    "forward",
    "Z2 takes the mean over the hidden units. It needs their weighted sum.",
)
def forward_mean_over_hidden_units(params, X):
    return _pass(params | {"W2": params["W2"] / len(params["W2"])}, X)


@relative(
    "forward",
    "A1 is right, but Z1 in your cache lacks b1. Keep the whole sum there, with the bias.",
)
def forward_z1_without_bias_in_the_cache(params, X):
    cache = _pass(params, X)
    return cache | {"Z1": X @ params["W1"]}


@relative(
    "forward",
    "Z1 and Z2 in your cache hold what comes out of the activations. Keep there what goes in.",
)
def forward_cache_holds_activations(params, X):
    cache = _pass(params, X)
    return cache | {"Z1": cache["A1"], "Z2": cache["P"]}


@relative(
    "forward",
    "Z2 and P have changed places in your cache. Z2 is what goes into the sigmoid, P what comes out.",
)
def forward_z2_and_p_swapped(params, X):
    cache = _pass(params, X)
    return cache | {"Z2": cache["P"], "P": cache["Z2"]}


# --- backward ---


def _back(params, cache, X, y, output=None, hidden=None, n=None):
    """The way back, with another error at the output, another way through the ReLU, or another n."""
    dZ2 = cache["P"] - y if output is None else output(cache["P"], y)
    dZ2 = dZ2 / (len(X) if n is None else n)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0) if hidden is None else hidden(dA1, cache)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@relative(
    "backward",
    "A1 · (1 - A1) is the slope of a sigmoid. The hidden layer is a ReLU: take the slope of that.",
)
def backward_sigmoid_slope_of_a1(params, cache, X, y):
    return _back(params, cache, X, y, hidden=lambda dA1, c: dA1 * c["A1"] * (1 - c["A1"]))


@relative(
    "backward",
    "1 - A1² is the slope of a tanh. The hidden layer is a ReLU: take the slope of that.",
)
def backward_tanh_slope_of_a1(params, cache, X, y):
    return _back(params, cache, X, y, hidden=lambda dA1, c: dA1 * (1 - c["A1"] ** 2))


@relative(
    "backward",
    "On the way to layer 1 you multiply by the slope of the sigmoid at Z1. The hidden layer is a ReLU: take the "
    "slope of that.",
)
def backward_sigmoid_slope_of_z1(params, cache, X, y):
    return _back(
        params,
        cache,
        X,
        y,
        hidden=lambda dA1, c: dA1 * sigmoid(c["Z1"]) * (1 - sigmoid(c["Z1"])),
    )


@relative(
    "backward",
    "On the way to layer 1 you multiply by the slope of the tanh at Z1. The hidden layer is a ReLU: take the "
    "slope of that.",
)
def backward_tanh_slope_of_z1(params, cache, X, y):
    return _back(params, cache, X, y, hidden=lambda dA1, c: dA1 * (1 - np.tanh(c["Z1"]) ** 2))


@relative(
    "backward",
    "Units that were off pass 0.01 of the gradient: that is the leaky ReLU. A unit that was off passes nothing.",
)
def backward_leaky_slope(params, cache, X, y):
    return _back(params, cache, X, y, hidden=lambda dA1, c: dA1 * np.where(c["Z1"] > 0, 1, 0.01))


@relative(
    "backward",
    "This is the gradient of the squared error, with the slope of the sigmoid in it, and the sign is turned. For "
    "cross-entropy the error at Z2 is P - y.",
)
def backward_squared_error_uphill(params, cache, X, y):
    return _back(params, cache, X, y, output=lambda P, y: 2 * (y - P) * P * (1 - P))


@relative(
    "backward",
    "The slope of the sigmoid is there once too often, the sign is turned, and the mean is missing. With this loss "
    "the slope cancels, and P - y is left.",
)
def backward_extra_slope_uphill_no_mean(params, cache, X, y):
    return _back(params, cache, X, y, output=lambda P, y: (y - P) * P * (1 - P), n=1)


@relative(
    "backward",
    "You start with the slope of the loss by P. The sigmoid lies between P and Z2: its slope has to multiply.",
)
def backward_without_the_sigmoid(params, cache, X, y):
    return _back(params, cache, X, y, output=lambda P, y: (1 - y) / (1 - P) - y / P)


@relative(
    "backward",
    "Only samples of class 1 send an error back. Those of class 0 have their part of the loss as well.",
)
def backward_class_one_alone(params, cache, X, y):
    return _back(params, cache, X, y, output=lambda P, y: y * (P - 1))


@relative(
    "backward",
    "The gradients of the weights are n times too large, those of the biases are right. The mean over the samples "
    "is for both.",
)
def backward_mean_for_biases_alone(params, cache, X, y):
    once, summed = _back(params, cache, X, y), _back(params, cache, X, y, n=1)
    return once | {k: summed[k] for k in ("W1", "W2")}


@relative(
    "backward",
    "The gradients of the biases are n times too large, those of the weights are right. The mean over the samples "
    "is for both.",
)
def backward_mean_for_weights_alone(params, cache, X, y):
    once, summed = _back(params, cache, X, y), _back(params, cache, X, y, n=1)
    return once | {k: summed[k] for k in ("b1", "b2")}


@relative(
    "backward",
    "Layer 1 is right, but the gradients of layer 2 are n times too large. The mean over the samples is missing "
    "there.",
)
def backward_no_mean_layer_2(params, cache, X, y):
    once, summed = _back(params, cache, X, y), _back(params, cache, X, y, n=1)
    return once | {k: summed[k] for k in ("W2", "b2")}


@relative(
    "backward",
    "Layer 1 is right, but layer 2 is divided by n twice. Divide once.",
)
def backward_mean_twice_layer_2(params, cache, X, y):
    grads = _back(params, cache, X, y)
    return grads | {k: grads[k] / len(X) for k in ("W2", "b2")}


@relative(
    "backward",
    "All gradients are divided by n twice. Divide once, at the start or at the end.",
)
def backward_mean_twice(params, cache, X, y):
    return _back(params, cache, X, y, n=len(X) ** 2)


@relative(
    "backward",
    "The gradients of the weights are divided by n twice, those of the biases once. Divide once.",
)
def backward_mean_twice_for_weights(params, cache, X, y):
    grads = _back(params, cache, X, y)
    return grads | {k: grads[k] / len(X) for k in ("W1", "W2")}


@relative(
    "backward",
    "You average the inputs and the errors apart and multiply the means. Multiply sample by sample, then add up.",
)
def backward_product_of_means(params, cache, X, y):
    dZ2 = cache["P"] - y
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {
        "W1": np.outer(X.mean(axis=0), dZ1.mean(axis=0)),
        "b1": dZ1.mean(axis=0),
        "W2": np.outer(cache["A1"].mean(axis=0), dZ2.mean(axis=0)),
        "b2": dZ2.mean(axis=0),
    }


@relative(
    "backward",
    "The bias gradients are tables with a row for each sample. Add up over the samples, so that each bias has one "
    "number.",
)
def backward_biases_not_summed(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return _back(params, cache, X, y) | {"b1": dZ1, "b2": dZ2}


@relative(
    "backward",
    "The keys are dW1, db1, dW2 and db2. Each gradient should have the name of its parameter: W1, b1, W2, b2.",
)
def backward_keys_with_d(params, cache, X, y):
    return {f"d{k}": g for k, g in _back(params, cache, X, y).items()}


@relative(
    "backward",
    "You take y from the logit Z2. The error at Z2 is made with the probability P.",
)
def backward_logit_for_probability(params, cache, X, y):
    return _back(params, cache, X, y, output=lambda P, y: cache["Z2"] - y)


@relative(
    "backward",
    "On the way to layer 1 a sample passes where Z2 is above 0. What counts is where Z1 is: whether the hidden unit "
    "was on.",
)
def backward_mask_of_z2(params, cache, X, y):
    return _back(params, cache, X, y, hidden=lambda dA1, c: dA1 * (c["Z2"] > 0))


@relative(
    "backward",
    "On the way to layer 1 you multiply by Z1 itself. The chain rule asks for the slope of the ReLU there.",
)
def backward_times_z1(params, cache, X, y):
    return _back(params, cache, X, y, hidden=lambda dA1, c: dA1 * c["Z1"])


@relative(
    "backward",
    "All hidden units get the same bias gradient, the sum over everything. Add up over the samples alone: each unit "
    "has its own bias.",
)
def backward_one_sum_for_all_biases(params, cache, X, y):
    grads = _back(params, cache, X, y)
    return grads | {"b1": np.full_like(grads["b1"], grads["b1"].sum())}


@relative(
    "backward",
    "The bias gradients have a number for each sample: you add up over the units. Add up over the samples.",
)
def backward_biases_summed_over_units(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return _back(params, cache, X, y) | {"b1": dZ1.sum(axis=1), "b2": dZ2.sum(axis=1)}
