"""Recurrent networks by torch, step by step."""

import torch


def lstm_step(x, h, c, wx, wh, b, order="ifog"):  # noqa: PLR0913, PLR0917 - as it is asked for
    """The next hidden and cell state."""
    gate = dict(zip(order, (x @ wx + h @ wh + b).chunk(4, 1), strict=True))
    c = gate["f"].sigmoid() * c + gate["i"].sigmoid() * gate["g"].tanh()
    return gate["o"].sigmoid() * c.tanh(), c


def rnn(x, h, w):
    """All states, (N, T, H)."""
    states = []
    for step in x.unbind(1):
        h = torch.tanh(step + h @ w)
        states.append(h)
    return torch.stack(states, 1)


def temporal_loss(x, y, mask):
    """Cross-entropy of what the mask keeps, summed over it and averaged over N."""
    losses = torch.nn.functional.cross_entropy(x.mT, y, reduction="none")
    return (losses * mask).sum() / len(x)


def moment(old, value, beta):
    """The new moving average."""
    return beta * old + (1 - beta) * value
