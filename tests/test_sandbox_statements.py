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


DEF = "def f(a):\n    b = a\n    return b\n"


@pytest.mark.parametrize(
    ("source", "runs", "broken"),
    [
        pytest.param("x = 1\n y = 2\nz = 3\n", ["x", "z"], [(2, "y")], id="simple"),
        pytest.param(f"{DEF}\n y = f(2)\nz = 3\n", ["f", "z"], [(5, "y")], id="function"),
        pytest.param(f"{DEF} b = f(2)\nz = 3\n", ["f", "z"], [(4, "b")], id="a name of its own"),
        pytest.param(f"x = 1\n {DEF[:-1]}\n", ["x"], [(2, "f")], id="a function's first line"),
        pytest.param("x = [\n1,\n]\n y = 2\n", ["x"], [(4, "y")], id="after a bracket"),
        pytest.param('x = """\na\n"""\n y = 2\n', ["x"], [(4, "y")], id="after a text"),
        pytest.param("if a:\n  x = 1\n y = 2\nz = 3", ["x", "z"], [(3, "y")], id="block"),
        pytest.param("class C:\n  x = 1\n y = C()\n", ["C"], [(3, "y")], id="class"),
        pytest.param(" import y\nx = 1\n", ["x"], [(1, "y")], id="at the top"),
        pytest.param("# a\n\n  y = 1\nx = 1\n", ["x"], [(3, "y")], id="below a comment"),
        pytest.param("x = 1\n y = = 2\nz = 3", ["x", "z"], [(2, "y")], id="broken as well"),
        pytest.param("x = 1\n y = 2\n  w = 3", ["x"], [(2, "w y")], id="two, at two depths"),
        pytest.param("x = 1\n y = 2\na\n w = 3", ["x", ""], [(2, "y"), (4, "w")], id="two"),
    ],
)
def test_a_stray_space_costs_only_the_statement_below_it(source, runs, broken):
    pieces = parse(source.encode(), "hw2.py", 0)

    ran = [" ".join(each.names) for each in pieces if isinstance(each, Statement)]
    failed = [(p.first, " ".join(p.names)) for p in pieces if isinstance(p, Broken)]
    assert failed == broken
    assert ran == runs
    assert all(isinstance(p.error, SyntaxError) for p in pieces if isinstance(p, Broken))


@pytest.mark.parametrize(
    "source",
    [
        "def f(a):\n    b = a\n  return b\n",
        "def f(a):\n    b = a\n   b = 2 * b\n   return b\n",
        "def f(a):\n    b = a\n  a = b\n",
        "def f(a):\n    b = a\n      c = 1\n",
        "def f(a):\n    if a:\n        b = a\n      b = 2\n    return b\n",
        "class f:\n    def g(self):\n        return 1\n   def h(self):\n        return 2\n",
        "for f in []:\n    b = f\n  print(b)\n",
        "f = a\n    + b\n",
        "f = a\n    @ b\n",
        "f = 'a'\n    'b'\n",
        "f = 'a'\n    f'b'\n",
        "f = a\n    if b else c\n",
        "f = a\n    .b\n",
        "f = a\n    and b\n",
    ],
)
def test_a_line_that_belongs_to_the_statement_above_breaks_that(source):
    broken, after = parse(f"{source}z = 3\n".encode(), "hw2.py", 0)

    assert isinstance(broken, Broken)
    assert set(broken.names) <= {"f"}
    assert after.names == ("z",)


def test_of_one_cell_among_others_only_the_names_in_it_are_lost():
    (broken,) = parse(b"def foo(:", "cell", 0, is_alone=False)
    (whole,) = parse(b"def foo(:", "hw2.py", 0)

    assert (broken.names, whole.names) == (("foo",), ("*",))
    assert [each.names for each in parse(b"# \0", "cell", 0, is_alone=False)] == [()]


LINES = st.sampled_from(
    ["x = 1", "if x:", "    y = 2", "else:", "def f(", "):", '"""', "'", "@f", "print 1", "(", "]",
     "\\", "", "\t z", "é\0",
     " x = 1", "  return y", " def f():"]
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
