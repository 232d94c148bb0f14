"""What a question forbids is found in the source however it is spelled, and none of it runs.

Each entry of the table `data/scanned_sources.txt` is a name (#), a rule (-), where it is found (>):
surely in a line, perhaps, or nowhere; and the source (+), in which the answer is called `f`.
"""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.inside.scanner import scan, scan_all

ANY = mock.ANY
TABLE = Path(__file__).parent / "data" / "scanned_sources.txt"
CONV = "torch.nn.functional.conv2d"


def found(source, rule=CONV, name="f", **files):
    """Scan for one rule: pairs of a line and whether it is sure."""
    text = dedent(source).strip() + "\n"
    others = {key.replace("__", "/") + ".py": dedent(each).encode() for key, each in files.items()}
    result = scan({"hw.py": text.encode(), **others}, ["hw.py"], [name], [rule])
    assert result is not None
    return {(line, sure) for _, _, line, _, sure in result[0]}


@dataclass(frozen=True, slots=True)
class Scanned:
    """A source that defines `f`, a rule, and what the scanner is to say."""

    rule: str
    expected: str
    source: str


def read(entry):
    lines = entry.split("\n")
    marked = {mark: [line[2:] for line in lines if line.startswith(mark)] for mark in "->+"}
    return Scanned(*("\n".join(marked[mark]) for mark in "->+"))


ENTRIES = TABLE.read_text(encoding="utf-8").removesuffix("\n").split("\n\n")


@pytest.mark.parametrize(
    "scanned", [pytest.param(read(entry), id=entry.split("\n")[0][2:]) for entry in ENTRIES]
)
def test_what_a_rule_speaks_of_is_found_however_it_is_spelled(scanned):
    hits = found(scanned.source, scanned.rule)

    word, _, line = scanned.expected.rpartition("line ")
    if scanned.expected == "nothing":
        assert hits == set()
    elif word:
        assert (int(line), False) in hits
        assert not any(sure for _, sure in hits)
    else:
        assert (int(line), True) in hits


OTHER_FILES = {
    "imported name": ("from layers import g\ndef f(x):\n  return g(x)", {"layers": None}),
    "imported module": ("import layers\ndef f(x):\n  return layers.g(x)", {"layers": None}),
    "renamed module": ("import layers as l\ndef f(x):\n  return l.g(x)", {"layers": None}),
    "star": ("from layers import *\ndef f(x):\n  return g(x)", {"layers": None}),
    "relative": ("from .layers import g\ndef f(x):\n  return g(x)", {"layers": None}),
    "relative module": ("from . import layers\ndef f(x):\n  return layers.g(x)", {"layers": None}),
    "package": ("from lib.layers import g\ndef f(x):\n  return g(x)", {"lib__layers": None}),
    "package's module": ("import lib.layers\ndef f(x):\n  return lib.layers.g(x)",
                         {"lib__layers": None}),
    "imported inside": ("def f(x):\n  from layers import g\n  return g(x)", {"layers": None}),
    "just passed on": ("from layers import g as f", {"layers": None}),
    "passed on twice": ("from one import g\ndef f(x):\n  return g(x)",
                        {"one": "from layers import g", "layers": None}),
    "beside it in a package": ("from lib.one import g\ndef f(x):\n  return g(x)",
                               {"lib__one": "from .layers import g", "lib__layers": None}),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHER_FILES)
def test_other_files_are_followed(case):
    entry, files = OTHER_FILES[case]
    body = "import torch\ndef g(x):\n  return torch.conv2d(x)\n"

    assert (3, True) in found(entry, **{key: text or body for key, text in files.items()})


def test_a_name_that_another_file_only_passes_on_is_spelled_out():
    entry = "from tools import c\ndef f(x):\n  return c(x)"

    assert (3, True) in found(entry, tools="from torch import conv2d as c")


