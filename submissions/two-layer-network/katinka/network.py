"""A two-layer network without autograd: fill in every function and every text."""

import torch


def softmax_loss(scores, labels):
    raise NotImplementedError


def mse_loss(y, target):
    raise NotImplementedError


dsigmoid = None
dleast_squares = None
dquadratic = None


def forward(x, W1, b1, W2, b2):
    raise NotImplementedError


def backward(dscores, cache):
    raise NotImplementedError


class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        raise NotImplementedError

    @staticmethod
    def backward(ctx, dy):
        raise NotImplementedError


def momentum_step(w, v, g, lr, rho):
    raise NotImplementedError


def adam_step(w, m, v, g, lr, step):
    raise NotImplementedError
