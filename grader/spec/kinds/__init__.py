"""The answer kinds: a closed union, one file each.

A kind also has one file in `grader.key`, `grader.oracle` and `grader.compare`; mypy names every
`match` that forgets it.
"""

from typing import Annotated

from pydantic import Field

from grader.spec.kinds.array import ArrayAnswer
from grader.spec.kinds.choice import ChoiceAnswer
from grader.spec.kinds.expression import ExpressionAnswer
from grader.spec.kinds.figure import FigureAnswer
from grader.spec.kinds.formula import FormulaAnswer
from grader.spec.kinds.function import FunctionAnswer
from grader.spec.kinds.gradient import GradientAnswer
from grader.spec.kinds.module import ModuleAnswer
from grader.spec.kinds.names import NamesAnswer
from grader.spec.kinds.number import NumberAnswer
from grader.spec.kinds.property import PropertyAnswer
from grader.spec.kinds.random import RandomAnswer
from grader.spec.kinds.relation import RelationAnswer
from grader.spec.kinds.sequence import SequenceAnswer
from grader.spec.kinds.shape import ShapeAnswer
from grader.spec.kinds.text import TextAnswer
from grader.spec.kinds.training import TrainingAnswer

Answer = Annotated[
    NumberAnswer
    | ShapeAnswer
    | ArrayAnswer
    | FormulaAnswer
    | NamesAnswer
    | ChoiceAnswer
    | FunctionAnswer
    | RelationAnswer
    | ExpressionAnswer
    | GradientAnswer
    | ModuleAnswer
    | SequenceAnswer
    | FigureAnswer
    | PropertyAnswer
    | RandomAnswer
    | TrainingAnswer
    | TextAnswer,
    Field(discriminator="kind"),
]
"""What a part asks for; `kind` says which."""

__all__ = [
    "Answer",
    "ArrayAnswer",
    "ChoiceAnswer",
    "ExpressionAnswer",
    "FigureAnswer",
    "FormulaAnswer",
    "FunctionAnswer",
    "GradientAnswer",
    "ModuleAnswer",
    "NamesAnswer",
    "NumberAnswer",
    "PropertyAnswer",
    "RandomAnswer",
    "RelationAnswer",
    "SequenceAnswer",
    "ShapeAnswer",
    "TextAnswer",
    "TrainingAnswer",
]
