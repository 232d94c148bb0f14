import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_step_forward(x, h, c, Wx, Wh, b):
    H = h.shape[1]
    a = x @ Wx + h @ Wh + b
    i, f, o = sigmoid(a[:, :H]), sigmoid(a[:, H : 2 * H]), sigmoid(a[:, 2 * H : 3 * H])
    g = np.tanh(a[:, 3 * H :])
    next_c = f * c + i * g
    next_h = o * np.tanh(next_c)
    return next_h, next_c, (x, h, c, Wx, Wh, i, f, o, g, next_c)


def lstm_step_backward(dnext_h, dnext_c, cache):
    x, h, c, Wx, Wh, i, f, o, g, next_c = cache
    t = np.tanh(next_c)
    dc = dnext_c + dnext_h * o * (1 - t**2)
    da = np.hstack([
        dc * g * i * (1 - i),
        dc * c * f * (1 - f),
        dnext_h * t * o * (1 - o),
        dc * i * (1 - g**2),
    ])
    return da @ Wx.T, da @ Wh.T, dc * f, x.T @ da, h.T @ da, da.sum(0)


def rnn_forward(x, h0, W):
    states = [h0]
    for t in range(x.shape[1]):
        states.append(np.tanh(x[:, t] + states[-1] @ W))
    return np.stack(states[1:], axis=1), (states, W)


def rnn_backward(dh, cache):
    states, W = cache
    dx, dW, above = np.zeros_like(dh), np.zeros_like(W), 0
    for t in reversed(range(dh.shape[1])):
        dx[:, t] = (dh[:, t] + above) * (1 - states[t + 1] ** 2)
        dW += states[t].T @ dx[:, t]
        above = dx[:, t] @ W.T
    return dx, above, dW


def temporal_softmax_loss(x, y, mask):
    x = x - x.max(axis=2, keepdims=True)
    logp = x - np.log(np.exp(x).sum(axis=2, keepdims=True))
    target = np.eye(x.shape[2])[y]
    loss = -(logp * target * mask[..., None]).sum() / len(x)
    return loss, (np.exp(logp) - target) * mask[..., None] / len(x)


def sample_words(scores, temperature, n):
    p = np.exp(scores / temperature - (scores / temperature).max())
    return np.random.choice(len(scores), size=n, p=p / p.sum())


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.m = self.v = 0
        self.t = 0

    def step(self, w, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g * g
        m = self.m / (1 - self.beta1**self.t)
        v = self.v / (1 - self.beta2**self.t)
        return w - self.lr * m / (np.sqrt(v) + self.eps)


def clip(grads, largest):
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    return [g * largest / norm if norm > largest else g for g in grads]


def dropout(x, keep, mode):
    if mode == "test":
        return x, np.ones_like(x, dtype=bool)
    mask = np.random.rand(*x.shape) < keep
    return x * mask / keep, mask


def dropout_back(dout, keep, mask):
    return dout * mask / keep
