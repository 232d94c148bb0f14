"""The oracle's own functions against plain loops and central differences, in float64."""

import itertools
import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.oracle.vocabulary import (
    at,
    avg_pool2d,
    ceil,
    conv2d,
    floor,
    full,
    grad,
    max_pool2d,
    pad,
)

CELLS = st.integers(-32, 32).map(lambda n: n / 8)


@st.composite
def matrices(draw, low=1, high=6):
    rows, columns = draw(st.integers(low, high)), draw(st.integers(low, high))
    row = st.lists(CELLS, min_size=columns, max_size=columns)
    return torch.tensor(draw(st.lists(row, min_size=rows, max_size=rows)), dtype=torch.float64)


@st.composite
def convolutions(draw):
    """An image, a kernel that fits into it once padded, a stride and a padding."""
    image, padding = draw(matrices()), draw(st.integers(0, 2))
    kernel = draw(matrices(1, min(image.shape) + 2 * padding).filter(lambda k: k.numel() <= 16))
    return image, kernel, draw(st.integers(1, 3)), padding


@st.composite
def poolings(draw):
    """An image, a window that fits into it, and a stride."""
    image = draw(matrices())
    return image, draw(st.integers(1, min(image.shape))), draw(st.integers(1, 3))


def looped_conv(image, kernel, stride, padding):
    """Eq. (4) with stride and padding: the kernel slides as it stands."""
    (height, width), (tall, wide) = image.shape, kernel.shape

    def cell(row, column):
        inside = 0 <= row < height and 0 <= column < width
        return float(image[row, column]) if inside else 0.0

    return [
        [
            math.fsum(
                float(kernel[k, m]) * cell(row + k - padding, column + m - padding)
                for k, m in itertools.product(range(tall), range(wide))
            )
            for column in range(0, width + 2 * padding - wide + 1, stride)
        ]
        for row in range(0, height + 2 * padding - tall + 1, stride)
    ]


def looped_pool(image, size, stride, reduce):
    height, width = image.shape
    return [
        [
            reduce([float(image[row + k, column + m]) for k in range(size) for m in range(size)])
            for column in range(0, width - size + 1, stride)
        ]
        for row in range(0, height - size + 1, stride)
    ]


def differences(function, image, step=1e-4):
    """Central differences of a scalar function of a matrix, cell by cell."""
    found = np.zeros(image.shape)
    for row, column in np.ndindex(*image.shape):
        nudge = torch.zeros_like(image)
        nudge[row, column] = step
        found[row, column] = (float(function(image + nudge)) - float(function(image - nudge))) / (
            2 * step
        )
    return found


@given(convolutions())
def test_conv2d_is_the_plain_loop(drawn):
    image, kernel, stride, padding = drawn

    found = conv2d(image, kernel, stride=stride, padding=padding)

    np.testing.assert_allclose(found, looped_conv(image, kernel, stride, padding), atol=1e-12)


@given(matrices(2, 4), st.lists(matrices(2, 2), min_size=1, max_size=3))
def test_conv2d_of_several_filters_gives_one_plane_each_and_adds_each_bias(image, kernels):
    bias = torch.arange(len(kernels), dtype=torch.float64)

    found = conv2d(image, torch.stack(kernels)[:, None], bias)

    assert found.shape[:2] == (1, len(kernels))
    for number, kernel in enumerate(kernels):
        plane = np.array(looped_conv(image, kernel, 1, 0)) + number
        np.testing.assert_allclose(found[0, number], plane, atol=1e-12)


@given(poolings())
def test_max_pool2d_is_the_plain_loop(drawn):
    image, size, stride = drawn

    found = max_pool2d(image, size, stride)

    assert found.tolist() == looped_pool(image, size, stride, max)


@given(poolings())
def test_avg_pool2d_is_the_plain_loop(drawn):
    image, size, stride = drawn

    found = avg_pool2d(image, size, stride)

    mean = looped_pool(image, size, stride, lambda cells: math.fsum(cells) / len(cells))
    np.testing.assert_allclose(found, mean, atol=1e-12)


@pytest.mark.parametrize("pool", [max_pool2d, avg_pool2d])
def test_a_pool_moves_by_its_size_where_no_stride_is_given_and_keeps_torchs_own_shapes(pool):
    image = torch.arange(16, dtype=torch.float64).reshape(4, 4)

    assert torch.equal(pool(image, 2), pool(image, 2, 2))
    assert torch.equal(pool(image[None, None], 2, 1), pool(image, 2, 1)[None, None])


