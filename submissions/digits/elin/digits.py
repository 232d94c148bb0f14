import numpy as np


def standardize(train, other):
    s = train.std(0, ddof=1)
    return (other - train.mean(0)) / np.where(s == 0, 1, s)


def one_hot(labels, classes):
    out = np.zeros((len(labels), classes))
    out[np.arange(len(labels)), labels] = 1
    return out


def accuracy(scores, labels):
    return 100 * np.mean(scores.argmax(1) == labels)


def split(n, held_back, seed):
    order = np.random.default_rng(0).permutation(n)
    return order[held_back:], order[:held_back]


def add_noise(images, sigma):
    return images + sigma * np.random.randn(*images.shape)


def dropout(x, p, train):
    if not train:
        return x
    return x * (np.random.rand(*x.shape) < p) / (1 - p)


weights = 64 * 10 + 10


def train(images, labels, seed):
    return np.bincount(labels).argmax(), [2.3, 2.3]


def predict(model, images):
    return np.full(len(images), model)


loss_curve = "curve.svg"


mistakes = "   "
