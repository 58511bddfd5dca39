"""Wrong answers that no misconception was written for: backprop."""

import numpy as np

from autograder.course import held_out
from dlref.activations import relu, relu_grad, sigmoid

# --- chain_rule ---


@held_out(
    "chain_rule",
    kind="the outer slope is taken at x, not at x²: the slopes of both functions at x are multiplied",
    source="courses.fera.academy, chain rule, question 20",
)
def chain_rule_outer_slope_at_x(x):
    outer_derivative = np.cos(x)
    inner_derivative = 2 * x
    return outer_derivative * inner_derivative


@held_out(
    "chain_rule",
    kind="sin(x)² is derived in place of sin(x²)",
    source="jiskha.com, question 1268448757",
)
def chain_rule_of_the_squared_sine(x):
    return 2 * np.sin(x) * np.cos(x)


@held_out(
    "chain_rule",
    kind="sin(x²) is read as sin(x)², and of that the power rule alone is applied: 2·sin(x)",
    source="math.stackexchange.com, question 3002408",
)
def chain_rule_power_rule_alone(x):
    s = np.sin(x)
    return 2 * s


@held_out("chain_rule", kind="the inner slope is added, not multiplied", source="written")
def chain_rule_slopes_added(x):
    return np.cos(x**2) + 2 * x


@held_out(
    "chain_rule",
    kind="the bracket closes too early: the cosine is squared, not x",
    source="written",
)
def chain_rule_cosine_squared(x):
    return 2 * x * (np.cos(x)) ** 2


@held_out(
    "chain_rule",
    kind="the product rule is applied, as if it were sin(x) times x²",
    source="written",
)
def chain_rule_product_rule(x):
    u, v = np.sin(x), x**2
    du, dv = np.cos(x), 2 * x
    return du * v + u * dv


@held_out("chain_rule", kind="the slope of x² is taken to be x: its 2 is missing", source="written")
def chain_rule_inner_without_two(x):
    inner = x * x
    return x * np.cos(inner)


@held_out("chain_rule", kind="the slope of x² is taken to be x²", source="written")
def chain_rule_inner_kept(x):
    return x**2 * np.cos(x**2)


@held_out("chain_rule", kind="x² is taken for degrees on the way to the cosine", source="written")
def chain_rule_in_degrees(x):
    angle = np.deg2rad(np.square(x))
    return np.cos(angle) * 2 * x


# --- numerical_gradient ---


@held_out(
    "numerical_gradient",
    kind="h is fixed at 1e-4 in the function, whatever is handed in",
    source="github.com/itsmedachan/deep-learning-from-zero, Chapter4LearningWithNeuralNetwork/4-4-0Gradient.py",
)
def numerical_gradient_own_h(f, x, h=1e-5):
    h = 1e-4
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        idx = it.multi_index
        old = x[idx]
        x[idx] = old + h
        fxh1 = f(x)
        x[idx] = old - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = old
        it.iternext()
    return grad


