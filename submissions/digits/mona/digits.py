"""Reading handwritten digits: fill in every function and every value."""

import numpy as np


def standardize(train, other):
    raise NotImplementedError


def one_hot(labels, classes):
    raise NotImplementedError


def accuracy(scores, labels):
    raise NotImplementedError


def split(n, held_back, seed):
    raise NotImplementedError


def add_noise(images, sigma):
    raise NotImplementedError


def dropout(x, p, train):
    raise NotImplementedError


weights = None


def train(images, labels, seed):
    raise NotImplementedError


def predict(model, images):
    raise NotImplementedError


loss_curve = None

mistakes = ""
