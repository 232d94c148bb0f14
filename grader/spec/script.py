"""Lines of Python that say how a student's code is called.

They run in the student's process, in the names of the student's module and of the arguments. So
they can hold no answer, and neither import, define, nor reach behind the names they are given: what
is written in a bundle is data that anybody can read.
"""

import ast
import warnings
from typing import Annotated

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


Script = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4000),
    BeforeValidator(as_text),
    AfterValidator(read_script),
    WithJsonSchema({"title": "lines of Python", "type": "string", "minLength": 1}),
]
"""Lines of Python, such as ``Conv(3, 4).forward(x)``; the last gives what is marked."""