@given(convolutions(), st.randoms(use_true_random=False))
def test_grad_of_a_convolution_is_its_central_difference(drawn, random):
    image, kernel, stride, padding = drawn
    leaf = image.clone().requires_grad_()
    output = conv2d(leaf, kernel, stride=stride, padding=padding)
    above = torch.tensor([random.uniform(-2, 2) for _ in range(output.numel())])
    above = above.to(torch.float64).reshape(output.shape)

    found = grad(output, wrt=leaf, upstream=above)

    def energy(moved):
        return (conv2d(moved, kernel, stride=stride, padding=padding) * above).sum()

    np.testing.assert_allclose(found.detach(), differences(energy, image), atol=1e-7)


@given(matrices(2, 4))
def test_grad_of_a_curved_function_is_its_central_difference(image):
    leaf = image.clone().requires_grad_()

    found = grad((leaf.sin() * leaf**2).sum(dim=0), wrt=leaf, upstream=torch.ones)

    wanted = differences(lambda moved: (moved.sin() * moved**2).sum(), image, step=1e-5)
    np.testing.assert_allclose(found.detach(), wanted, atol=1e-6)


def test_an_upstream_may_be_one_number_or_ones_itself():
    leaf = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)

    assert grad(3 * leaf, wrt=leaf, upstream=2).tolist() == [[6, 6, 6]] * 2
    assert grad(3 * leaf, wrt=leaf, upstream=torch.ones).tolist() == [[3, 3, 3]] * 2


def test_an_upstream_of_another_shape_is_refused_and_not_broadcast():
    leaf = torch.ones(2, 3, requires_grad=True)

    with pytest.raises(ValueError, match=r"upstream: wanted shape \(2, 3\), found \(3,\)"):
        grad(3 * leaf, wrt=leaf, upstream=torch.ones(3))


def test_what_the_output_does_not_depend_on_has_a_gradient_of_zeros():
    leaf = torch.ones(2, requires_grad=True)

    assert grad(torch.ones(3), wrt=leaf, upstream=torch.ones).tolist() == [0, 0]
    assert grad(torch.ones(3, requires_grad=True), wrt=leaf, upstream=1).tolist() == [0, 0]


@given(matrices(), st.integers(0, 3), CELLS)
def test_pad_surrounds_with_the_value(image, width, value):
    found = pad(image, width, value)

    height, length = image.shape
    assert found.shape == (height + 2 * width, length + 2 * width)
    for row, column in np.ndindex(*found.shape):
        inside = width <= row < width + height and width <= column < width + length
        assert found[row, column] == (image[row - width, column - width] if inside else value)


@given(matrices(), st.data())
def test_at_picks_in_the_order_asked_and_nothing_where_nothing_is_asked(image, data):
    cell = st.tuples(*(st.integers(0, side - 1) for side in image.shape))
    indexes = data.draw(st.lists(cell, max_size=6))

    found = at(image, indexes)

    assert found.shape == (len(indexes),)
    assert found.tolist() == [float(image[row, column]) for row, column in indexes]


@given(st.lists(st.integers(0, 4), max_size=3), CELLS)
def test_full_fills_any_shape_from_a_number_or_a_0d_tensor(shape, value):
    wanted = np.full(shape, value)

    np.testing.assert_array_equal(full(shape, value), wanted)
    np.testing.assert_array_equal(full(shape, torch.tensor(value)), wanted)


def test_full_of_a_tensor_can_be_differentiated_by():
    leaf = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)

    assert grad(full((3, 4), leaf.sum()), wrt=leaf, upstream=1).tolist() == [[12, 12]] * 2


@given(st.floats(-1e9, 1e9))
def test_floor_and_ceil_of_a_number_are_whole_and_next_to_it(value):
    low, high = floor(value), ceil(value)

    assert type(low) is int
    assert type(high) is int
    assert low <= value <= high
    assert high - low == (0 if value == low else 1)


@given(matrices())
def test_floor_and_ceil_of_a_tensor_are_those_of_its_numbers(image):
    assert floor(image).tolist() == [[math.floor(x) for x in row] for row in image.tolist()]
    assert ceil(image).tolist() == [[math.ceil(x) for x in row] for row in image.tolist()]


@given(matrices(2, 4))
def test_a_gradient_can_be_differentiated_in_turn(image):
    leaf = image.clone().requires_grad_()
    slope = grad((leaf**3).sum(), wrt=leaf, upstream=1)

    found = grad(slope.sum(), wrt=leaf, upstream=1)

    np.testing.assert_allclose(found.detach(), 6 * image)