@held_out(
    "numerical_gradient",
    kind="the loop goes over the first axis alone, so that whole rows are moved at once",
    source="github.com/cxw745/AI_SYSU_2023, lab6/gradient.py",
)
def numerical_gradient_rows(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for i in range(len(x)):
        plus, minus = x.copy(), x.copy()
        plus[i] += h
        minus[i] -= h
        grad[i] = (f(plus) - f(minus)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the step back is h, not 2h: the lower point is x itself, while 2h stands below",
    source="written",
)
def numerical_gradient_one_step_back(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        point = x.copy()
        point[idx] += h
        up = f(point)
        point[idx] -= h
        down = f(point)
        grad[idx] = (up - down) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="both copies are made before the loop: entries that were moved earlier stay moved",
    source="written",
)
def numerical_gradient_copy_outside_the_loop(f, x, h=1e-5):
    plus = x.copy()
    minus = x.copy()
    grad = np.zeros_like(x)
    for idx in np.ndindex(x.shape):
        plus[idx] = x[idx] + h
        minus[idx] = x[idx] - h
        grad[idx] = (f(plus) - f(minus)) / (2 * h)
    return grad


@held_out("numerical_gradient", kind="the two values are added, not subtracted", source="written")
def numerical_gradient_values_added(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[idx] = h
        grad[idx] = (f(x + step) + f(x - step)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the lower value comes first: f(x - h) - f(x + h)",
    source="written",
)
def numerical_gradient_lower_first(f, x, h=1e-5):
    grad = []
    for i in range(x.size):
        up, down = x.copy(), x.copy()
        up.flat[i] += h
        down.flat[i] -= h
        grad.append((f(down) - f(up)) / (2 * h))
    return np.array(grad).reshape(x.shape)


@held_out(
    "numerical_gradient",
    kind="each step is h times the entry itself, while 2h stands below",
    source="written",
)
def numerical_gradient_relative_step(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    for idx in np.ndindex(x.shape):
        plus, minus = x.copy(), x.copy()
        plus[idx] = x[idx] * (1 + h)
        minus[idx] = x[idx] * (1 - h)
        grad[idx] = (f(plus) - f(minus)) / (2 * h)
    return grad


@held_out(
    "numerical_gradient",
    kind="the second difference is taken: f(x + h) - 2·f(x) + f(x - h), over h²",
    source="written",
)
def numerical_gradient_second_difference(f, x, h=1e-5):
    grad = np.zeros(x.shape)
    fx = f(x)
    for idx in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[idx] = h
        grad[idx] = (f(x + step) - 2 * fx + f(x - step)) / h**2
    return grad


@held_out(
    "numerical_gradient",
    kind="the loop counts all entries, but x[i] is a whole row where x has more axes than one",
    source="github.com/tnqjae/DeepLearningFromScratch, Chapter4/GradientEx.py",
)
def numerical_gradient_counts_into_rows(f, x, h=1e-5):
    grad = np.zeros_like(x)
    for idx in range(x.size):
        tmp = np.copy(x[idx])
        x[idx] = tmp + h
        above = f(x)
        x[idx] = tmp - h
        below = f(x)
        grad[idx] = (above - below) / (2 * h)
        x[idx] = tmp
    return grad


@held_out(
    "numerical_gradient",
    kind="the slopes come as one flat vector: they are not shaped as x",
    source="written",
)
def numerical_gradient_flat(f, x, h=1e-5):
    slopes = np.zeros(x.size)
    for i in range(x.size):
        old = x.flat[i]
        x.flat[i] = old + h
        up = f(x)
        x.flat[i] = old - h
        down = f(x)
        x.flat[i] = old
        slopes[i] = (up - down) / (2 * h)
    return slopes


# --- relative_error ---


@held_out(
    "relative_error",
    kind="below stands the larger of |a| and |b|, not their sum",
    source="github.com/jcjohnson/torch-rnn, issue 13",
)
def relative_error_larger_below(a, b):
    below = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8)
    return np.max(np.abs(a - b) / below)


@held_out(
    "relative_error",
    kind="the norm of the difference over the sum of the norms: one ratio of the whole arrays",
    source="avishaan.com, gradient checking",
)
def relative_error_of_norms(a, b):
    numerator = np.linalg.norm(np.asarray(a) - np.asarray(b))
    denominator = np.linalg.norm(a) + np.linalg.norm(b)
    return numerator / max(1e-8, denominator)


@held_out(
    "relative_error",
    kind="all differences are added up, and divided by the sum of all sizes",
    source="github.com/apache/mxnet, issue 3997",
)
def relative_error_of_sums(a, b):
    diff = np.sum(np.abs(a - b))
    norm = np.sum(np.abs(a)) + np.sum(np.abs(b))
    if norm < 1e-8:
        norm = 1e-8
    return diff / norm


@held_out(
    "relative_error",
    kind="the difference is divided by one of the two alone",
    source="github.com/ericchansen/q2mm, pull request 248",
)
def relative_error_over_one(a, b):
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(b)))


@held_out(
    "relative_error",
    kind="the difference keeps its sign, and a bracket closes too late, so that only |b| is halved below",
    source="github.com/stan-dev/stan, issue 297",
)
def relative_error_signed_and_half_of_b(a, b):
    return np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b) / 2))


