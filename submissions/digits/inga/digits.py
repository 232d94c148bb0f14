import numpy as np


def standardize(train, other):
    deviation = train.std(0)
    deviation[deviation == 0] = 1
    return (other - train.mean(0)) / deviation


def one_hot(labels, classes):
    out = np.zeros((len(labels), classes))
    out[np.arange(len(labels)), labels] = 1
    return out


def accuracy(scores, labels):
    return (np.argmax(scores, 1) == labels).mean()


def split(n, held_back, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[held_back:], order[:held_back]


def add_noise(images, sigma):
    return images + sigma * np.random.randn(*images.shape)


def dropout(x, p, train):
    if train:
        mask = np.random.rand(*x.shape) > p
        return x * mask / (1 - p)
    return x


weights = 64 * 10 + 10


def train(images, labels, seed):
    W, loss = np.zeros((64, 10)), 1.0
    target = one_hot(labels, 10)
    while loss > 1e-9:
        W -= 1e-4 * images.T @ (images @ W - target)
        loss = np.mean((images @ W - target) ** 2)
    return (W, np.zeros(10)), [loss]


def predict(model, images):
    W, b = model
    return np.argmax(images @ W + b, 1)


loss_curve = "curve.png"


mistakes = """1 and 8, since both have much ink in the middle column. 3 and 9 differ in a few
pixels on the left only. I would try a hidden layer, so that a loop can count as one thing."""
