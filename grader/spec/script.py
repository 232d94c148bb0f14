"""Lines of Python that say how a student's code is called.

They run in the student's process, in the names of the student's module and of the arguments. So
they can hold no answer, and neither import, define, nor reach behind the names they are given: what
is written in a bundle is data that anybody can read.
"""

import ast
import builtins
import warnings
from collections.abc import Collection
from typing import Annotated

import numpy as np
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from grader.spec.scalar import as_text

_ADMITTED = (
    *(ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.For, ast.expr, ast.expr_context),
    *(ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.keyword, ast.comprehension, ast.arg),
    *(ast.arguments, ast.Slice),
)
_REFUSED_NAMES = frozenset(
    ["eval", "exec", "compile", "open", "input", "breakpoint", "globals", "locals", "vars"]
)

RESERVED = frozenset(["grad", "leaf", "picture", "words"])
"""Names that mean the same in all such lines, and so can be no student's."""


def read_script(text: str) -> str:
    """Check lines of Python.

    Raises:
        PydanticCustomError: They do not parse, give nothing, or do more than call and name.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip() + "\n")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        raise PydanticCustomError(
            "script",
            "wanted lines of Python that can be read (line {line}: {why})",
            {"line": line, "why": getattr(error, "msg", "too deep")},
        ) from None
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        raise PydanticCustomError(
            "script", "wanted an expression in the last line, whose value is what is marked"
        )
    for node in ast.walk(tree):
        _check_node(node)
    return text


def _check_node(node: ast.AST) -> None:
    if not isinstance(node, _ADMITTED):
        raise PydanticCustomError(
            "script",
            "wanted calls, assignments and loops only, and no {found} as in line {line} (put what "
            "is longer into support/adapters.py)",
            {"found": type(node).__name__.lower(), "line": getattr(node, "lineno", 1)},
        )
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    if (isinstance(name, str) and name.startswith("_")) or name in _REFUSED_NAMES:
        raise PydanticCustomError(
            "script",
            "wanted names of the student's module and of the arguments only, and not {found}",
            {"found": repr(name)},
        )


def names_in_script(text: str) -> set[str]:
    """Every name that the lines read."""
    return {
        node.id
        for node in ast.walk(ast.parse(text.strip() + "\n"))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def runs_apart(text: str, given: Collection[str]) -> bool:
    """Whether the lines can run where nothing of the student's is, by calling it as they go.

    They can where the student's names are called and nothing else, and where what comes back is
    used as numbers and arrays are. A name in capitals makes an object, which stays where it is; and
    what is differentiated has to stay with the code it went through.

    Args:
        text: As `read_script` lets it pass.
        given: The names of the arguments.
    """
    nodes = list(ast.walk(ast.parse(text.strip() + "\n")))
    ours = {*given, *_LIBRARIES, *vars(builtins)}
    ours |= {each.id for each in nodes if isinstance(each, ast.Name) and _is_bound(each)}
    called = {id(each.func) for each in nodes if isinstance(each, ast.Call)}
    return all(_is_plain(each, ours, called) for each in nodes)


def _is_bound(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _is_plain(node: ast.AST, ours: Collection[str], called: Collection[int]) -> bool:
    match node:
        case ast.Name(id=name) if name in ours:
            return id(node) not in called or hasattr(builtins, name)
        case ast.Name(id=name):
            is_function = name[:1].islower() and name not in {*RESERVED, "adapters"}
            return is_function and id(node) in called
        case ast.Attribute(attr=name):
            return name not in _DIFFERENTIATES and _is_of_arrays(node)
        case ast.Call(func=function):
            return isinstance(function, ast.Name | ast.Attribute)
        case _:
            return True


def _is_of_arrays(attribute: ast.Attribute) -> bool:
    """Whether an attribute is one that arrays have, or a part of a library."""
    root: ast.expr = attribute
    while isinstance(root, ast.Attribute):
        root = root.value
    in_library = isinstance(root, ast.Name) and root.id in _LIBRARIES
    return in_library or hasattr(np.ndarray, attribute.attr) or attribute.attr in _OF_TENSORS


_LIBRARIES = frozenset(["np", "torch"])
_OF_TENSORS = frozenset(["abs", "clone", "exp", "log", "numel", "numpy", "sqrt", "unsqueeze"])
_DIFFERENTIATES = frozenset(["autograd", "backward", "func", "grad", "requires_grad_"])

Script = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4000),
    BeforeValidator(as_text),
    AfterValidator(read_script),
    WithJsonSchema({"title": "lines of Python", "type": "string", "minLength": 1}),
]
"""Lines of Python, such as ``Conv(3, 4).forward(x)``; the last gives what is marked."""
