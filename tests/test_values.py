import collections
import math
import struct
import subprocess
import sys
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from grader.values import Array, Named, Unsupported, WireError, decode, encode
from grader.values.model import (
    DTYPES,
    MAX_DEPTH,
    MAX_EQUAL_HASHES,
    MAX_INT_BYTES,
    MAX_NODES,
    MAX_PAIRS,
)

KEYS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: st_np.arrays(np.dtype(dtype), st_np.array_shapes(min_dims=0, min_side=0))
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.builds(Array.of, ARRAYS, st.sampled_from(["numpy", "torch"]))
    | st.builds(Unsupported, st.text(max_size=50), st.text(max_size=50))
    | st.builds(
        Named,
        st.sampled_from(["function", "class", "module"]),
        st.text(max_size=50),
        st.text(max_size=50),
        st.none() | st.lists(st.text(max_size=9), max_size=5).map(tuple),
    )
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.lists(st.integers())
        | st.lists(st.floats(allow_nan=False)).map(tuple)
        | st.dictionaries(KEYS, inner)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_a_value_survives_the_border(value):
    assert decode(encode(value)) == value


@given(VALUES)
def test_its_types_survive_too(value):
    back = decode(encode(value))

    assert repr(back) == repr(
        value
    )  # tells True from 1, 1 from 1.0, -0.0 from 0.0, list from tuple


@given(st.binary(max_size=300))
def test_noise_is_refused_in_one_way_only(noise):
    try:
        value = decode(noise)
    except WireError:
        return
    assert isinstance(encode(value), bytes)


@given(VALUES, st.integers(min_value=0), st.integers(0, 7))
def test_a_flipped_bit_gives_a_value_or_is_refused(value, place, bit):
    message = bytearray(encode(value))
    message[place % len(message)] ^= 1 << bit

    try:
        again = decode(bytes(message))
    except WireError:
        return
    assert decode(encode(again)) == again or "nan" in repr(again)


