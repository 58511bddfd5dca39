"""Known wrong answers: backpropagation."""

import numpy as np

from autograder.course import misconception
from dlref.activations import relu, sigmoid
from dlref.backprop import backward, forward, init_params

# --- chain_rule ---


@misconception(
    "chain_rule/no-inner",
    "You took the slope of the outside; the inside, x², has a slope of its own, and it multiplies.",
)
def chain_rule_no_inner(x):
    """cos(x²): the inner slope is missing."""
    return np.cos(x**2)


@misconception(
    "chain_rule/cos-of-2x",
    "The slope of the inside went into the cosine. The cosine is taken at x² itself, and that "
    "slope stands in front of it.",
)
def chain_rule_cos_of_2x(x):
    """cos(2x): the inner slope is put inside."""
    return np.cos(2 * x)


@misconception(
    "chain_rule/inner-twice",
    "Your inner slope stands in front, as it should, but in the cosine as well: the cosine is taken at "
    "x² itself.",
)
def chain_rule_inner_twice(x):
    """2x·cos(2x): the inner slope is put inside, too."""
    return 2 * x * np.cos(2 * x)


@misconception(
    "chain_rule/inner-without-x",
    "Your inner slope is 2 for every x; but a square gets steeper the further out you go.",
)
def chain_rule_inner_without_x(x):
    """2·cos(x²): the slope of x² is taken for 2."""
    return 2 * np.cos(x**2)


@misconception(
    "chain_rule/sign", "The sign is the wrong way round: which function is the slope of sin?"
)
def chain_rule_sign(x):
    """-2x·cos(x²)."""
    return -2 * x * np.cos(x**2)


@misconception(
    "chain_rule/sin-kept",
    "The inner slope is there, but the sine has stayed a sine: the outside needs its slope too.",
)
def chain_rule_sin_kept(x):
    """2x·sin(x²): the outside is not derived."""
    return 2 * x * np.sin(x**2)


@misconception(
    "chain_rule/integer-result",
    "For whole numbers your result loses its decimals. An array made like the argument holds "
    "whole numbers, too: make one of floats.",
)
def chain_rule_integer_result(x):
    """The result is put into an array of x's type."""
    result = np.zeros_like(x)
    result[...] = 2 * x * np.cos(x**2)
    return result


# --- numerical_gradient ---


