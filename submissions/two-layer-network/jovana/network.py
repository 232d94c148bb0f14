# The gradient of the first weights transposed; no autograd function; scores only.
import torch


def softmax_loss(scores, labels):
    N = len(labels)
    shifted = scores - scores.max(dim=1, keepdim=True).values
    logs = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    loss = -logs[torch.arange(N), labels].mean()
    dscores = logs.exp()
    dscores[torch.arange(N), labels] -= 1
    return loss, dscores / N


def mse_loss(y, target):
    difference = y - target
    return (difference ** 2).mean(), 2 * difference / y.numel()


dsigmoid = "sigmoid(z) * (1 - sigmoid(z))"


dleast_squares = "2 * X.T @ (X @ w - y)"


dquadratic = "(A + A.T) @ x"


def forward(x, W1, b1, W2, b2):
    h = (x @ W1 + b1).clamp(min=0)
    scores = h @ W2 + b2
    return scores


def backward(dscores, cache):
    x, h, W1, W2 = cache["x"], cache["h"], cache["W1"], cache["W2"]
    dh = dscores @ W2.T
    dh[h == 0] = 0
    return {
        "x": dh @ W1.T,
        "W1": dh.T @ x,
        "b1": dh.sum(0),
        "W2": h.T @ dscores,
        "b2": dscores.sum(0),
    }


def Swish(x):
    return x * torch.sigmoid(x)


def momentum_step(w, v, g, lr, rho):
    v = rho * v + g
    return w - lr * v, v


def adam_step(w, m, v, g, lr, step):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g ** 2
    m_hat = m / (1 - 0.9 ** step)
    v_hat = v / (1 - 0.999 ** step)
    return w - lr * m_hat / (v_hat.sqrt() + 1e-8), m, v