@given(VALUES)
def test_every_truncation_is_refused(value):
    message = encode(value)

    for length in range(0, len(message), max(1, len(message) // 20)):
        with pytest.raises(WireError):
            decode(message[:length])


def test_bytes_after_the_value_are_refused():
    with pytest.raises(WireError):
        decode(encode(1) + b"N")


def test_nan_keeps_its_bits():
    assert math.isnan(decode(encode(math.nan)))


class Forged(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class Point(NamedTuple):
    x: int
    y: int


class Scaler:
    def __init__(self, by):
        self.by = by

    def __call__(self, x):
        return x * self.by

    def scale(self, x, *rest):
        return x * self.by, rest


def double(x, *rest, y=1, **more):
    return x, rest, y, more


@pytest.mark.parametrize(
    ("given_value", "arrives"),
    [
        pytest.param(range(3), [0, 1, 2], id="range"),
        pytest.param({"b", "a"}, ["a", "b"], id="set, sorted"),
        pytest.param(Point(1, 2), (1, 2), id="namedtuple"),
        pytest.param(collections.OrderedDict(a=1), {"a": 1}, id="ordered dict"),
        pytest.param(collections.Counter("aa"), {"a": 2}, id="counter"),
        pytest.param({np.int64(3): 1}, {3: 1}, id="NumPy scalar as a key"),
        pytest.param(np.str_("x"), "x", id="NumPy text"),
        pytest.param([2**64, 1], [2**64, 1], id="a list with an int of more than 64 bits"),
    ],
)
def test_near_relatives_of_built_ins_arrive_as_built_ins(given_value, arrives):
    assert decode(encode(given_value)) == arrives


@pytest.mark.parametrize(
    ("given_value", "type_name"),
    [
        pytest.param(Forged(1.0), "Forged", id="a float that equals everything"),
        pytest.param((i for i in range(3)), "generator", id="generator"),
        pytest.param(object(), "object", id="object"),
        pytest.param(b"bytes", "bytes", id="bytes"),
        pytest.param("\ud800", "str", id="half a surrogate pair"),
        pytest.param(1 << (MAX_INT_BYTES * 8), "int", id="an int of too many bits"),
        pytest.param({object(): 1}, "dict", id="an object as a key"),
        pytest.param(np.array([object()]), "ndarray", id="object dtype"),
        pytest.param(np.array(["x"]), "ndarray", id="text dtype"),
        pytest.param(np.zeros(2, dtype=[("a", int)]), "ndarray", id="structured dtype"),
        pytest.param(np.broadcast_to(0.0, (1 << 20, 1 << 20)), "ndarray", id="enormous array view"),
        pytest.param(np.empty((0, 1 << 40, 3)), "ndarray", id="empty, with a long axis"),
        pytest.param(
            {1j * n + (5 - 1000003 * n): n for n in range(MAX_EQUAL_HASHES + 1)},
            "dict",
            id="keys of equal hashes",
        ),
        pytest.param([None] * (MAX_NODES + 1), "list", id="too many items"),
        pytest.param([0] * (1 << 21), "list", id="too many numbers"),
        pytest.param(dict.fromkeys(range(MAX_PAIRS + 1)), "dict", id="too many entries"),
    ],
)
def test_what_cannot_cross_is_named(given_value, type_name):
    arrived = decode(encode(given_value))

    assert isinstance(arrived, Unsupported)
    assert arrived.type_name == type_name


def test_an_ellipsis_is_a_placeholder():
    assert decode(encode(...)).is_placeholder
    assert not decode(encode(object())).is_placeholder


def test_a_list_that_holds_itself_says_so():
    loop: list[object] = [1]
    loop.append(loop)

    assert decode(encode(loop)) == [1, Unsupported("list", "refers to itself")]


@pytest.mark.parametrize(("depth", "passes"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_nesting_has_a_limit_that_both_ends_agree_on(depth, passes):
    nested: object = 1.5
    for _ in range(depth):
        nested = [nested, None]

    assert isinstance(decode(encode(nested)), list) == passes


def test_an_image_as_nested_lists_is_a_small_message():
    image = [[float(row * column) for column in range(64)] for row in range(64)]

    message = encode(image)

    assert decode(message) == image
    assert len(message) < 64 * 64 * 8 + 64 * 8


def test_a_big_endian_array_arrives_as_plain_read_only_data():
    array = decode(encode(np.arange(3, dtype=">f8")))

    assert (array.library, array.data.dtype.str) == ("numpy", "<f8")
    assert not array.data.flags.writeable
    assert array.data.tolist() == [0, 1, 2]


def test_a_scalar_of_numpy_is_not_a_0d_array():
    assert decode(encode(np.float64(3))).is_scalar
    assert not decode(encode(np.array(3.0))).is_scalar
    assert decode(encode(np.array(3.0))).data.shape == ()


def test_a_subclass_is_named_and_stripped():
    array = decode(encode(np.ma.masked_array([1, 2], mask=[True, False])))

    assert array.subclass == "MaskedArray"
    assert type(array.data) is np.ndarray


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param(np.array([1.0, np.nan]), True, id="the same, nan included"),
        pytest.param(np.array([1.0, 2.0]), False, id="other values"),
        pytest.param(np.array([[1.0, np.nan]]), False, id="other shape"),
        pytest.param(np.array([1.0, np.nan], dtype=np.float32), False, id="other dtype"),
    ],
)
def test_arrays_compare_to_one_bool(other, same):
    array = Array.of(np.array([1.0, np.nan]))

    assert (array == Array.of(other)) is same
    assert array != [1.0, np.nan]
    assert Array.of(np.array(0.0)) != Array.of(np.array(-0.0))


@pytest.mark.parametrize(
    ("thing", "kind", "qualname", "parameters"),
    [
        (double, "function", "double", ("x", "y", "rest", "more")),
        (len, "function", "len", None),
        (math, "module", "math", None),
        (Scaler, "class", "Scaler", ("by",)),
        (Scaler(2).scale, "method", "Scaler.scale", ("x", "rest")),
        (Scaler(2), "callable", "Scaler", ("x",)),
    ],
    ids=["function", "built-in", "module", "class", "method", "callable"],
)
def test_callables_cross_by_name_only(thing, kind, qualname, parameters):
    named = decode(encode(thing))

    assert (named.kind, named.qualname) == (kind, qualname)
    if parameters is not None:
        assert named.parameters[: len(parameters)] == parameters


def test_a_property_that_raises_costs_only_the_value():
    class Moody:
        @property
        def __call__(self):
            raise RuntimeError

        __module__ = property(lambda _: 1 / 0)  # type: ignore[assignment]

    assert decode(encode([1, Moody()]))[0] == 1


def forged_dict(keys):
    return b"d" + struct.pack("<I", len(keys)) + b"".join(encode(key) + b"N" for key in keys)


def test_as_many_colliding_keys_as_both_ends_bear_survive():
    keys = [5 + n * ((1 << 61) - 1) for n in range(MAX_EQUAL_HASHES)]

    assert decode(encode(dict.fromkeys(keys))) == dict.fromkeys(keys)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(lambda n: 5 + n * ((1 << 61) - 1), id="ints"),
        pytest.param(lambda n: (5 + n * ((1 << 61) - 1),) * 16, id="tuples"),
        pytest.param(lambda n: complex(-1000003 * n, n), id="complex numbers"),
    ],
)
def test_keys_chosen_to_collide_are_refused_before_they_meet(key):
    keys = [key(n) for n in range(MAX_PAIRS)]
    assert len(set(map(hash, keys))) < 10  # else they prove nothing

    with pytest.raises(WireError, match="share a hash"):
        decode(forged_dict(keys))


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"?", id="unknown tag"),
        pytest.param(b"l\xff\xff\xff\xff", id="a list of four billion"),
        pytest.param(b"j\xff\xff\xff\xff", id="four billion ints"),
        pytest.param(b"s\xff\xff\xff\x7f", id="a text of two gigabytes"),
        pytest.param(b"s\x01\x00\x00\x00\xff", id="no UTF-8"),
        pytest.param(b"I\xff\xff\x00\x00", id="an int of 65,535 bytes"),
        pytest.param(b"d\x02\x00\x00\x00NNNN", id="a key twice"),
        pytest.param(b"d\x01\x00\x00\x00l\x00\x00\x00\x00N", id="a list as a key"),
        pytest.param(b"a\x00\xff\x00", id="unknown dtype"),
        pytest.param(b"a\xff\x00\x00", id="unknown flags"),
        pytest.param(b"a\x00\x0b\xff", id="255 axes"),
        pytest.param(b"a\x00\x00\x00\x02", id="a bool of 2"),
        pytest.param(b"a\x00\x0b\x01" + struct.pack("<Q", 1 << 62), id="a petabyte"),
        pytest.param(
            b"a\x00\x0b\x02" + struct.pack("<QQ", 1 << 62, 4), id="a shape that wraps to 0"
        ),
        pytest.param(b"a\x00\x0b\x02" + struct.pack("<QQ", 0, 1 << 62), id="empty, and too wide"),
        pytest.param(b"m\x09\x00" + b"\x00" * 8, id="unknown kind of name"),
        pytest.param(b"\x80\x04N.", id="a pickle"),
        pytest.param(b"l\x01\x00\x00\x00" * 5000 + b"N", id="nested without end"),
    ],
)
def test_forged_messages_are_refused(message):
    with pytest.raises(WireError):
        decode(message)


def test_values_load_neither_numpy_nor_torch():
    script = (
        "import sys; from grader.values import decode, encode; decode(encode([1, 'a', (2.0,)]));"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'torch')))"
    )

    done = subprocess.run([sys.executable, "-c", script], check=False)  # noqa: S603 - our own

    assert done.returncode == 0