def test_files_that_import_each_other_come_to_an_end():
    assert found("from a import *\ndef f(x):\n  return g(x)", a="from b import *",
                 b="from a import *\nfrom hw import *") == set()  # fmt: skip


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("def f(x):\n  return x", 0),
        ("def f(x):\n  return -x + 2 * abs(x)", 4),
        ("def f(x):\n  return 0 < x < 1 and x and not x", 5),
        ("def f(x):\n  x += 1\n  return x[0]", 1),
        ("def g(x):\n  return x * 2\ndef f(x):\n  return g(x) + g(x)", 4),
    ],
)
def test_operations_are_counted_once_for_every_definition(source, count):
    assert scan({"hw.py": source.encode()}, ["hw.py"], ["f"], []) == ([], count)


def test_a_notebook_is_told_by_its_cells_and_a_broken_one_hides_no_other():
    cells = ["import torch", "x = (", "def f(x):\n\n  return torch.conv2d(x)", "%% no python"]
    names = [f"hw.ipynb, cell {number}" for number in range(1, 5)]
    sources = {name: cell.encode() for name, cell in zip(names, cells, strict=True)}

    hits, _ = scan(sources, names, ["f"], [CONV])

    assert hits == [(CONV, names[2], 3, "return torch.conv2d(x)", True)]


def test_a_file_says_itself_how_its_letters_are_written():
    text = "# coding: utf-7\nimport torch\ndef f(x):\n  return torch.conv2d(x)\n"
    hidden = text.replace("conv2d", "+AGMAbwBuAHYAMgBk-")

    hits, _ = scan({"hw.py": hidden.encode()}, ["hw.py"], ["f"], [CONV])

    assert [(hit[2], hit[4]) for hit in hits] == [(4, True)]


@pytest.mark.parametrize("source", [b"", b"x = (", b"\0\0", b"\xff\xfe\xff", b"# only a comment"])
def test_where_nothing_can_be_parsed_nothing_is_said(source):
    assert scan_all({"hw.py": source}, ["hw.py"], {"1": (["f"], [CONV])}) == {"1": None}


def test_nothing_of_it_runs(tmp_path):
    place = tmp_path / "ran"
    source = f"open({str(place)!r}, 'w')\ndef f(x, y=open({str(place)!r}, 'w')):\n  return x"

    found(source)

    assert not place.exists()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def f(x):\n  return " + "(" * 90 + "x" + ")" * 90, id="brackets"),
        pytest.param("def f(x):\n  return " + "-" * 5000 + "x", id="signs"),
        pytest.param("def f(x):\n  return x" + ".a" * 900, id="attributes"),
        pytest.param("def f(x):\n  return " + "+".join("x" * 3000), id="sums"),
        pytest.param("\n".join(f"a{n} = a{n + 1}" for n in range(5000)) + "\nf = a0", id="chain"),
        pytest.param("\n".join(f"a = b{n}\nb{n} = a" for n in range(300)) + "\nf = a", id="knot"),
        pytest.param("\n".join(f"def g{n}(x):\n  return g{n + 1}(x)" for n in range(3000))
                     + "\nf = g0", id="helpers"),
        pytest.param("x = 1\n" * 100_000 + "def f(x):\n  return x", id="lines"),
    ],
)  # fmt: skip
def test_a_file_made_to_be_slow_comes_to_an_end(source):
    assert scan({"hw.py": source.encode()}, ["hw.py"], ["f"], [CONV]) in (None, ([], ANY))


def test_a_helper_behind_a_thousand_others_is_found():
    chain = "\n".join(f"def g{n}(x):\n  return g{n + 1}(x)" for n in range(1000))
    last = "\ndef g1000(x):\n  return torch.conv2d(x)\ndef f(x):\n  return g0(x)"

    assert (2003, True) in found(f"import torch\n{chain}{last}".replace("\n\n", "\n"))


@given(st.text(alphabet="def f(x):\n return torch.conv2d,=[]@'#\\0", max_size=60))
def test_no_text_whatsoever_makes_the_scanner_fail(text):
    result = scan({"hw.py": text.encode()}, ["hw.py"], ["f"], [CONV, "loops", "@", "autograd"])

    assert result is None or all(line >= 1 for _, _, line, _, _ in result[0])
