"""References that are too long for one expression, and how their inputs are spread."""

import torch


def spread(values, scale_and_shift):
    """Stretch, then move: how far values lie apart, and around what, decides what rounding does."""
    scale, shift = scale_and_shift
    return values * scale + shift


def lift(logits, by):
    """Move each row further up than the one before."""
    return logits + by * torch.arange(len(logits))[:, None]


def lp_pool(x, size, stride, p):
    """The p-norm of each window, shape (N, C, H', W')."""
    windows = x.unfold(2, size, stride).unfold(3, size, stride)
    return (windows.abs() ** p).sum((-1, -2)) ** (1 / p)


def through_reciprocal(chances, labels):
    """The gradient of cross-entropy by way of 1 / probability; nan where that has vanished."""
    rows = range(len(labels))
    hot = torch.zeros_like(chances)
    hot[rows, labels] = 1
    own = chances[rows, labels][:, None]
    return own / own * (chances - hot) / len(labels)


def normalized(x, variance, eps):
    """Each row less its mean, over the root of a variance of shape (N, 1)."""
    return (x - x.mean(-1, keepdim=True)) / torch.sqrt(variance + eps)


def attention(q, k, v, masked_by=-torch.inf):
    """Each row attends to itself and those before it."""
    scores = q @ k.T / q.shape[1] ** 0.5
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, masked_by), -1) @ v


def batch_norm_of(x, gamma, eps=1e-5, correction=0):
    """Normalise each column over the batch, then scale it."""
    variance = x.var(0, correction=correction)
    return gamma * (x - x.mean(0)) / torch.sqrt(variance + eps)


def adam(p, g, m, v, t, inside=0.0):
    """One step with the paper's defaults but a rate of 0.01; `inside` goes under the root.

    Source:
        Kingma and Ba, "Adam: A Method for Stochastic Optimization", algorithm 1.
    """
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g * g
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return p - 0.01 * m_hat / (torch.sqrt(v_hat + inside) + (0.0 if inside else 1e-8))
