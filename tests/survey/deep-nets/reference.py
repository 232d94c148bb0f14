"""Normalisation and the network of any depth, by torch."""

import torch


def norm(x, gamma, beta, mean, var):
    """Normalise by given statistics, with epsilon 1/4."""
    return gamma * (x - mean) / torch.sqrt(var + 0.25) + beta


def deep_loss(x, y, weights, biases, reg):
    """Softmax loss of a ReLU network with a quadratic penalty."""
    for w, b in zip(weights[:-1], biases[:-1], strict=True):
        x = torch.relu(x @ w + b)
    loss = torch.nn.functional.cross_entropy(x @ weights[-1] + biases[-1], y)
    return loss + reg / 2 * sum((w**2).sum() for w in weights)