@held_out(
    "relative_error",
    kind="the fraction is upside down: the sizes are divided by the difference",
    source="github.com/pybrain/pybrain, issue 51",
)
def relative_error_upside_down(a, b):
    size = np.abs(a) + np.abs(b)
    return np.max(size / np.maximum(1e-8, np.abs(a - b)))


@held_out(
    "relative_error",
    kind="1e-8 is added below in every case, where it is a floor",
    source="written",
)
def relative_error_floor_added(a, b):
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8))


@held_out(
    "relative_error", kind="the errors of all entries come back: no maximum", source="written"
)
def relative_error_not_reduced(a, b):
    top = np.abs(a - b)
    bottom = np.maximum(1e-8, np.abs(a) + np.abs(b))
    return top / bottom


@held_out(
    "relative_error",
    kind="np.minimum for np.maximum: the floor becomes a ceiling",
    source="written",
)
def relative_error_ceiling(a, b):
    return np.max(np.abs(a - b) / np.minimum(1e-8, np.abs(a) + np.abs(b)))


# --- init_params ---


@held_out(
    "init_params",
    kind="b1 is as long as the number of inputs",
    source="github.com/JhonathanOrtiz/CS231N, cs231n/classifiers/fc_net.py",
)
def init_params_b1_of_inputs(n_features, n_hidden, rng):
    params = {}
    params["W1"] = 0.01 * rng.standard_normal((n_features, n_hidden))
    params["b1"] = np.zeros(n_features)
    params["W2"] = 0.01 * rng.standard_normal((n_hidden, 1))
    params["b2"] = np.zeros(1)
    return params


@held_out(
    "init_params",
    kind="b1 is as long as the output",
    source="github.com/SteveShengStar/Neural-Net-from-Scratch, cs231n/classifiers/neural_net.py, old version",
)
def init_params_b1_of_output(n_features, n_hidden, rng):
    output_size = 1
    std = 1e-2
    return {
        "W1": std * rng.standard_normal((n_features, n_hidden)),
        "b1": np.zeros(output_size),
        "W2": std * rng.standard_normal((n_hidden, output_size)),
        "b2": np.zeros(output_size),
    }


@held_out(
    "init_params",
    kind="the biases start at 1",
    source="github.com/Giang-Davy/holbertonschool-machine_learning, 10-neural_network.py",
)
def init_params_biases_of_one(n_features, n_hidden, rng):
    W1 = rng.standard_normal((n_features, n_hidden)) * np.sqrt(2 / n_features)
    W2 = rng.standard_normal((n_hidden, 1)) * np.sqrt(2 / n_hidden)
    return {"W1": W1, "b1": np.ones(n_hidden), "W2": W2, "b2": np.ones(1)}


@held_out(
    "init_params",
    kind="normal numbers are doubled and lowered by 1, as one does with numbers from 0 to 1",
    source="github.com/FabioMurgese/neural-network-from-scratch, neural_network.py, old version",
)
def init_params_lowered_normal(n_features, n_hidden, rng):
    def weights(*shape):
        return 0.01 * (2 * rng.normal(0, 1, shape) - 1)

    return {
        "W1": weights(n_features, n_hidden),
        "b1": np.zeros(n_hidden),
        "W2": weights(n_hidden, 1),
        "b2": np.zeros(1),
    }


@held_out(
    "init_params",
    kind="W1 has a single row, one weight for each unit",
    source="github.com/AlecoPB/holbertonschool-machine_learning, 8-neural_network.py, old version",
)
def init_params_one_row(n_features, n_hidden, rng):
    W1 = rng.normal(loc=0.0, scale=np.sqrt(2 / n_features), size=(1, n_hidden))
    W2 = rng.normal(loc=0.0, scale=np.sqrt(2 / n_hidden), size=(n_hidden, 1))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out(
    "init_params",
    kind="He's scale alone, with no random number: every weight is that scale",
    source="github.com/3lackrukh/atlas-machine_learning, 16-deep_neural_network.py, old version",
)
def init_params_scale_without_draw(n_features, n_hidden, rng):
    he1 = np.sqrt(2 / n_features)
    he2 = np.sqrt(2 / n_hidden)
    return {
        "W1": he1 * np.sqrt(2 / n_features),
        "b1": np.zeros(n_hidden),
        "W2": he2 * np.sqrt(2 / n_hidden),
        "b2": np.zeros(1),
    }


