"""What the layers of this assignment compute, and what usual mistakes make of it."""

import torch


def conv(x, w, b, stride, padding):
    """Cross-correlate; x is (N, C, H, W), w is (F, C, K, L), b is (F,)."""
    return torch.nn.functional.conv2d(x, w, b, stride=stride, padding=padding)


def windows(x, height, width, stride):
    """Every window, shape (N, C, H', W', height, width)."""
    return x.unfold(2, height, stride).unfold(3, width, stride)


def max_pool(x, height, width, stride):
    """Take the maximum of each window."""
    return windows(x, height, width, stride).amax((-2, -1))


def avg_pool(x, height, width, stride):
    """Take the mean of each window."""
    return windows(x, height, width, stride).mean((-2, -1))


def batch_norm(x, gamma, beta, eps, *, unbiased=False):
    """Normalise each channel by the mean and the variance of its (N, H, W) values."""
    return scale(x, gamma, beta, x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=unbiased), eps)


def batch_norm_of_deviation(x, gamma, beta, eps):
    """Add eps to the standard deviation, and not to the variance."""
    deviation = x.std((0, 2, 3), unbiased=False) + eps
    return scale(x, gamma, beta, x.mean((0, 2, 3)), deviation**2, 0)


def held_fixed(x, upstream, gamma, eps):
    """Backpropagate to x as if mean and variance were constants."""
    none = torch.zeros_like(gamma)
    return scale(upstream, gamma, none, none, x.var((0, 2, 3), unbiased=False), eps)


def scale(x, gamma, beta, mean, var, eps):
    """Normalise each channel by given statistics, of any shape with C numbers."""
    mean, var, gamma, beta = (each.reshape(1, -1, 1, 1) for each in (mean, var, gamma, beta))
    return gamma * (x - mean) / torch.sqrt(var + eps) + beta


def sides_swapped(out):
    """Hold height for width in the last step: the values in order, the sides the wrong way."""
    return out.reshape(*out.shape[:2], out.shape[3], out.shape[2])


def cropped(dx, padding):
    """Crop by `[p:-p]` what was padded, which leaves nothing for p = 0."""
    return dx if padding else dx[:, :, :0, :0]


def overwritten(parts, x, stride, padding=0, touched=None):
    """Write what each window gives over what an earlier window gave, and do not add.

    Args:
        parts: What each window gives, shape (N, C, H', W', height, width).
        x: The input, for its shape.
        stride: Cells between windows.
        padding: Cells around the input.
        touched: Which cells a window writes; all where nothing is given.
    """
    n, c, h, w = x.shape
    found = parts.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    for i in range(parts.shape[2]):
        for j in range(parts.shape[3]):
            top, left = i * stride, j * stride
            window = found[:, :, top : top + parts.shape[4], left : left + parts.shape[5]]
            mask = torch.ones_like(window, dtype=torch.bool)
            mask = mask if touched is None else touched[:, :, i, j]
            window[mask] = parts[:, :, i, j][mask]
    return found[:, :, padding : padding + h, padding : padding + w]


def largest(x, height, width, stride):
    """Mark the largest entry of each window."""
    found = windows(x, height, width, stride)
    return found == found.amax((-2, -1), keepdim=True)


def spread(upstream, height, width):
    """Repeat each upstream entry over its window."""
    return upstream[..., None, None].expand(*upstream.shape, height, width)


def routed(x, upstream, height, width, stride):
    """Put into each window its upstream entry where it is largest, and zeros elsewhere."""
    parts = largest(x, height, width, stride) * spread(upstream, height, width)
    return overwritten(parts, x, stride)


def routed_last(x, upstream, height, width, stride):
    """Put into the largest cell of each window its upstream entry, over what it had before."""
    parts, touched = spread(upstream, height, width), largest(x, height, width, stride)
    return overwritten(parts, x, stride, touched=touched)


def each_window(upstream, w):
    """What each window of a convolution gives to the input's gradient."""
    return torch.einsum("nfij,fckl->ncijkl", upstream, w)
