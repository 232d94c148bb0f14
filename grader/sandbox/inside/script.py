"""Run a few lines of the spec's author in the names of the student's module.

The author says how the student's code is called: the lines see the arguments, `grad` and `leaf` and
all other words of `grader.sandbox.inside.words` as ``words.load``, and whatever else they name is
looked up in the student's module, which may well define a `forward` of its own. A name that is not
there is no answer, and not an error of the student's.
"""

import ast
import builtins
import functools
import importlib
import warnings
from types import CodeType, SimpleNamespace
from typing import Any

from grader.sandbox.inside.hints import CALL
from grader.sandbox.inside.words import PLAIN, WORDS

_HEAVY = {"np": "numpy", "torch": "torch"}
_RESULT = "the value of the last line"
_OWN_LINES = rf"{CALL}|grader\.sandbox\.inside\."


class NameMissingError(Exception):
    """The lines name something that nobody provides: the student's module should."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def run(module: object, script: str, arguments: dict[str, object], asked: str = "") -> object:
    """Run the lines and give the value of the last.

    Args:
        module: The student's.
        script: Python, whose last line is an expression.
        arguments: Names to values, which the lines may change.
        asked: What the question asks for, which is the student's even if Python has such a name.

    Raises:
        NameMissingError: The module lacks a name that the lines need.
    """
    code, wanted = _compiled(script)
    scope: dict[str, Any] = dict(arguments)
    for name in wanted:
        if name not in scope:
            scope[name] = _find(module, name, asked)
    scope.setdefault("__name__", CALL)
    _silence_own_lines()
    exec(code, scope)  # noqa: S102 - the author's lines, behind the walls of the student's
    return scope[_RESULT]


def _silence_own_lines() -> None:
    """Have no warning printed about a line that is not the student's."""
    first = warnings.filters[0] if warnings.filters else None
    # Any change of the filters makes every warning new again: leave alone what is there.
    if first is None or getattr(first[3], "pattern", "") != _OWN_LINES:
        warnings.filterwarnings("ignore", module=_OWN_LINES)


@functools.lru_cache(maxsize=256)
def _compiled(script: str) -> tuple[CodeType, tuple[str, ...]]:
    """Compile the lines; list the names that they do not bind themselves."""
    tree = ast.parse(script.strip() + "\n")
    last = tree.body[-1]
    if not isinstance(last, ast.Expr):
        raise SyntaxError("the last line gives no value")  # noqa: TRY004 - what Python would raise
    target = ast.Name(_RESULT, ast.Store())
    tree.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    read = {node.id: None for node in names if isinstance(node.ctx, ast.Load)}
    code = compile(ast.fix_missing_locations(tree), CALL, "exec", dont_inherit=True)
    return code, tuple(name for name in read if name not in bound)


def _find(module: object, name: str, asked: str) -> object:
    if name in _HEAVY:
        return importlib.import_module(_HEAVY[name])
    if name == "words":
        return SimpleNamespace(**WORDS)
    if name in PLAIN:
        return WORDS[name]
    if name != asked and hasattr(builtins, name):
        return getattr(builtins, name)
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    try:
        return importlib.import_module(name) if name == "adapters" else _missing(name)
    except ModuleNotFoundError:
        return _missing(name)


def _missing(name: str) -> object:
    raise NameMissingError(name)
