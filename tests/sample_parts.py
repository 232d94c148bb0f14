"""Small problem files for tests of the oracle, with a » before each value that is flawed."""

import re
from textwrap import indent

import pytest

from grader.errors import SpecError
from grader.oracle.solve import Oracle

HEAD = """\
id: 1
title: One
given: {A: [[1, 2], [3, 4]], n: 3}
parts:
"""


def part(letter, *lines):
    """One part of a problem file."""
    opened = [f"- id: {letter}", "  title: T", "  points: 1", *("  " + line for line in lines)]
    return indent("\n".join(opened), "  ") + "\n"


def array(oracle, *more):
    return ("answer: {name: x, kind: array}", f"oracle: {oracle}", *more)


def formula(settings, oracle, *more):
    return (f"answer: {{name: x, kind: formula, {settings}}}", f"oracle: {oracle}", *more)


def mistake(oracle):
    return ("misconceptions:", "  - id: m", "    says: s", f"    oracle: {oracle}")


def refusals(assignment, marked, reference=""):
    """What the oracle refuses, as (is at its mark, where and text); asserts a mark for each.

    Args:
        assignment: The fixture.
        marked: Problem file with marks.
        reference: The `reference.py` beside it.
    """
    wanted = [
        f"p.yaml:{number}:{found.start() - order + 1}"
        for number, line in enumerate(marked.splitlines(), 1)
        for order, found in enumerate(re.finditer("»", line))
    ]
    loaded = assignment(marked.replace("»", ""), reference)
    with pytest.raises(SpecError) as caught:
        Oracle(loaded).solve("digest")
    assert caught.value.exit_code == 2
    lines = re.sub(r"(?m)^\S*/", "", str(caught.value)).splitlines()
    assert [line.partition(": ")[0] for line in lines] == wanted
    return [line.partition(": ")[2] for line in lines]
