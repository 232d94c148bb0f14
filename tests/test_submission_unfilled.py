"""A starter is told from somebody's work by its lines; what is in doubt is work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_handouts import SHIPPED, solve

from grader.handout.starter import write_starter
from grader.submission.unfilled import is_unfilled

BLANK = """
\"\"\"Title.\"\"\"
from __future__ import annotations
import numpy as np
from torch import nn

a = None  # a number
b: list[int] = None
c = d = ""

@decorated
def f(x: dict[str, int], *, y={1: 2}) -> int:
    \"\"\"Say.\"\"\"
    raise NotImplementedError

def g(x): pass

async def h(x):
    raise NotImplementedError("fill me in")

class M(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, x):
        ...
"""


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_the_starters_that_are_handed_out_are_not_filled_in(folder):
    assert is_unfilled(write_starter(solve(folder)[3]).encode())


@pytest.mark.parametrize("source", ["", "# nothing\n", "\ufeffx = None", BLANK])
def test_what_only_names_what_is_asked_for_is_not_filled_in(source):
    assert is_unfilled(source.encode())


@pytest.mark.parametrize(
    "line",
    [
        *("a = 1", "a = [None]", "a: int = 3", "a = b == None", "a[0] = None", "a, b = None, 1"),
        *("f(x)", "print(3)", "a = None; b = 2", "return 3", "raise ValueError", "if a: pass"),
        *("def k(x): return 3", "class A: x = 5", "raise NotImplementedError(f(3))"),
        *("from layers import a", "from layers import *", "from", "a = lambda: None", "(", "\0"),
    ],
)
def test_a_line_that_says_anything_makes_it_work(line):
    assert not is_unfilled(f"{BLANK}\n{line}\n".encode())


def test_what_is_larger_than_any_starter_is_work():
    assert not is_unfilled(b"# x\n" * 100_000)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_one_or_the_other(content):
    assert is_unfilled(content) in (True, False)
