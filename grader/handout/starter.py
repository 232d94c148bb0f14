"""The starter: the module students begin with, with a stub for every name the homework asks for.

Nothing in it answers anything: every part of it comes back `missing`. Prompts stand in it as text
that cannot end the place it stands in, whatever an author writes.
"""

import ast
import keyword
import re
import textwrap
from collections.abc import Iterator
from typing import Final

from grader.exchange.untex import untex
from grader.handout.bundle import Bundle, BundledAnswer, BundledPart
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
    PlainKey,
    RandomKey,
    RelationKey,
    ShapeKey,
    TextKey,
    TrainingKey,
    Unknown,
)
from grader.report.plain import plain_prose
from grader.values import Array, Value
from grader.visible import make_visible

_WIDTH: Final = 96


def write_starter(bundle: Bundle) -> str:
    """Write the module's source, the names in the order the homework asks for them."""
    title = " · ".join(filter(None, (bundle.course, bundle.title)))
    lines = [
        *_docstring(f"{title}\n\nFill in every part; `grader check` says where you stand.", "")
    ]
    if _uses(bundle, "numpy"):
        lines += ["", "import numpy as np"]
    if _uses(bundle, "torch"):
        lines += ["", "import torch"]
    for part in bundle.parts:
        lines += ["", *_heading(part)]
        for answer in part.answers:
            lines += _stub(part, answer)
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _uses(bundle: Bundle, library: str) -> bool:
    answers = [answer for part in bundle.parts for answer in part.answers]
    if library == "torch" and any(
        answer.kind == "module" or _is_autograd(_plain(answer.key)) for answer in answers
    ):
        return True
    return any(
        isinstance(each, Array) and each.library == library
        for answer in answers
        for each in _inputs(answer.key)
    )


def _inputs(key: Key) -> tuple[Value, ...]:
    """Take the arguments of a function's first call, for their types."""
    plain = _plain(key)
    match plain:
        case FunctionKey() if plain.cases:
            return plain.cases[0].arguments
        case _:
            return ()


def _plain(key: Key) -> PlainKey:
    return key.like if isinstance(key, FormKey) else key


def _heading(part: BundledPart) -> Iterator[str]:
    """Say above its stubs what the part asks."""
    yield f"# {part.problem} ({part.id}) {_inline(part.title)}"
    is_code = any(_is_code(answer.key) for answer in part.answers)
    is_class = any(
        answer.kind == "module" or _is_autograd(_plain(answer.key)) for answer in part.answers
    )
    if part.prompt and (is_class or not (is_code and len(part.answers) == 1)):
        yield "#"
        yield from _comment(part.prompt)


def _comment(markdown: str) -> Iterator[str]:
    for line in make_visible(plain_prose(untex(markdown))).split("\n"):
        for each in _wrap(line, _WIDTH - 2):
            yield f"# {each}".rstrip()


def _inline(text: str) -> str:
    return " ".join(make_visible(text).split())


def _docstring(text: str, margin: str) -> Iterator[str]:
    """Write a docstring that no text can end early."""
    safe = make_visible(text).replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()
    lines = [each for line in safe.split("\n") for each in _wrap(line, _WIDTH - 8)]
    if len(lines) == 1:
        space = " " if lines[0].endswith('"') else ""
        yield f'{margin}"""{lines[0]}{space}"""'
        return
    yield f'{margin}"""{lines[0]}'
    yield from (f"{margin}{line}".rstrip() for line in lines[1:])
    yield f'{margin}"""'


def _wrap(line: str, width: int) -> list[str]:
    """Break a line between words only: within one, an escape might be torn apart."""
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]


def _is_code(key: Key) -> bool:
    return isinstance(_plain(key), FunctionKey | FormulaKey | TrainingKey | RandomKey)


def _stub(  # noqa: C901, PLR0912 - one case for each kind
    part: BundledPart, answer: BundledAnswer
) -> Iterator[str]:
    key = _plain(answer.key)
    prompt = part.prompt if len(part.answers) == 1 else ""
    match key:
        case FunctionKey() if answer.kind == "module":
            yield from _class(key.name, _signature(key, part.prompt))
        case FunctionKey() if _is_autograd(key):
            yield from _autograd(key)
        case FunctionKey() | TrainingKey() | RandomKey():
            yield from _function(key.name, _signature(key, part.prompt), prompt)
        case FormulaKey():
            yield from _function(key.name, [(each, "int") for each in key.variables], prompt)
        case RelationKey():
            for unknown in key.unknowns:
                yield from _unknown(unknown)
        case NumberKey():
            yield f"{key.name} = None  # a number"
        case ArrayKey():
            yield f"{key.name} = None  # {_array(answer.key, key)}"
        case ShapeKey():
            yield f"{key.name} = None  # a shape: a tuple of whole numbers"
        case NamesKey():
            yield f"{key.name} = None  # a list of names"
        case ChoiceKey():
            for option, text in key.options.items():
                yield f"#   {_inline(option)}: {_inline(text)}"
            yield f"{key.name} = None  # one of these, or a list of several"
        case TextKey():
            optional = ", if you like" if key.optional else ""
            yield f'{key.name} = ""  # a few sentences{optional}'
        case FigureKey():
            yield f"{key.name} = None  # a figure"


