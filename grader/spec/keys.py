"""Which keys are possible where in a spec file.

Rule: everything is read from the models' annotations, so that a new key or kind is known here
without a line changed. Pure data: no I/O.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, get_args, get_origin

from grader.spec.base import Spec
from grader.spec.kinds import Answer
from grader.spec.model import Part
from grader.spec.places import KeyPath
from grader.spec.scalar import Data

Model = type[Spec]


def models_in(annotation: object) -> Iterator[Model]:
    """Every model that an annotation names, through unions and containers."""
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    elif get_origin(annotation) is not Literal:
        for argument in get_args(annotation):
            yield from models_in(argument)


def kind_of(model: Model) -> str:
    """The name of an answer kind."""
    return str(get_args(model.model_fields["kind"].annotation)[0])


KINDS: Final[Mapping[str, Model]] = {kind_of(model): model for model in models_in(Answer)}
"""Every answer kind by its name, in the order of the union."""


def model_at(root: Model, path: KeyPath, data: Data) -> Model | None:
    """The model whose keys stand at a path; None where no model's do.

    Args:
        root: The model of the whole document.
        path: Keys and indices from its top.
        data: The document, whose `kind` keys tell the answer kinds apart.
    """
    annotation: object = root
    for step in path:
        model = _chosen(annotation, data)
        data = below(data, step)
        if isinstance(step, int):
            continue
        if model is None or step not in model.model_fields:
            return None
        annotation = model.model_fields[step].annotation
    return _chosen(annotation, data)


def _chosen(annotation: object, data: Data) -> Model | None:
    models = tuple(models_in(annotation))
    if len(models) > 1:
        kind = data.get("kind") if isinstance(data, dict) else None
        return KINDS.get(kind) if isinstance(kind, str) else None
    return models[0] if models else None


def below(data: Data, step: str | int) -> Data:
    """The value one step further down; None where there is none."""
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def value_at(data: Data, path: KeyPath) -> Data:
    """The value at a path; None where there is none."""
    for step in path:
        data = below(data, step)
    return data


def home_of(key: str, model: Model) -> str:
    """Where a key belongs that is not one of a model's, if it is one of its part's or answers'."""
    if model is Part and any(key in kind.model_fields for kind in KINDS.values()):
        return "it belongs under 'answer'"
    if model in KINDS.values() and key in Part.model_fields:
        return "it belongs to the part, not to its answer"
    return ""
