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
    rng = np.random.default_rng(seed)
    W = 0.01 * rng.standard_normal((64, 10))
    b = np.zeros(10)
    losses = []
    for epoch in range(30):
        order = rng.permutation(len(images))
        for i in range(0, len(images), 32):
            x, y = images[order[i:i + 32]], labels[order[i:i + 32]]
            s = x @ W + b
            s -= s.max(1, keepdims=True)
            p = np.exp(s) / np.exp(s).sum(1, keepdims=True)
            losses.append(-np.log(p[np.arange(len(y)), y]).mean())
            p[np.arange(len(y)), y] -= 1
            W -= 0.2 * x.T @ p / len(y)
            b -= 0.2 * p.mean(0)
    return (W, b), losses


def predict(model, images):
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    W, b = model
    return [names[each] for each in np.argmax(images @ W + b, 1)]


loss_curve = [2.3, 1.1, 0.6]


mistakes = """1 and 8, since both have much ink in the middle column. 3 and 9 differ in a few
pixels on the left only. I would try a hidden layer, so that a loop can count as one thing."""
