"""How a module's text is cut into statements, and which names each of them would define."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.inside.statements import (
    MOST_BROKEN,
    Broken,
    Statement,
    bound_names,
    flatten,
    parse,
)

NAME = "conv_output"


def names(source):
    return {name for node in ast.parse(source).body for name in bound_names(node)}


@pytest.mark.parametrize(
    "statement",
    [
        "conv_output = f()",
        "conv_output: list = f()",
        "conv_output, other = f()",
        "other, conv_output = f()",
        "(other, conv_output) = f()",
        "[conv_output, *rest] = f()",
        "other = conv_output = f()",
        "conv_output += 1",
        "(conv_output := f())",
        "match f():\n    case [1, *conv_output]: pass",
        "match f():\n    case {1: _, **conv_output}: pass",
        "match f():\n    case int() as conv_output: pass",
        "def conv_output(x): pass",
        "async def conv_output(x): pass",
        "@decorated\ndef conv_output(x): pass",
        "class conv_output: pass",
        "import conv_output",
        "import numpy as conv_output",
        "from helper import conv_output",
        "from helper import other, conv_output",
        "from helper import (\n    other,\n    conv_output,\n)",
        "from helper import *",
        "for conv_output in []: pass",
        "with f() as conv_output: pass",
        "if True:\n    conv_output = f()",
        "try:\n    from helper import *\nexcept ImportError:\n    raise",
        "try:\n    pass\nfinally:\n    def conv_output(): pass",
        "conv_output = [\n    1,\n    f(),\n]",
    ],
)
def test_a_statement_defines_the_name(statement):
    assert {NAME, "*"} & names(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "print(conv_output)",
        "[conv_output for conv_output in range(3)]",
        "def f(conv_output): pass",
        "lambda conv_output: 1",
        "print(conv_output, end='')",
        "assert conv_output == 3",
        "assert conv_output >= 3 != conv_output",
        "other = conv_output + 1",
        "other = f(conv_output=3)",
        "conv_output.shape = (3, 3)",
        "conv_output[0] = 3",
        "self.conv_output = 3",
        "conv_output_shape = (3, 3)",
        "my_conv_output = 3",
        "import helper",
        "from helper import conv_output_shape",
        "raise ValueError",
        "1 / 0",
        "",
    ],
)
def test_a_statement_only_uses_the_name_or_does_not_know_it(statement):
    assert not {NAME, "*"} & names(statement)


@pytest.mark.parametrize(
    ("source", "depth", "flat"),
    [
        ("from .layers import x", 0, "from layers import x"),
        ("from ..layers import x as y", 1, "from layers import x as y"),
        ("from . import layers, data as d", 0, "import layers, data as d"),
        ("def f():\n    from .layers import x", 0, "def f():\n    from layers import x"),
        ("from . import *", 0, "pass"),
        ("from .layers import x", 1, "from .layers import x"),
        ("from layers import x", 0, "from layers import x"),
    ],
)
def test_relative_imports_of_what_lies_in_no_package_become_plain(source, depth, flat):
    assert ast.unparse(flatten(ast.parse(source), depth)) == flat


def test_pieces_know_their_lines_and_names():
    source = b"x = 1\n\n@f\ndef g(\n    a):\n    return a\ny, z = = 2\nw = [\n1]\n"

    pieces = parse(source, "hw2.py", 0)

    assert [(type(p), p.first, p.last, p.names) for p in pieces] == [
        (Statement, 1, 1, ("x",)),
        (Statement, 3, 6, ("g",)),
        (Broken, 7, 7, ("y", "z")),
        (Statement, 8, 9, ("w",)),
    ]


def test_a_broken_function_tells_the_line_it_is_broken_in():
    (broken, after) = parse(b"def f(x):\n    y = x\n    print 'y'\n    return y\n\nz = 1\n", "a", 0)

    assert (broken.first, broken.names) == (3, ("f",))
    assert "line" not in str(broken.error)
    assert after.first == 6


LINES = st.sampled_from(
    ["x = 1", "if x:", "    y = 2", "else:", "def f(", "):", '"""', "'", "@f", "print 1", "(", "]",
     "\\", "", "\t z", "é\0"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_whatever_the_text_its_pieces_are_in_order_and_inside_it(text):
    pieces = parse(text.encode(), "hw2.py", 0)

    lasts = [piece.last for piece in pieces if isinstance(piece, Statement)]
    assert lasts == sorted(lasts)
    assert all(1 <= piece.first <= text.count("\n") + 1 for piece in pieces)
    assert sum(isinstance(piece, Broken) for piece in pieces) <= MOST_BROKEN


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_are_pieces(data):
    assert all(piece.first >= 1 for piece in parse(data, "hw2.py", 0))
