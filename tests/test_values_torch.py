"""Tensors, and what else of torch's can cross the border."""

import numpy as np
import pytest

from grader.values import Unsupported, decode, encode

torch = pytest.importorskip("torch")


class Net(torch.nn.Module):
    def forward(self, x, *, scale):
        return x * scale


@pytest.mark.parametrize(
    ("given_value", "type_name"),
    [
        pytest.param(torch.ones(2).to_sparse(), "Tensor", id="sparse tensor"),
        pytest.param(torch.empty(2, device="meta"), "Tensor", id="tensor without data"),
        pytest.param(torch.ones(1).expand(1 << 20, 1 << 20), "Tensor", id="enormous view"),
    ],
)
def test_what_cannot_cross_is_named(given_value, type_name):
    arrived = decode(encode(given_value))

    assert isinstance(arrived, Unsupported)
    assert arrived.type_name == type_name


def test_a_size_arrives_as_a_tuple():
    assert decode(encode(torch.Size([3, 3]))) == (3, 3)


@pytest.mark.parametrize(
    ("tensor", "bfloat16", "dtype"),
    [
        pytest.param(torch.ones(2, requires_grad=True) * 2, False, "<f4", id="with a graph"),
        pytest.param(torch.nn.Parameter(torch.ones(2)), False, "<f4", id="parameter"),
        pytest.param(torch.ones(2, dtype=torch.bfloat16), True, "<f4", id="bfloat16"),
        pytest.param(torch.ones(2, 2).T, False, "<f4", id="transposed"),
        pytest.param(torch.ones(2) > 0, False, "|b1", id="bool"),
    ],
)
def test_arrays_arrive_as_plain_read_only_data(tensor, bfloat16, dtype):
    array = decode(encode(tensor))

    assert (array.library, array.bfloat16, array.data.dtype.str) == ("torch", bfloat16, dtype)
    assert type(array.data) is np.ndarray
    assert not array.data.flags.writeable
    assert array.data.tolist() == tensor.tolist()
    assert array.subclass is None


def test_a_conjugate_view_arrives_as_its_values():
    assert decode(encode(torch.tensor([1 + 2j]).conj())).data.tolist() == [1 - 2j]


@pytest.mark.parametrize(
    ("thing", "kind", "qualname", "parameters"),
    [
        (Net, "class", "Net", None),
        (torch.nn.MaxPool2d, "class", "MaxPool2d", ("kernel_size", "stride")),
        (Net().forward, "method", "Net.forward", ("x", "scale")),
        (torch.nn.ReLU(), "callable", "ReLU", None),
    ],
    ids=["class", "class of torch", "method", "callable"],
)
def test_callables_cross_by_name_only(thing, kind, qualname, parameters):
    named = decode(encode(thing))

    assert (named.kind, named.qualname) == (kind, qualname)
    if parameters is not None:
        assert named.parameters[: len(parameters)] == parameters