def _slopes(f, x, h, slope):
    """One slope for each element, from f a step above, at, and a step below."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = slope(f(x + step), f(x), f(x - step))
    return gradient


@misconception(
    "numerical_gradient/forward-difference",
    "You measure at x and above it. The central difference measures above and below, and comes "
    "much closer.",
)
def numerical_gradient_forward_difference(f, x, h=1e-5):
    """(f(x + h) - f(x))/h."""
    return _slopes(f, x, h, lambda above, here, below: (above - here) / h)


@misconception(
    "numerical_gradient/h-not-doubled",
    "Your slopes are twice too large: how far apart are the two points at which you measure?",
)
def numerical_gradient_h_not_doubled(f, x, h=1e-5):
    """(f(x + h) - f(x - h))/h."""
    return _slopes(f, x, h, lambda above, here, below: (above - below) / h)


@misconception(
    "numerical_gradient/precedence",
    "Brackets are missing below the fraction line. Python divides by 2 first, then multiplies by "
    "h.",
)
def numerical_gradient_precedence(f, x, h=1e-5):
    """(f(x + h) - f(x - h))/2*h."""
    return _slopes(f, x, h, lambda above, here, below: (above - below) / 2 * h)


@misconception(
    "numerical_gradient/x-not-restored",
    "x is not the same afterwards: put an element's old value back before you go on to the next.",
)
def numerical_gradient_x_not_restored(f, x, h=1e-5):
    """x is left shifted by -h."""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        gradient[i] = (above - f(x)) / (2 * h)
    return gradient


@misconception(
    "numerical_gradient/no-copy",
    "All your slopes are 0: both calls of f see the same numbers. Is the shift made in the very array that "
    "f gets? `up = x` makes no copy: it is a second name for the same array.",
)
def numerical_gradient_no_copy(f, x, h=1e-5):
    """Both sides are x itself under other names."""
    return _slopes(f, x, h, lambda above, here, below: (here - here) / (2 * h))


@misconception(
    "numerical_gradient/all-at-once",
    "You shift all elements together: to know what one element does, leave the others where they "
    "are.",
)
def numerical_gradient_all_at_once(f, x, h=1e-5):
    """Every element is shifted at once, and gets the same slope."""
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@misconception(
    "numerical_gradient/integer-grad",
    "Your slopes have lost their decimals: the array that you fill holds whole numbers, so make one "
    "of floats.",
)
def numerical_gradient_integer_grad(f, x, h=1e-5):
    """The slopes are put into an array of integers."""
    gradient = np.full(x.shape, 0)
    gradient[...] = _slopes(f, x, h, lambda above, here, below: (above - below) / (2 * h))
    return gradient


# --- relative_error ---


@misconception(
    "relative_error/absolute",
    "This is the plain difference: measure it against the size of the two slopes.",
)
def relative_error_absolute(a, b):
    """max |a - b|."""
    return np.max(np.abs(a - b))


@misconception(
    "relative_error/division-by-zero",
    "Where both slopes are 0 (or nearly) you divide by next to nothing: the denominator needs a "
    "floor.",
)
def relative_error_division_by_zero(a, b):
    """No floor in the denominator."""
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))


@misconception(
    "relative_error/no-max",
    "Yours is one error for each element. One number is wanted for all of them: the largest.",
)
def relative_error_no_max(a, b):
    """The errors element by element."""
    return np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))


@misconception(
    "relative_error/mean",
    "You average over the elements, so one wrong slope is lost among many right ones. Which one "
    "number would show it?",
)
def relative_error_mean(a, b):
    """The mean in place of the maximum."""
    return np.mean(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


@misconception(
    "relative_error/abs-of-sum",
    "Slopes of opposite sign cancel in your denominator: take the two sizes first, then add them.",
)
def relative_error_abs_of_sum(a, b):
    """|a + b| in the denominator."""
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a + b)))


# --- init_params ---


@misconception(
    "init_params/zeros",
    "All weights are 0, so all hidden units are alike and will learn the same: start them from random "
    "numbers.",
)
def init_params_zeros(n_features, n_hidden, rng):
    """All weights are 0."""
    return {k: np.zeros_like(v) for k, v in init_params(n_features, n_hidden, rng).items()}


@misconception(
    "init_params/constant",
    "All weights are equal, so the hidden units are clones and stay clones: each weight needs a random "
    "number of its own.",
    covers=("init_params/zeros",),
)
def init_params_constant(n_features, n_hidden, rng):
    """All weights are 0.5."""
    params = init_params_zeros(n_features, n_hidden, rng)
    return params | {k: np.full_like(params[k], 0.5) for k in ("W1", "W2")}


@misconception(
    "init_params/too-large",
    "Weights of this size push the sigmoid to 0 or 1 before anything is learned. Scale them down:"
    " the more inputs a layer has, the smaller they should be.",
    covers=("init_params/constant",),
)
def init_params_too_large(n_features, n_hidden, rng):
    """Weights ten times too large."""
    return {k: 10 * v for k, v in init_params(n_features, n_hidden, rng).items()}


@misconception(
    "init_params/all-positive",
    "All your weights are positive, so every gene pushes every unit the same way. Use random "
    "numbers around 0.",
    covers=("init_params/constant",),
)
def init_params_all_positive(n_features, n_hidden, rng):
    """rng.random: numbers from 0 to 1, scaled."""
    return {
        "W1": rng.random((n_features, n_hidden)) * np.sqrt(2 / n_features),
        "b1": np.zeros(n_hidden),
        "W2": rng.random((n_hidden, 1)) * np.sqrt(2 / n_hidden),
        "b2": np.zeros(1),
    }


@misconception(
    "init_params/transposed",
    "The weights lie on their side: rows are what comes in, columns are the units, so W1 is "
    "(n_features, n_hidden) and W2 is (n_hidden, 1).",
)
def init_params_transposed(n_features, n_hidden, rng):
    """W1 is (h, d) and W2 is (1, h)."""
    return {k: v.T for k, v in init_params(n_features, n_hidden, rng).items()}


@misconception(
    "init_params/own-seed",
    "You get the same network whatever rng is handed in: draw from that rng, and don't make one of "
    "your own.",
    covers=(
        "init_params/zeros",
        "init_params/constant",
    ),
)
def init_params_own_seed(n_features, n_hidden, rng):
    """A generator of its own, with a fixed seed."""
    return init_params(n_features, n_hidden, np.random.default_rng(0))


# --- forward ---


@misconception(
    "forward/no-hidden-activation",
    "The hidden layer is linear: without an activation, two layers can do no more than one. Where is "
    "the ReLU?",
)
def forward_no_hidden_activation(params, X):
    """A1 = Z1."""
    Z1 = X @ params["W1"] + params["b1"]
    Z2 = Z1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": Z1, "Z2": Z2, "P": sigmoid(Z2)}


@misconception(
    "forward/sigmoid-in-hidden",
    "Your A1 has gone through a sigmoid. The hidden layer's activation is the ReLU: the sigmoid "
    "is for the output.",
)
def forward_sigmoid_in_hidden(params, X):
    """A1 = sigmoid(Z1)."""
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@misconception(
    "forward/z1-into-layer-2",
    "You compute A1 well, but layer 2 is fed with Z1: what comes out of the activation goes on to the "
    "next layer.",
)
def forward_z1_into_layer_2(params, X):
    """A1 is computed, and Z1 passed on."""
    Z1 = X @ params["W1"] + params["b1"]
    Z2 = Z1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": relu(Z1), "Z2": Z2, "P": sigmoid(Z2)}


@misconception(
    "forward/no-output-sigmoid",
    "P is the same as Z2, so it is no probability yet. One activation is missing, the one at the "
    "output.",
)
def forward_no_output_sigmoid(params, X):
    """P = Z2."""
    cache = forward(params, X)
    return cache | {"P": cache["Z2"]}


@misconception("forward/no-b2", "The output unit has a bias too: b2 is missing from Z2.")
def forward_no_b2(params, X):
    """b2 is forgotten."""
    cache = forward(params, X)
    Z2 = cache["A1"] @ params["W2"]
    return cache | {"Z2": Z2, "P": sigmoid(Z2)}


@misconception(
    "forward/cache-swapped",
    "Z1 and A1 have changed places in your cache: Z1 is before the ReLU, A1 after it.",
)
def forward_cache_swapped(params, X):
    """A1 is stored as Z1, and Z1 as A1."""
    cache = forward(params, X)
    return cache | {"Z1": cache["A1"], "A1": cache["Z1"]}


@misconception(
    "forward/thresholded",
    "P is already a decision, 0 or 1. Keep the probability: the loss and the gradient need it.",
)
def forward_thresholded(params, X):
    """P is cut to 0 or 1."""
    cache = forward(params, X)
    return cache | {"P": (cache["P"] > 0.5).astype(float)}


@misconception(
    "forward/relu-in-place",
    "Your ReLU has overwritten Z1: A1 and Z1 are one and the same array, so give A1 an array of its "
    "own.",
)
def forward_relu_in_place(params, X):
    """The ReLU works on Z1 itself."""
    cache = forward(params, X)
    return cache | {"Z1": cache["A1"]}


# --- backward ---


def _backward(
    params,
    cache,
    X,
    y,
    *,
    output=lambda P, y: (P - y) / len(y),
    hidden=lambda dA1, cache: dA1 * (cache["Z1"] > 0),
):
    """The right walk back, but for the error at the output or the way through the ReLU."""
    dZ2 = output(cache["P"], y)
    dZ1 = hidden(dZ2 @ params["W2"].T, cache)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


def _scaled(grads, names, factor):
    return {k: g * factor if k in names else g for k, g in grads.items()}


_LAYER_1, _LAYER_2, _BIASES = ("W1", "b1"), ("W2", "b2"), ("b1", "b2")


@misconception(
    "backward/no-mean",
    "All your gradients are n times too large: the loss is a mean over the n samples, so somewhere you "
    "divide by n.",
)
def backward_no_mean(params, cache, X, y):
    """1/n is missing everywhere."""
    return _backward(params, cache, X, y, output=lambda P, y: P - y)


@misconception(
    "backward/no-mean-layer-1",
    "Layer 2 is right, but the gradients of layer 1 are n times too large: the division by n has not "
    "reached them.",
)
def backward_no_mean_layer_1(params, cache, X, y):
    """1/n is missing in layer 1."""
    return _scaled(backward(params, cache, X, y), _LAYER_1, len(X))


@misconception(
    "backward/mean-twice-layer-1",
    "Layer 1 is divided by n twice: what comes back from layer 2 has been divided already.",
)
def backward_mean_twice_layer_1(params, cache, X, y):
    """1/n is there twice in layer 1."""
    return _scaled(backward(params, cache, X, y), _LAYER_1, 1 / len(X))


@misconception(
    "backward/divides-by-features",
    "You divide by the number of features (columns of X): the mean is over the samples, which are its "
    "rows.",
)
def backward_divides_by_features(params, cache, X, y):
    """Divided by X.shape[1]."""
    return _backward(params, cache, X, y, output=lambda P, y: (P - y) / X.shape[1])


@misconception(
    "backward/sign",
    "All your gradients have the wrong sign, so each step would climb. Look at the error at the "
    "output, prediction against label.",
)
def backward_sign(params, cache, X, y):
    """y - P."""
    return _backward(params, cache, X, y, output=lambda P, y: (y - P) / len(y))


@misconception(
    "backward/sign-layer-2-only",
    "Layer 1 is right, but W2 and b2 have the wrong sign: use the same output error for both layers.",
)
def backward_sign_layer_2_only(params, cache, X, y):
    """W2 and b2 have the wrong sign."""
    return _scaled(backward(params, cache, X, y), _LAYER_2, -1)


@misconception(
    "backward/sign-layer-1-only",
    "Layer 2 is right, but W1 and b1 have the wrong sign: no minus belongs on the way back through W2.",
)
def backward_sign_layer_1_only(params, cache, X, y):
    """W1 and b1 have the wrong sign."""
    return _scaled(backward(params, cache, X, y), _LAYER_1, -1)


@misconception(
    "backward/mask-from-gradient",
    "You let through the gradients that are positive: what counts is whether the unit was on in the "
    "forward pass.",
)
def backward_mask_from_gradient(params, cache, X, y):
    """The mask is where the incoming gradient is positive."""
    return _backward(params, cache, X, y, hidden=lambda dA1, cache: dA1 * (dA1 > 0))


@misconception(
    "backward/no-relu-derivative",
    "Units that were off get blamed too: on its way to layer 1 the gradient must pass the slope of the "
    "ReLU.",
)
def backward_no_relu_derivative(params, cache, X, y):
    """The slope of the ReLU is missing."""
    return _backward(params, cache, X, y, hidden=lambda dA1, cache: dA1)


@misconception(
    "backward/w1-from-da1",
    "b1 is right, but W1 lacks the slope of the ReLU: it is made with dA1, and dZ1 is wanted.",
)
def backward_w1_from_da1(params, cache, X, y):
    """dW1 is made with dA1."""
    unmasked = _backward(params, cache, X, y, hidden=lambda dA1, cache: dA1)
    return _backward(params, cache, X, y) | {"W1": unmasked["W1"]}


@misconception(
    "backward/activation-for-derivative",
    "You multiply by A1, the value of the ReLU: the chain rule asks for its slope.",
)
def backward_activation_for_derivative(params, cache, X, y):
    """A1 stands in for the slope of the ReLU."""
    return _backward(params, cache, X, y, hidden=lambda dA1, cache: dA1 * cache["A1"])


@misconception(
    "backward/extra-sigmoid-derivative",
    "The slope of the sigmoid, P(1 - P), is there once too often: together with this loss it cancels.",
)
def backward_extra_sigmoid_derivative(params, cache, X, y):
    """(P - y)·P·(1 - P)."""
    return _backward(params, cache, X, y, output=lambda P, y: (P - y) * P * (1 - P) / len(y))


@misconception(
    "backward/factor-two",
    "All your gradients are twice too large: a factor 2 belongs to the squared error, not to "
    "cross-entropy.",
)
def backward_factor_two(params, cache, X, y):
    """2·(P - y)."""
    return _backward(params, cache, X, y, output=lambda P, y: 2 * (P - y) / len(y))


@misconception(
    "backward/dw2-for-w2",
    "On the way back to layer 1 you go through dW2: the signal went forward through the weights W2, and "
    "it goes back through the same.",
)
def backward_dw2_for_w2(params, cache, X, y):
    """Goes back through dW2."""
    dW2 = backward(params, cache, X, y)["W2"]
    return backward(params | {"W2": dW2}, cache, X, y)


@misconception(
    "backward/z1-for-dw2",
    "dW2 is made with Z1: layer 2 was fed with something else, and its gradient needs what it was fed "
    "with.",
)
def backward_z1_for_dw2(params, cache, X, y):
    """dW2 from Z1 in place of A1."""
    grads = backward(params, cache, X, y)
    return grads | {"W2": cache["Z1"].T @ (cache["P"] - y) / len(X)}


@misconception(
    "backward/bias-mean-twice",
    "The bias gradients are n times too small. dZ has been divided by n already: add up over the "
    "samples, without a mean.",
)
def backward_bias_mean_twice(params, cache, X, y):
    """A mean for the biases, though dZ is divided by n."""
    return _scaled(backward(params, cache, X, y), _BIASES, 1 / len(X))


@misconception(
    "backward/bias-keepdims",
    "The bias gradients have an axis too many: b1 is (h,), so its gradient is (h,) and not (1, h). Look "
    "at keepdims.",
)
def backward_bias_keepdims(params, cache, X, y):
    """Biases of shape (1, h) and (1, 1)."""
    grads = backward(params, cache, X, y)
    return grads | {k: grads[k][np.newaxis] for k in _BIASES}


@misconception(
    "backward/bias-zero",
    "The bias gradients are all 0, so the biases would never learn: they too get their share of the "
    "blame.",
)
def backward_bias_zero(params, cache, X, y):
    """The bias gradients stay at 0."""
    return _scaled(backward(params, cache, X, y), _BIASES, 0)


@misconception(
    "backward/updates-params",
    "Your gradients are right, but params have changed: backward only works out the slope, the step is "
    "taken elsewhere.",
)
def backward_updates_params(params, cache, X, y):
    """Takes a gradient step on params as well."""
    grads = backward(params, cache, X, y)
    for k, g in grads.items():
        params[k] -= 0.1 * g
    return grads