@held_out(
    "init_params",
    kind="W2 has a row for each input, where it needs one for each hidden unit",
    source="written",
)
def init_params_w2_of_inputs(n_features, n_hidden, rng):
    W1 = rng.standard_normal((n_features, n_hidden)) * np.sqrt(2.0 / n_features)
    W2 = rng.standard_normal((n_features, 1)) * np.sqrt(2.0 / n_features)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out("init_params", kind="the second layer's weights start at 0", source="written")
def init_params_w2_zero(n_features, n_hidden, rng):
    return {
        "W1": rng.standard_normal((n_features, n_hidden)) * np.sqrt(2 / n_features),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, 1)),
        "b2": np.zeros(1),
    }


@held_out(
    "init_params",
    kind="one column is drawn and repeated for all hidden units",
    source="written",
)
def init_params_one_column_repeated(n_features, n_hidden, rng):
    column = rng.standard_normal((n_features, 1)) * np.sqrt(2 / n_features)
    W1 = np.tile(column, (1, n_hidden))
    W2 = rng.standard_normal((n_hidden, 1)) * np.sqrt(2 / n_hidden)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}


@held_out(
    "init_params", kind="the weights are a hundred thousand times too small", source="written"
)
def init_params_tiny(n_features, n_hidden, rng):
    scale = 1e-5
    return {
        "W1": scale * rng.standard_normal((n_features, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": scale * rng.standard_normal((n_hidden, 1)),
        "b2": np.zeros(1),
    }


# --- forward ---


@held_out(
    "forward",
    kind="only the first bias of each layer is added, to all units",
    source="github.com/3lackrukh/atlas-machine_learning, 18-deep_neural_network.py",
)
def forward_first_bias_alone(params, X):
    Z1 = np.matmul(X, params["W1"]) + params["b1"][0]
    A1 = relu(Z1)
    Z2 = np.matmul(A1, params["W2"]) + params["b2"][0]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "forward",
    kind="the bias is added to every product before the sum, so it counts once for each input",
    source="github.com/CornishLeo/Neural-Networks-From-Scratch, mygrad/nn.py, old version",
)
def forward_bias_in_every_product(params, X):
    def layer(A, W, b):
        Z = np.zeros((len(A), W.shape[1]))
        for j in range(W.shape[1]):
            Z[:, j] = np.sum(A * W[:, j] + b[j], axis=1)
        return Z

    Z1 = layer(X, params["W1"], params["b1"])
    A1 = np.maximum(0, Z1)
    Z2 = layer(A1, params["W2"], params["b2"])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out(
    "forward",
    kind="the output layer, too, has a ReLU, before the sigmoid",
    source="github.com/OneRaynyDay/CS231n, assignment2/cs231n/classifiers/fc_net.py, old version",
)
def forward_relu_on_the_output(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = relu(A1 @ params["W2"] + params["b2"])
    P = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out(
    "forward",
    kind="the hidden layer has a tanh for its activation",
    source="stackoverflow.com, question 55858141",
)
def forward_tanh_hidden(params, X):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    Z1 = np.dot(X, W1) + b1
    A1 = np.tanh(Z1)
    Z2 = np.dot(A1, W2) + b2
    A2 = sigmoid(Z2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": A2}


@held_out(
    "forward",
    kind="X goes into the second layer again, in place of the first one's output",
    source="github.com/95ktsmith/holbertonschool-machine_learning, 2-forward_prop.py, old version",
)
def forward_inputs_into_both_layers(params, X):
    cache = {}
    for i in ("1", "2"):
        cache["Z" + i] = X @ params["W" + i] + params["b" + i]
        cache["A" + i] = relu(cache["Z" + i])
    cache["P"] = sigmoid(cache["Z2"])
    return cache


@held_out(
    "forward",
    kind="a softmax over the single output: every probability is 1",
    source="github.com/vllm-project/vllm, pull request 18313",
)
def forward_softmax_output(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    e = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    P = e / e.sum(axis=1, keepdims=True)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="the sigmoid is applied twice", source="written")
def forward_sigmoid_twice(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    A2 = sigmoid(Z2)
    P = sigmoid(A2)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="each bias is added after its layer's activation", source="written")
def forward_bias_after_activation(params, X):
    Z1 = X @ params["W1"]
    A1 = relu(Z1) + params["b1"]
    Z2 = A1 @ params["W2"]
    P = sigmoid(Z2) + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


@held_out("forward", kind="the first layer's bias is left out", source="written")
def forward_without_b1(params, X):
    hidden = X.dot(params["W1"])
    active = np.where(hidden > 0, hidden, 0)
    out = active.dot(params["W2"]) + params["b2"]
    return {"Z1": hidden, "A1": active, "Z2": out, "P": 1 / (1 + np.exp(-out))}


@held_out(
    "forward",
    kind="the ReLU is the wrong way round: it keeps the negative sums",
    source="written",
)
def forward_relu_of_negatives(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = np.where(Z1 < 0, Z1, 0)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": sigmoid(Z2)}


@held_out("forward", kind="P is flattened to (n,)", source="written")
def forward_flat_output(params, X):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = relu(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    P = sigmoid(Z2).ravel()
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}


# --- backward ---


@held_out(
    "backward",
    kind="the gradient of W2 is made with the output P, where A1 goes into that layer",
    source="stackoverflow.com, question 55858141",
)
def backward_output_for_dw2(params, cache, X, y):
    m = X.shape[0]
    dZ2 = cache["P"] - y
    dW2 = np.dot(cache["P"].T, dZ2) / m
    db2 = np.sum(dZ2, axis=0) / m
    dZ1 = np.dot(dZ2, params["W2"].T) * (cache["Z1"] > 0)
    dW1 = np.dot(X.T, dZ1) / m
    db1 = np.sum(dZ1, axis=0) / m
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="W2 takes its step before the error goes back through it",
    source="github.com/VikParuchuri/zero_to_gpt, issue 12",
)
def backward_through_stepped_w2(params, cache, X, y):
    W2 = params["W2"].copy()
    grad = (cache["P"] - y) / len(X)
    dW2 = cache["A1"].T @ grad
    db2 = grad.sum(axis=0)
    W2 -= 0.1 * dW2
    grad = grad @ W2.T
    grad = grad * (cache["Z1"] > 0)
    return {"W1": X.T @ grad, "b1": grad.sum(axis=0), "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="each layer is divided by the number of rows of its weights, where n samples are averaged",
    source='Stack Exchange, "Why can it be that my neural network is predicting the contrary?"',
)
def backward_divides_by_weight_rows(params, cache, X, y):
    dz = cache["P"] - y
    m = params["W2"].shape[0]
    dW2 = 1.0 / m * cache["A1"].T.dot(dz)
    db2 = 1.0 / m * np.sum(dz, axis=0)
    dz = dz.dot(params["W2"].T) * relu_grad(cache["Z1"])
    m = params["W1"].shape[0]
    dW1 = 1.0 / m * X.T.dot(dz)
    db1 = 1.0 / m * np.sum(dz, axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the layer's weights stand where its inputs belong in the gradient of the weights",
    source="stats.stackexchange.com, question 464262",
)
def backward_weights_for_inputs(params, cache, X, y):
    delta2 = (cache["P"] - y) / len(X)
    delta1 = delta2 @ params["W2"].T * (cache["Z1"] > 0)
    return {
        "W1": params["W1"] * delta1.sum(axis=0),
        "b1": delta1.sum(axis=0),
        "W2": params["W2"] * delta2.sum(axis=0),
        "b2": delta2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="the bias gradient is the sum of the weights' gradient over the inputs",
    source="github.com/ijelliti/Deeplearning.ai-Natural-Language-Processing-Specialization, issue 64",
)
def backward_bias_from_weight_gradient(params, cache, X, y):
    batch_size = len(X)
    l2 = cache["P"] - y
    l1 = np.dot(l2, params["W2"].T)
    l1[cache["Z1"] < 0] = 0
    grad_W1 = np.dot(X.T, l1) / batch_size
    grad_W2 = np.dot(cache["A1"].T, l2) / batch_size
    grad_b1 = np.sum(np.dot(X.T, l1) / batch_size, axis=0)
    grad_b2 = np.sum(np.dot(cache["A1"].T, l2) / batch_size, axis=0)
    return {"W1": grad_W1, "b1": grad_b1, "W2": grad_W2, "b2": grad_b2}


@held_out(
    "backward",
    kind="the biases' gradients are averaged over the samples, those of the weights are summed",
    source="github.com/deeplearningzerotoall/PyTorch, issue 40",
)
def backward_only_biases_averaged(params, cache, X, y):
    d_l2 = cache["P"] - y
    d_w2 = cache["A1"].T @ d_l2
    d_a1 = d_l2 @ params["W2"].T
    d_l1 = d_a1 * relu_grad(cache["Z1"])
    d_w1 = X.T @ d_l1
    return {"W1": d_w1, "b1": np.mean(d_l1, axis=0), "W2": d_w2, "b2": np.mean(d_l2, axis=0)}


@held_out(
    "backward",
    kind="the gradient of W1 is made with the output P, where X goes into that layer",
    source="github.com/jagrvargen/holbertonschool-machine_learning, 13-neural_network.py, old version",
)
def backward_output_for_dw1(params, cache, X, y):
    n = X.shape[0]
    dZ2 = cache["P"] - y
    dZ1 = (dZ2 @ params["W2"].T) * (cache["A1"] > 0)
    return {
        "W1": cache["P"].T @ dZ1 / n,
        "b1": dZ1.sum(axis=0) / n,
        "W2": cache["A1"].T @ dZ2 / n,
        "b2": dZ2.sum(axis=0) / n,
    }


@held_out(
    "backward",
    kind="the gradient of W2 is made with X, where A1 goes into that layer",
    source="github.com/Jabulani-N/atlas-machine_learning, 13-neural_network.py, old version",
)
def backward_inputs_for_dw2(params, cache, X, y):
    m = len(y)
    dz2 = cache["P"] - y
    dw2 = np.dot(X.T, dz2) / m
    db2 = np.sum(dz2, axis=0) / m
    dz1 = np.dot(dz2, params["W2"].T) * (cache["Z1"] > 0)
    dw1 = np.dot(X.T, dz1) / m
    db1 = np.sum(dz1, axis=0) / m
    return {"W1": dw1, "b1": db1, "W2": dw2, "b2": db2}


@held_out(
    "backward",
    kind="the bias gradients are summed over the units, not over the samples",
    source="github.com/TheAnkurGoswami/Neural-Networks-from-Scratch, neural_networks/nn.py, old version",
)
def backward_bias_over_units(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(y)
    dW2 = np.matmul(cache["A1"].T, dZ2)
    dB2 = np.sum(dZ2, axis=-1)
    dZ1 = np.matmul(dZ2, params["W2"].T) * relu_grad(cache["Z1"])
    dW1 = np.matmul(X.T, dZ1)
    dB1 = np.sum(dZ1, axis=-1)
    return {"W1": dW1, "b1": dB1, "W2": dW2, "b2": dB2}


@held_out(
    "backward",
    kind="the mean error of the batch stands for the error of each sample",
    source="github.com/vornao/neural-network-from-scratch, src/network.py, old version",
)
def backward_mean_error_for_all(params, cache, X, y):
    error = np.mean(cache["P"] - y)
    d2 = np.full_like(y, error) / len(y)
    d1 = (d2 @ params["W2"].T) * (cache["Z1"] > 0)
    return {"W1": X.T @ d1, "b1": d1.sum(0), "W2": cache["A1"].T @ d2, "b2": d2.sum(0)}


@held_out(
    "backward",
    kind="the error reaches the hidden layer without going through W2",
    source="whosebug.com, question 2948401 (of Stack Overflow)",
)
def backward_around_w2(params, cache, X, y):
    delta = (cache["P"] - y) / len(X)
    delta_hidden = delta * relu_grad(cache["Z1"])
    return {
        "W1": X.T @ delta_hidden,
        "b1": delta_hidden.sum(axis=0),
        "W2": cache["A1"].T @ delta,
        "b2": delta.sum(axis=0),
    }


@held_out(
    "backward",
    kind="P·(1 - P) multiplies the error on its way to layer 1, though not in layer 2",
    source="stackoverflow.com, question 59399842",
)
def backward_sigmoid_slope_in_layer_1(params, cache, X, y):
    P = cache["P"]
    dZ2 = (P - y) / len(X)
    dZ1 = (dZ2 * P * (1 - P)) @ params["W2"].T * (cache["Z1"] > 0)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="the bias gradients are multiplied by the activation's slope at the bias",
    source="ai.stackexchange.com, question 16675",
)
def backward_slope_at_the_bias(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    s = sigmoid(params["b2"])
    db2 = dZ2.sum(axis=0) * s * (1 - s)
    db1 = dZ1.sum(axis=0) * (params["b1"] > 0)
    return {"W1": X.T @ dZ1, "b1": db1, "W2": cache["A1"].T @ dZ2, "b2": db2}


@held_out(
    "backward",
    kind="the gradient of b1 has a factor 4",
    source="github.com/bighuang624/Andrew-Ng-Deep-Learning-notes, issue 10",
)
def backward_four_times_b1(params, cache, X, y):
    m = X.shape[0]
    dZ2 = cache["P"] - y
    dW2 = 1.0 / m * np.dot(cache["A1"].T, dZ2)
    db2 = 1.0 / m * np.sum(dZ2, axis=0)
    dA1 = np.dot(dZ2, params["W2"].T)
    dZ1 = np.multiply(dA1, np.int64(cache["A1"] > 0))
    dW1 = 1.0 / m * np.dot(X.T, dZ1)
    db1 = 4.0 / m * np.sum(dZ1, axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the gradient of W2 is averaged over the samples with *, and comes flat, as (h,)",
    source="github.com/MurdoNicolai/holbertonschool-machine_learning, 13-neural_network.py, old version",
)
def backward_flat_w2(params, cache, X, y):
    dZ2 = cache["P"] - y
    dW2 = np.mean(dZ2 * cache["A1"], axis=0)
    db2 = np.average(dZ2, axis=0)
    dZ1 = np.outer(dZ2, params["W2"]) * (cache["Z1"] > 0)
    dW1 = X.T @ dZ1 / len(X)
    db1 = np.average(dZ1, axis=0)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the gradient of W2 is one number, the mean of all products",
    source="github.com/PDgaming/Neural-Network-From-Scratch, main.py, old version",
)
def backward_one_number_for_w2(params, cache, X, y):
    dL_dz = cache["P"] - y
    dL_dw = np.mean(dL_dz * cache["A1"])
    dL_db = np.mean(dL_dz, axis=0)
    dL_dz1 = dL_dz @ params["W2"].T * (cache["Z1"] > 0)
    return {
        "W1": X.T @ dL_dz1 / len(X),
        "b1": np.mean(dL_dz1, axis=0),
        "W2": np.ones(params["W2"].shape) * dL_dw,
        "b2": dL_db,
    }


@held_out(
    "backward",
    kind="the gradient of W1 alone is not divided by n",
    source="github.com/cmmolanos1/holbertonschool-machine_learning, 13-neural_network.py, old version",
)
def backward_w1_not_averaged(params, cache, X, y):
    m = y.shape[0]
    dz2 = cache["P"] - y
    dW2 = np.dot(cache["A1"].T, dz2) / m
    db2 = np.sum(dz2, axis=0) / m
    dz1 = np.dot(dz2, params["W2"].T) * (cache["A1"] > 0)
    dW1 = np.dot(X.T, dz1)
    db1 = np.sum(dz1, axis=0) / m
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


@held_out(
    "backward",
    kind="the helper that makes the weights' gradients has no return",
    source="github.com/ggirlk/holbertonschool-machine_learning, 14-neural_network.py, old version",
)
def backward_helper_without_return(params, cache, X, y):
    m = len(y)

    def dw(dz, x):
        np.matmul(x.T, dz) / m

    def db(dz):
        return np.sum(dz, axis=0) / m

    dz2 = cache["P"] - y
    dz1 = np.matmul(dz2, params["W2"].T) * relu_grad(cache["Z1"])
    return {"W1": dw(dz1, X), "b1": db(dz1), "W2": dw(dz2, cache["A1"]), "b2": db(dz2)}


@held_out(
    "backward",
    kind="the ReLU lets the error through where Z1 is negative",
    source="written",
)
def backward_mask_inverted(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dZ1 = dZ2 @ params["W2"].T
    dZ1[cache["Z1"] > 0] = 0
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@held_out(
    "backward",
    kind="the slope of the loss for P is used as that for Z2: the sigmoid's slope is missing",
    source="written",
)
def backward_dp_for_dz2(params, cache, X, y):
    P = cache["P"]
    dP = (-y / P + (1 - y) / (1 - P)) / len(X)
    dW2 = cache["A1"].T @ dP
    dA1 = dP @ params["W2"].T
    dZ1 = dA1 * (cache["Z1"] > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": dP.sum(axis=0)}


@held_out(
    "backward",
    kind="the error is taken from the 0/1 decision, not from the probability",
    source="written",
)
def backward_error_of_the_decision(params, cache, X, y):
    y_pred = (cache["P"] >= 0.5).astype(float)
    d2 = (y_pred - y) / len(X)
    d1 = d2 @ params["W2"].T * (cache["Z1"] > 0)
    return {"W1": X.T @ d1, "b1": d1.sum(0), "W2": cache["A1"].T @ d2, "b2": d2.sum(0)}


@held_out(
    "backward",
    kind="in the loop over the samples the gradients are overwritten: the last sample alone counts",
    source="written",
)
def backward_last_sample_alone(params, cache, X, y):
    n = len(X)
    grads = {k: np.zeros_like(v) for k, v in params.items()}
    for i in range(n):
        d2 = (cache["P"][i] - y[i]) / n
        d1 = d2 * params["W2"][:, 0] * (cache["Z1"][i] > 0)
        grads["W2"] = np.outer(cache["A1"][i], d2)
        grads["b2"] = d2
        grads["W1"] = np.outer(X[i], d1)
        grads["b1"] = d1
    return grads


@held_out("backward", kind="all four gradients are divided by n twice", source="written")
def backward_mean_twice(params, cache, X, y):
    n = len(X)
    dZ2 = (cache["P"] - y) / n
    dZ1 = dZ2 @ params["W2"].T * (cache["Z1"] > 0)
    return {
        "W1": X.T @ dZ1 / n,
        "b1": dZ1.sum(axis=0) / n,
        "W2": cache["A1"].T @ dZ2 / n,
        "b2": dZ2.sum(axis=0) / n,
    }


@held_out(
    "backward",
    kind="the penalty for large weights is in it: 0.01 times the weights is added",
    source="written",
)
def backward_with_weight_decay(params, cache, X, y):
    reg = 0.01
    dscores = (cache["P"] - y) / X.shape[0]
    grads = {"W2": cache["A1"].T.dot(dscores), "b2": np.sum(dscores, axis=0)}
    dhidden = dscores.dot(params["W2"].T)
    dhidden[cache["A1"] <= 0] = 0
    grads["W1"] = X.T.dot(dhidden)
    grads["b1"] = np.sum(dhidden, axis=0)
    grads["W2"] += reg * params["W2"]
    grads["W1"] += reg * params["W1"]
    return grads


@held_out(
    "backward",
    kind="the gradient of b1 is summed before the error has passed the ReLU",
    source="written",
)
def backward_b1_before_the_relu(params, cache, X, y):
    dZ2 = (cache["P"] - y) / len(X)
    dA1 = dZ2 @ params["W2"].T
    db1 = dA1.sum(axis=0)
    dZ1 = np.where(cache["Z1"] > 0, dA1, 0)
    dW1 = X.T @ dZ1
    return {"W1": dW1, "b1": db1, "W2": cache["A1"].T @ dZ2, "b2": dZ2.sum(axis=0)}
