"""Bodies of right answers, in which parts can be exchanged for wrong ones."""


def numerical_gradient_with(
    up="old + h",
    down="old - h",
    slope="(above - below) / (2 * h)",
    gives="gradient",
):
    return f"""
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        old = x[i]
        x[i] = {up}
        above = f(x)
        x[i] = {down}
        below = f(x)
        x[i] = old
        gradient[i] = {slope}
    return {gives}"""


def init_params_with(
    W1="rng.standard_normal((n_features, n_hidden)) * np.sqrt(2 / n_features)",
    W2="rng.standard_normal((n_hidden, 1)) * np.sqrt(2 / n_hidden)",
    b1="np.zeros(n_hidden)",
    b2="np.zeros(1)",
):
    return f"""
    W1, W2 = {W1}, {W2}
    return {{"W1": W1, "b1": {b1}, "W2": W2, "b2": {b2}}}"""


def forward_with(
    Z1="X @ params['W1'] + params['b1']",
    A1="np.maximum(0, Z1)",
    Z2="A1 @ params['W2'] + params['b2']",
    P="1 / (1 + np.exp(-Z2))",
):
    return f"""
    Z1 = {Z1}
    A1 = {A1}
    Z2 = {Z2}
    P = {P}
    return {{"Z1": Z1, "A1": A1, "Z2": Z2, "P": P}}"""


def backward_with(
    dZ2="(cache['P'] - y) / n",
    dA1="dZ2 @ params['W2'].T",
    dZ1="dA1 * (cache['Z1'] > 0)",
    W1="X.T @ dZ1",
    b1="dZ1.sum(axis=0)",
    W2="cache['A1'].T @ dZ2",
    b2="dZ2.sum(axis=0)",
):
    return f"""
    n = X.shape[0]
    dZ2 = {dZ2}
    dA1 = {dA1}
    dZ1 = {dZ1}
    return {{"W1": {W1}, "b1": {b1}, "W2": {W2}, "b2": {b2}}}"""


def train_with(
    before="pass",
    epochs="epochs",
    start="pass",
    batches="minibatches(X, y, batch_size, rng)",
    update="params = update(params, grads)",
    end="pass",
    train_loss="loss_and_grads(params, X, y)[0]",
    val_loss="loss_and_grads(params, X_val, y_val)[0]",
    gives="params, history",
):
    return f"""
    {before}
    history = {{"train_loss": [], "val_loss": []}}
    for epoch in range({epochs}):
        {start}
        for X_batch, y_batch in {batches}:
            loss, grads = loss_and_grads(params, X_batch, y_batch)
            {update}
        {end}
        history["train_loss"].append({train_loss})
        history["val_loss"].append({val_loss})
    return {gives}"""


def fit_classifier_with(
    lam="0.03",
    params="init_params(X.shape[1], 16, rng)",
    lr="0.001",
    sets="X, y, X_val, y_val",
    epochs="15",
    size="32",
    rng="rng",
    then="pass",
    gives="params, history",
):
    return f"""
    def loss_and_grads(params, X, y):
        cache = forward(params, X)
        grads = backward(params, cache, X, y)
        return bce(y, cache["P"]), l2_grads(grads, params, {lam})
    params = {params}
    m = v = {{k: np.zeros_like(w) for k, w in params.items()}}
    t = 0
    def update(params, grads):
        nonlocal m, v, t
        t += 1
        params, m, v = adam_step(params, grads, m, v, t, lr={lr})
        return params
    params, history = train(params, {sets}, loss_and_grads, update, {epochs}, {size}, {rng})
    {then}
    return {gives}"""
