"""Kinds whose truth is written in the spec: `names`, `choice`, `figure`, `text`."""

import difflib
import importlib

from grader.errors import SpecError
from grader.key.kinds import ChoiceKey, FigureKey, NamesKey, TextKey
from grader.oracle.flaws import Flaws
from grader.spec.assignment import AskedPart
from grader.spec.kinds import ChoiceAnswer, FigureAnswer, NamesAnswer, TextAnswer


def solve_names(answer: NamesAnswer, asked: AskedPart, index: int) -> NamesKey:
    """Check the names against the installed module; alternatives it lacks are dropped.

    Libraries come and go with their releases: a name that this one lacks cannot be required.

    Raises:
        SpecError: The module is not there, or knows none of the names of some things.
    """
    expected = tuple((each,) if isinstance(each, str) else tuple(each) for each in answer.expected)
    if not answer.within:
        return NamesKey(answer.name, "", expected, answer.harmless)
    try:
        module = importlib.import_module(answer.within)
    except ImportError:
        words = (
            f"wanted a module that can be imported, found {answer.within!r} (correct its name, or "
            "install it)"
        )
        flaw = asked.source.flaw(asked.key_path(index, "within"), words)
        raise SpecError(asked.source.file, [flaw]) from None
    flaws = Flaws()
    known = []
    for number, names in enumerate(expected):
        there = tuple(name for name in names if hasattr(module, name))
        known.append(there)
        if not there:
            near = difflib.get_close_matches(names[0], dir(module), 1)
            cure = f"did you mean {near[0]!r}?" if near else "correct it, or leave 'within' out"
            words = f"wanted a name that {answer.within} has, found {names[0]!r} ({cure})"
            path = (*asked.key_path(index, "expected"), number)
            with flaws:
                raise SpecError(asked.source.file, [asked.source.flaw(path, words)])
    flaws.raise_any(asked.source.file)
    return NamesKey(answer.name, answer.within, tuple(known), answer.harmless)


def solve_choice(answer: ChoiceAnswer) -> ChoiceKey:
    """Take the options as written."""
    return ChoiceKey(answer.name, dict(answer.options), answer.expected)


def solve_figure(answer: FigureAnswer) -> FigureKey:
    """Take the rubric as written."""
    return FigureKey(answer.name, answer.rubric)


def solve_text(answer: TextAnswer) -> TextKey:
    """Take the rubric as written."""
    return TextKey(answer.name, answer.rubric, optional=answer.optional)
