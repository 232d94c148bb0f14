import numpy as np


def standardize(train, other):
    return (other - train.mean()) / train.std()


def one_hot(labels, classes):
    return np.eye(labels.max() + 1)[labels]


def accuracy(scores, labels):
    return (np.argmax(scores, 1) == labels).mean()


def split(n, held_back, seed):
    order = np.random.permutation(n)
    return order[held_back:], order[:held_back]


def add_noise(images, sigma):
    return images + sigma * np.random.randn(len(images), 1)


def dropout(x, p, train):
    if train:
        mask = np.random.rand(*x.shape) > p
        return x * mask / (1 - p)
    return x


weights = 65 * 64


def train(images, labels, seed):
    rng = np.random.default_rng(seed)
    W = 0.01 * rng.standard_normal((64, 10))
    b = np.zeros(10)
    losses = []
    for epoch in range(3):
        order = rng.permutation(len(images))
        for i in range(0, len(images), 32):
            x, y = images[order[i:i + 32]], labels[order[i:i + 32]]
            s = x @ W + b
            s -= s.max(1, keepdims=True)
            p = np.exp(s) / np.exp(s).sum(1, keepdims=True)
            losses.append(-np.log(p[np.arange(len(y)), y]).mean())
            p[np.arange(len(y)), y] -= 1
            W += 0.05 * x.T @ p / len(y)
            b += 0.05 * p.mean(0)
    return (W, b), losses


def predict(model, images):
    W, b = model
    return np.argmax(images @ W + b, 1)


loss_curve = "loss.png"


mistakes = "It takes everything for everything; I do not know why."
