"""References of Homework 2 that are too long for one expression."""


def entries(X, S):
    """The elements of the feature map at the indexes in `S`, shape (|S|,)."""
    rows, columns = zip(*S, strict=True)
    return X[list(rows), list(columns)]


def lp_pool(X, S, p):
    """Eq. (10) as it is printed, with |X|; p may be infinite.

    Scaled by the largest entry, so that no power overflows. `torch.nn.LPPool2d` is no
    reference here: it takes powers of the entries themselves.
    """
    magnitudes = entries(X, S).abs()
    largest = magnitudes.max()
    if p == float("inf") or largest == 0:
        return largest
    return largest * ((magnitudes / largest) ** p).sum() ** (1 / p)


def signed_lp_pool(X, S, p):
    """Eq. (10) without the absolute value, nan where the sum is negative; so does LPPool2d."""
    return (entries(X, S) ** p).sum() ** (1 / p)
