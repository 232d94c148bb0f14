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
    print('<script>alert(1)</script>', len(images))
    for epoch in range(12):
        order = rng.permutation(len(images))
        for i in range(0, len(images), 16):
            x, y = images[order[i:i + 16]], labels[order[i:i + 16]]
            s = x @ W + b
            s -= s.max(1, keepdims=True)
            p = np.exp(s) / np.exp(s).sum(1, keepdims=True)
            losses.append(-np.log(p[np.arange(len(y)), y]).mean())
            p[np.arange(len(y)), y] -= 1
            W -= 0.05 * x.T @ p / len(y)
            b -= 0.05 * p.mean(0)
    return (W, b), losses


def predict(model, images):
    W, b = model
    return np.argmax(images @ W + b, 1)


loss_curve = "/etc/passwd"


mistakes = "<img src=x onerror=alert(1)> ![1 and 8](http://example.com/x.png) **look alike** \x1b[31m $\\href{javascript:alert(1)}{9}$ =1+1"
