import numpy as np


def standardize(train, other):
    return (other - train.mean(0)) / train.std(0)


def one_hot(labels, classes):
    return np.eye(classes)[labels].T


def accuracy(scores, labels):
    return (np.argmax(scores, 1) == labels).mean()


def split(n, held_back, seed):
    chosen = np.random.default_rng(seed).integers(0, n, n)
    return chosen[held_back:], chosen[:held_back]


def add_noise(images, sigma):
    return images + np.random.normal(0, sigma, 64)


def dropout(x, p, train):
    if train:
        mask = np.random.rand(*x.shape) > p
        return x * mask / (1 - p)
    return x


weights = "sechshundertfünfzig"


def train(images, labels, seed):
    W = np.zeros((10, 64))
    return W, [np.mean(images @ W)]


def predict(model, images):
    W, b = model
    return np.argmax(images @ W + b, 1)


loss_curve = "Screenshot 2026-11-20.png"


mistakes = 8
