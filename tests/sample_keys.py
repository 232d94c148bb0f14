"""One small key of every kind, written by hand, and outcomes as a worker reports them."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from grader.key.kinds import (
    ArrayKey,
    ChoiceKey,
    FormulaKey,
    FunctionKey,
    NamesKey,
    NumberKey,
    RelationKey,
    Settled,
    ShapeKey,
    TextKey,
    Trial,
    Unknown,
)
from grader.key.truth import Case, Coarse, Mistake, Truth
from grader.outcome import (
    Frame,
    Killed,
    KillReason,
    NotFound,
    NotRun,
    Raised,
    Returned,
    ReturnedEach,
    RowReturned,
    TimedOut,
)
from grader.request import CallEach
from grader.values import Array, Named, Unsupported
from grader.values.model import DTYPES

FUNCTION = Named("function", "hw2", "f", ("x",))
FRAME = Frame("hw2.py", 3, "f", "return 1 / 0")


def came(value):
    """Make the outcome of a `Fetch` or `Call` that gave a value."""
    return Returned(value, "", 0.0)


def raised(name, message="", **more):
    return Raised(name, message, (FRAME,), "", **more)


def rows(*values):
    """Make the outcome of a `CallEach`, a value or a `Raised` for each row."""
    found = (each if isinstance(each, Raised) else RowReturned(each) for each in values)
    return ReturnedEach(tuple(found), "", 0.0)


def truth(value, allowed=0.0, coarse=()):
    """Make a truth with one tolerance everywhere."""
    right = np.asarray(value, np.float64)
    return Truth(
        right,
        np.full(right.shape, float(allowed)),
        tuple(Coarse(name, np.full(right.shape, float(most))) for name, most in coarse),
    )


def case(value, allowed=0.0, mistakes=(), arguments=(), coarse=()):
    """Make a case; mistakes are pairs of an id and what it gives, None where it gives nothing."""
    named = tuple(
        Mistake(name, None if gives is None else np.asarray(gives, np.float64))
        for name, gives in mistakes
    )
    return Case(arguments, truth(value, allowed, coarse), named)


SQUARE = [[4711, 4712, 4713], [4721, 4722, 4723]]
NUMBER = NumberKey("n", case(4711.25, 0.001, [("halved", 2355.625)]))
ARRAY = ArrayKey(
    "a",
    case(SQUARE, 0, [("transposed", np.transpose(SQUARE)), ("broken", np.full((2, 3), np.nan))]),
    "cells",
)
SHAPE = ShapeKey("s", (4711, 4712), {"turned": (4712, 4711)})
FORMULA = FormulaKey(
    "f",
    ("x", "y"),
    ((0, 0), (0, 1), (1, 0), (1, 1)),
    (4711, Fraction(4711, 2), 4712, Fraction(4713, 2)),
    {"flat": (4711, 4711, 4711, 4711), "undefined": (None, 4711, 4712, 4711)},
)
NAMES = NamesKey(
    "names", "torch.nn", (("MaxPool2d",), ("AvgPool2d",), ("LPPool2d", "LpPool2d")), ("Identity",)
)
CHOICE = ChoiceKey("c", {"a": "It grows", "b": "It shrinks", "x.1": "It stays"}, ("a", "x.1"))
FUNCTION_KEY = FunctionKey(
    "g",
    ("x",),
    (
        case(4711.5, 0.001, [("negated", -4711.5)], (Array.of([1.0, 2.0, 3.0]),)),
        case(4712.5, 0.001, [("negated", -4712.5)], (Array.of([1.0]),)),
        case(4713.5, 0.001, [("negated", -4713.5)], (Array.of([1.0, 2.0]),)),
    ),
    "whole",
)


def trial(left, right, allowed=0.01):
    return Trial({"X": "[1.0, 2.0]"}, truth(left, allowed), truth(right, allowed))


POINTS = ((1,), (2,), (3,), (4,), (5,))
RELATION = RelationKey(
    (Unknown("p"), Unknown("scale", ("n",), POINTS)),
    "scale(n) * lp(X, p) == mean(X)",
    (
        Settled(((4711.0,), tuple(1 / n for (n,) in POINTS)), None, (trial(2, 2), trial(3, 3))),
        Settled(((2.0,), (1.0,) * 5), "unscaled", (trial(2, 2), trial(9, 3))),
    ),
)
TEXT = TextKey("t", ("Says why.",), optional=False)

KEYS = (NUMBER, ARRAY, SHAPE, FORMULA, NAMES, CHOICE, FUNCTION_KEY, RELATION, TEXT)

# Everything below is what hypothesis draws from: any value at all, and any outcome with it.

_ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: st_np.arrays(np.dtype(dtype), st_np.array_shapes(min_dims=0, min_side=0))
)
_NEAR = st.sampled_from(
    [
        4711,
        4711.25,
        4711.5,
        -4711.5,
        1e308,
        -1e308,
        2**4000,
        -(2**4000),
        0.0,
        -0.0,
        "4711",
        "4711 x 4712",
        "10^400",
        "x/0",
        "max pool2d",
        "a, x.1",
        "∞",
        "−∞",
        "9^64*9^64*9^64",
    ]
)


def build(kind, *fields):
    """Draw the fields of a record by position; Hypothesis would look for what may be left out."""
    return st.tuples(*fields).map(lambda drawn: kind(*drawn))


_TEXTS = st.text(max_size=30)
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    _TEXTS,
    _NEAR,
    build(Array.of, _ARRAYS, st.sampled_from(["numpy", "torch"])),
    build(Unsupported, _TEXTS | st.just("ellipsis"), _TEXTS),
    build(Named, st.sampled_from(["function", "class", "module"]), _TEXTS, _TEXTS),
)
_SQUARES = st_np.arrays(np.float64, (2, 3)) | st_np.arrays(np.float16, (2, 3))
VALUES = st.recursive(
    _LEAVES | _SQUARES.map(Array.of) | _SQUARES.map(np.ndarray.tolist),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(_TEXTS | st.integers(), inner, max_size=3)
    ),
    max_leaves=12,
)
_RAISED = build(
    Raised,
    _TEXTS | st.just("NotImplementedError"),
    _TEXTS,
    st.just((FRAME,)),
    _TEXTS,
    st.booleans(),
    _TEXTS,
)
_OUTCOMES = st.one_of(
    build(Returned, VALUES, _TEXTS, st.just(0.0)),
    build(Returned, st.just(FUNCTION), _TEXTS, st.just(0.0)),
    _RAISED,
    build(NotFound, st.just("f"), st.lists(_TEXTS, max_size=3).map(tuple)),
    build(TimedOut, st.floats(0.1, 9), st.just((FRAME,)), _TEXTS),
    build(Killed, st.sampled_from(KillReason), _TEXTS, _TEXTS),
    build(NotRun, st.just("an earlier call of it had to be stopped")),
)


def outcome_of(request):
    """Draw an outcome that a worker may report for a request."""
    if not isinstance(request, CallEach):
        return _OUTCOMES
    each = build(RowReturned, VALUES) | _RAISED
    count = len(request.rows)
    some = st.lists(each, min_size=count, max_size=count).map(tuple)
    return _OUTCOMES | build(ReturnedEach, some, _TEXTS, st.just(0.0))