def _array(key: Key, plain: ArrayKey) -> str:
    if isinstance(key, FormKey) and not key.is_shaped:
        return "nested lists, a NumPy array or a tensor"
    sides = plain.case.truth.value.shape
    if len(sides) == 1:
        return f"{sides[0]} numbers: a list, a NumPy array or a tensor"
    shape = " x ".join(map(str, sides))
    return f"{shape}: nested lists, a NumPy array or a tensor"


def _unknown(unknown: Unknown) -> Iterator[str]:
    if unknown.variables:
        yield from _function(unknown.name, [(each, "int") for each in unknown.variables], "")
    else:
        yield f"{unknown.name} = None  # a number"


def _function(name: str, parameters: list[tuple[str, str]], prompt: str) -> list[str]:
    """Write a stub that raises until it is filled in, and the lines left free after it."""
    taken = ", ".join(
        f"{each}: {type_}" if type_ else each
        for each, type_ in parameters
        if each.isidentifier() and not keyword.iskeyword(each)
    )
    about = list(_docstring(plain_prose(untex(prompt)), "    ")) if prompt else []
    return [f"def {name}({taken}):", *about, "    raise NotImplementedError", "", ""]


def _signature(key: FunctionKey | TrainingKey | RandomKey, prompt: str) -> list[tuple[str, str]]:
    """Pair what a stub takes with its types: as the question writes it, or as it is called."""
    script = key.ways[0].script if isinstance(key, FunctionKey) else key.script
    types = _typed(key) if isinstance(key, FunctionKey) else dict.fromkeys(key.parameters, "")
    written = re.search(rf"\b{re.escape(key.name)}\(([^()]*)\)", prompt)
    if written is not None:
        given = [each.partition("=")[0].strip() for each in written[1].split(",")]
    else:
        given = _called_with(key.name, script) or list(types)
    taken: dict[str, str] = {}
    for number, each in enumerate(filter(None, given), 1):
        is_name = each.isidentifier() and each not in {*taken, *keyword.kwlist}
        taken[each if is_name else f"option{number}"] = types.get(each, "")
    return list(taken.items())


def _called_with(name: str, script: str) -> list[str]:
    """Name what the author's lines call a function with; a dot for what has no name."""
    calls = (each for each in ast.walk(ast.parse(script)) if isinstance(each, ast.Call))
    own = [each for each in calls if isinstance(each.func, ast.Name) and each.func.id == name]
    if not own:
        return []
    positional = [each.id if isinstance(each, ast.Name) else "." for each in own[0].args]
    return [*positional, *(each.arg or "." for each in own[0].keywords)]


def _class(name: str, taken: list[tuple[str, str]]) -> Iterator[str]:
    """Write a stub of a module of PyTorch's."""
    yield f"class {name}(torch.nn.Module):"
    lines = [*_function("__init__", [("self", ""), *taken], "")]
    yield from (f"    {line}".rstrip() for line in lines)


def _is_autograd(key: PlainKey) -> bool:
    """Whether what is asked for is applied, as a function of autograd's is."""
    return isinstance(key, FunctionKey) and f"{key.name}.apply(" in key.ways[0].script


def _autograd(key: FunctionKey) -> Iterator[str]:
    """Write a stub of a function of autograd's."""
    yield f"class {key.name}(torch.autograd.Function):"
    for method in ("forward", "backward"):
        taken = [("ctx", ""), (key.parameters[0] if method == "forward" else "upstream", "")]
        yield "    @staticmethod"
        yield from (f"    {line}".rstrip() for line in _function(method, taken, "")[:-1])
    yield from ("", "")


def _typed(key: FunctionKey) -> dict[str, str]:
    """Find the types of what a function's cases are drawn from."""
    calls = [[_type_of(each) for each in case.arguments] for case in key.cases]
    found = {}
    for number, name in enumerate(key.parameters):
        types = {call[number] for call in calls if number < len(call)}
        one = "float" if types == {"int", "float"} else types.pop() if len(types) == 1 else ""
        found[name] = one
    return found


def _type_of(value: Value) -> str:
    """Name the type of an argument, as a stub writes it."""
    match value:
        case Array(library="torch"):
            return "torch.Tensor"
        case Array(is_scalar=True):
            return "float"
        case Array():
            return "np.ndarray"
        case list() | tuple() if value and len({_type_of(each) for each in value}) == 1:
            inner = _type_of(value[0])
            kind = type(value).__name__
            return f"{kind}[{inner}]" if kind == "list" else f"tuple[{inner}, ...]"
        case None:
            return ""
        case _:
            return type(value).__name__
