import numpy as np


def standardize(train, other):
    std = other.std(0)
    std[std == 0] = 1
    return (other - other.mean(0)) / std


def one_hot(labels, classes):
    out = np.zeros((len(labels), classes))
    out[np.arange(len(labels)), labels] = 1
    return out


def accuracy(scores, labels):
    right = 0
    for row, label in zip(scores, labels):
        if row.argmax() == label:
            right += 1
    return right


def split(n, held_back, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[held_back:], order[:held_back]


def add_noise(images, sigma):
    return images + np.random.uniform(-sigma, sigma, images.shape)


def dropout(x, p, train):
    if not train:
        return x
    return x * (np.random.rand(*x.shape) > p)


weights = 640


def train(images, labels, seed):
    rng = np.random.default_rng(seed)
    W = 0.01 * rng.standard_normal((64, 10))
    b = np.zeros(10)
    losses = []
    for epoch in range(2):
        order = rng.permutation(len(images))
        for i in range(0, len(images), 32):
            x, y = images[order[i:i + 32]], labels[order[i:i + 32]]
            s = x @ W + b
            s -= s.max(1, keepdims=True)
            p = np.exp(s) / np.exp(s).sum(1, keepdims=True)
            losses.append(-np.log(p[np.arange(len(y)), y]).mean())
            p[np.arange(len(y)), y] -= 1
            W -= 0.1 * x.T @ p / len(y)
            b -= 0.1 * p.mean(0)
    return (W, b), losses


def predict(model, images):
    W, b = model
    return np.argmax(images @ W + b, 1)


loss_curve = "curve.png"


mistakes = """1 and 8, since both have much ink in the middle column. 3 and 9 differ in a few
pixels on the left only. I would try a hidden layer, so that a loop can count as one thing."""
