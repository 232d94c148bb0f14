"""How each answer kind is asked, read and judged: one line each.

A kind asks its questions, reads the outcomes, and judges the reading; each is a pure function of
plain data, in the file of its kind.
"""

from collections.abc import Callable

from grader.compare.array import ask_array, compare_array, read_array
from grader.compare.choice import ask_choice, compare_choice, read_choice
from grader.compare.figure import ask_figure, compare_figure, read_figure
from grader.compare.form import judge_form
from grader.compare.formula import ask_formula, compare_formula, read_formula_answer
from grader.compare.function import ask_function, compare_function, read_function
from grader.compare.names import ask_names, compare_names, read_names
from grader.compare.number import ask_number, compare_number, read_number_answer
from grader.compare.random import ask_random, compare_random, read_random
from grader.compare.reading import Problem, Reading
from grader.compare.relation import ask_relation, compare_relation, read_relation
from grader.compare.result import Absent, Comparison, Stopped, Unreadable
from grader.compare.shape import ask_shape, compare_shape, read_shape
from grader.compare.text import ask_text, compare_text, read_text
from grader.compare.training import ask_training, compare_training, read_training
from grader.key.kinds import (
    ArrayKey,
    ChoiceKey,
    FigureKey,
    FormKey,
    FormulaKey,
    FunctionKey,
    Key,
    NamesKey,
    NumberKey,
    RandomKey,
    RelationKey,
    ShapeKey,
    TextKey,
    TrainingKey,
)
from grader.outcome import Outcome
from grader.record import Record
from grader.request import Request


class Kind(Record, frozen=True):
    """The three functions of one answer kind; each takes that kind's own key and reading."""

    ask: Callable[..., tuple[Request, ...]]
    read: Callable[..., Reading | Problem]
    compare: Callable[..., Comparison]


def _ask_form(key: FormKey) -> tuple[Request, ...]:
    return ask(key.like)


def _read_form(key: FormKey, outcomes: tuple[Outcome, ...]) -> Reading | Problem:
    return read(key.like, outcomes)


def _compare_form(key: FormKey, reading: Reading) -> Comparison:
    return judge_form(key, reading, compare(key.like, reading))


KINDS: dict[type, Kind] = {
    ArrayKey: Kind(ask_array, read_array, compare_array),
    ChoiceKey: Kind(ask_choice, read_choice, compare_choice),
    FormKey: Kind(_ask_form, _read_form, _compare_form),
    FigureKey: Kind(ask_figure, read_figure, compare_figure),
    RandomKey: Kind(ask_random, read_random, compare_random),
    TrainingKey: Kind(ask_training, read_training, compare_training),
    FormulaKey: Kind(ask_formula, read_formula_answer, compare_formula),
    FunctionKey: Kind(ask_function, read_function, compare_function),
    NamesKey: Kind(ask_names, read_names, compare_names),
    NumberKey: Kind(ask_number, read_number_answer, compare_number),
    RelationKey: Kind(ask_relation, read_relation, compare_relation),
    ShapeKey: Kind(ask_shape, read_shape, compare_shape),
    TextKey: Kind(ask_text, read_text, compare_text),
}


def ask(key: Key) -> tuple[Request, ...]:
    """List what to ask of a student's module for one answer."""
    return KINDS[type(key)].ask(key)


def read(key: Key, outcomes: tuple[Outcome, ...]) -> Reading | Problem:
    """Read what came back for one answer; as many outcomes as were asked, in that order."""
    return KINDS[type(key)].read(key, outcomes)


def compare(key: Key, reading: Reading | Problem) -> Comparison:
    """Judge one answer; what could not be read is its own finding."""
    if isinstance(reading, Absent | Stopped | Unreadable):
        return reading
    return KINDS[type(key)].compare(key, reading)
