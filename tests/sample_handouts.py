"""The assignments that ship, with what their handouts hold, and small bundles without torch."""

from functools import cache
from pathlib import Path

import numpy as np
from sample_keys import ARRAY, CHOICE, FORMULA, FUNCTION_KEY, NAMES, NUMBER, RELATION, SHAPE, TEXT

from grader.handout.blank import blank_key
from grader.handout.bundle import (
    Bundle,
    BundledAnswer,
    BundledPart,
    BundledProblem,
    NamedMistake,
)
from grader.handout.make import make_bundle
from grader.handout.probes import solve_probes
from grader.oracle.cache import load_answer_key
from grader.record import replace
from grader.spec.load import load_assignment

ROOT = Path(__file__).parent.parent
SHIPPED = sorted(path.parent for path in ROOT.glob("problems/*/assignment.yaml"))
HOMEWORK = ROOT / "problems" / "dsga1008-hw2"
KINDS = {
    "number": NUMBER,
    "array": ARRAY,
    "shape": SHAPE,
    "formula": FORMULA,
    "names": NAMES,
    "choice": CHOICE,
    "function": FUNCTION_KEY,
    "relation": RELATION,
    "text": TEXT,
}
"""A key of each kind, by the kind."""


@cache
def solve(folder):
    """Solve an assignment: the assignment, its key, its probes and its bundle."""
    assignment = load_assignment(folder)
    key, probes = load_answer_key(assignment), solve_probes(assignment)
    return assignment, key, probes, make_bundle(assignment, key, probes)


def part(id_, kind, key, *, public=0, hidden=1, points=2.0, **more):
    """Make a part of one answer."""
    mistakes = more.pop("mistakes", ())
    answer = BundledAnswer(kind, None, key, public, hidden, mistakes)
    facts = {"prompt": "", "reveal": "expected", "check": "format", "seconds": None} | more
    return BundledPart(
        id=id_, problem="1", title=id_.upper(), points=points, answers=(answer,), **facts
    )


def bundle(*parts, module="tiny"):
    """Make a bundle of one problem."""
    problems = (BundledProblem("1", "First", "With $x$."),)
    return Bundle(
        *("tiny", "Tiny", "Course", "en", module, 5.0, 10.0, 512),
        passes_tensors=False,
        problems=problems,
        parts=parts,
    )


def forms():
    """Make a bundle with a part of each kind that is checked for its form only."""
    blanks = [
        part(chr(97 + number), kind, blank_key(key, key, (2, 3) if kind == "array" else None))
        for number, (kind, key) in enumerate(KINDS.items())
    ]
    return bundle(*blanks)


def tiny():
    """Make a bundle of an array, a function with one public case, and a number that is told."""
    first = replace(FUNCTION_KEY, cases=FUNCTION_KEY.cases[:1])
    negated = NamedMistake("negated", "The sign is the other one.", "Look at the sign.", 0.5)
    return bundle(
        part("a", "array", blank_key(ARRAY, ARRAY, (2, 3))),
        part("b", "function", first, public=1, hidden=2, check="public", mistakes=(negated,)),
        part("c", "number", NUMBER, public=1, hidden=0, check="verdict"),
    )


def as_text(value):
    """Write an array as nested lists of plain numbers."""
    return np.asarray(value).tolist()
