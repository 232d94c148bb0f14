"""Find what a question forbids or requires in a submission's source, on its syntax tree.

This runs in a child of its own in which none of the student's code ever runs: the files are data
there, and what is found cannot have been touched by whoever wrote them.

What is looked at is what an answer's names reach: their definitions, and every definition of the
submission that those name in turn. Where a name is made up at run time, nothing can be said for
sure, and that is said.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from grader.sandbox.inside.meaning import Module, dotted
from grader.sandbox.inside.reaching import Submission, local_scopes, used_plainly

LOOPS = "loops"
AUTOGRAD = "autograd"

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.comprehension)
_PERHAPS_LOOPS = frozenset(
    [
        *("map", "filter", "functools.reduce", "itertools.starmap", "numpy.vectorize"),
        *("numpy.frompyfunc", "numpy.apply_along_axis", "numpy.fromiter", "numpy.fromfunction"),
    ]
)
_AUTOGRAD = (
    *("torch.autograd", "torch.func", "torch._functorch", "torch._C", "torch.enable_grad"),
    *("functorch", "jax", "autograd"),
)
_PRODUCTS = ("operator.matmul", "operator.imatmul")
_RUNS_TEXT = frozenset(
    [
        *("eval", "exec", "compile", "__import__", "importlib.import_module", "runpy.run_path"),
        *("importlib.__import__", "importlib.util", "importlib.machinery", "runpy.run_module"),
        *("pickle.loads", "pickle.load", "pickle.Unpickler", "marshal.loads", "marshal.load"),
        *("types.FunctionType", "types.CodeType", "code.InteractiveInterpreter", "ctypes"),
        *("pkgutil.resolve_name", "pydoc.locate", "gc.get_objects", "gc.get_referrers"),
    ]
)
_LOOKS_UP = frozenset(
    [
        *("globals", "locals", "vars", "setattr", "sys.modules", "__builtins__"),
        *("operator.attrgetter", "operator.methodcaller", "__loader__", "__spec__"),
    ]
)
_INSIDES = frozenset(
    [
        *("__dict__", "__getattribute__", "__globals__", "__code__", "__builtins__"),
        *("__subclasses__", "__loader__", "__spec__"),
    ]
)
_LIBRARIES = frozenset(["torch", "numpy", "scipy", "math", "functools", "itertools", "operator"])
_INNER = frozenset(["np", "numpy", "torch", "core", "lib", "ndarray"])
"""Parts of a library through which another way leads to a function, besides those with ``_``."""

_MOST_FOUND = 100
_MOST_TEXT = 200

Found = tuple[str, str, int, str, bool]
"""The rule, the file or cell, the line, the source's words, and whether it is sure."""


class Search:
    """Looks through the definitions that one answer reaches."""

    def __init__(self, submission: Submission, names: list[str], rules: list[str]) -> None:
        self.submission = submission
        self.rules = rules
        self.names = names
        self.reached = list(submission.reach(names))
        walked = (each for _, found in self.reached for each in ast.walk(found.node))
        self.own = {each.name for each in walked if isinstance(each, ast.FunctionDef)}

    def found(self) -> list[Found]:
        """List every place that a rule speaks of, in the order of the source."""
        found: set[Found] = set()
        loose = [(self.submission.entry, each) for each in self.submission.entry.loose]
        told = {id(each.node) for _, each in self.reached}
        perhaps = [
            (module, each)
            for module, each in self.submission.reach(self.names, perhaps=True)
            if id(each.node) not in told
        ]
        found |= set(self._found_as_import())
        for places, kind in ((self.reached, ""), (loose, "loose"), (perhaps, "perhaps")):
            for module, definition in places:
                for rule, line, is_certain in self._look(module, definition.node):
                    is_sure = is_certain and not kind
                    if kind == "loose" and is_certain:
                        continue  # it runs, but is no part of the answer
                    if kind == "perhaps" and rule in (LOOPS, "@"):
                        continue  # what fills a list may loop
                    lines = module.lines[definition.segment]
                    text = lines[line - 1].decode(errors="replace") if line <= len(lines) else ""
                    words = text.strip()[:_MOST_TEXT]
                    found.add((rule, definition.segment, line, words, is_sure))
        ordered = sorted(found, key=lambda each: (not each[4], each[1], each[2], each[0]))
        return ordered[:_MOST_FOUND]

    def _found_as_import(self) -> Iterator[Found]:
        """Find an answer that is no code of the student's but an import of what is forbidden."""
        entry = self.submission.entry
        for name in self.names:
            imported = {each for each in entry.meanings(name) if "." in each}
            if name in entry.definitions or not (name in entry.bindings.imports or imported):
                continue
            full = self.submission.spell(entry, name, None)
            for rule in self.rules:
                if self._matches(ast.Name(name, ast.Load()), full, rule):
                    file, line, words = entry.import_of(name)
                    yield rule, file, line, words[:_MOST_TEXT], True

    def _look(self, module: Module, root: ast.AST) -> Iterator[tuple[str, int, bool]]:
        scopes = local_scopes(root, module)
        off = _switched_off(root)
        used = used_plainly(root)
        for node in ast.walk(root):
            name = dotted(node)
            full = self.submission.spell(module, name, scopes.get(id(node))) if name else set()
            for rule in self.rules:
                if rule == AUTOGRAD and id(node) in off:
                    continue
                sure = self._matches(node, full, rule)
                if sure is None and id(node) not in used and _hands_on(full, rule):
                    sure = False
                if sure is not None:
                    yield rule, _line(node), sure

    def _matches(self, node: ast.AST, full: set[str], rule: str) -> bool | None:
        """Say whether a rule speaks of a node: surely, perhaps (False), or not (None)."""
        if _is_made_up(node, full, is_name=rule not in (LOOPS, "@")):
            return False
        if rule == LOOPS:
            if isinstance(node, _LOOPS):
                return True
            return False if full & _PERHAPS_LOOPS else None
        if rule == "@":
            is_product = isinstance(getattr(node, "op", None), ast.MatMult)
            return True if is_product or full & set(_PRODUCTS) else None
        if rule == AUTOGRAD:
            return True if self._differentiates(node, full) else None
        if rule.startswith("."):
            return True if isinstance(node, ast.Attribute) and f".{node.attr}" == rule else None
        return self._is_named(node, full, rule)

    def _differentiates(self, node: ast.AST, full: set[str]) -> bool:
        match node:
            case ast.Attribute(attr="backward"):
                return "backward" not in self.own  # their own is by hand; torch's is refused
            case ast.Attribute(attr="requires_grad_"):
                return True
            case ast.Attribute(attr="requires_grad", ctx=ast.Store()):
                return True
            case ast.keyword(arg="requires_grad"):
                return True
            case _:
                return any(_is_below(each, root) for each in full for root in _AUTOGRAD)

    def _is_named(self, node: ast.AST, full: set[str], rule: str) -> bool | None:
        if rule.endswith(".*"):
            return True if any(_is_below(each, rule[:-2]) for each in full) else None
        if any(_other_name(each) == _other_name(rule) for each in full):
            return True
        if any(_is_inner(each, rule) for each in full):
            return False
        last = rule.rpartition(".")[2]
        if isinstance(node, ast.MatchClass) and last in node.kwd_attrs:
            return False
        if isinstance(node, ast.Attribute) and node.attr == last and last not in self.own:
            roots = {each.partition(".")[0] for each in full}
            return None if roots and roots <= _LIBRARIES else False
        return None

    def operations(self) -> int:
        """Count operators, comparisons and calls; a chain of comparisons is several."""
        return sum(_weight(each) for _, found in self.reached for each in ast.walk(found.node))


def _weight(node: ast.AST) -> int:
    match node:
        case ast.BinOp() | ast.AugAssign() | ast.UnaryOp() | ast.Call():
            return 1
        case ast.Compare(ops=ops):
            return len(ops)
        case ast.BoolOp(values=values):
            return len(values) - 1
        case _:
            return 0


def _line(node: ast.AST) -> int:
    if isinstance(node, ast.comprehension):
        return node.target.lineno
    return int(getattr(node, "lineno", 1))


def _switched_off(root: ast.AST) -> set[int]:
    """Mark what turns differentiation off: ``requires_grad=False``."""
    found: set[int] = set()
    for node in ast.walk(root):
        match node:
            case ast.Call(func=func, args=[ast.Constant(value=False), *_]):
                found.add(id(func))
            case ast.keyword(value=ast.Constant(value=False)):
                found.add(id(node))
            case ast.Assign(targets=targets, value=ast.Constant(value=False)):
                found |= {id(target) for target in targets}
            case _:
                pass
    return found


def _is_made_up(node: ast.AST, full: set[str], *, is_name: bool) -> bool:
    """Whether a node makes up code at run time, or the name of something."""
    plain = {each.removeprefix("builtins.") for each in full}
    if any(_is_below(each, text) for each in plain for text in _RUNS_TEXT):
        return True
    if not is_name:
        return False
    match node:
        case ast.Call(func=ast.Name() as func, args=[_, name, *_]) if (
            func.id == "getattr" and not isinstance(name, ast.Constant)
        ):
            return True
        case ast.Attribute(attr=attr) if attr in _INSIDES:
            return True
        case ast.Assign(value=ast.Name(id="getattr")) | ast.Attribute(attr="getattr"):
            return True
        case _:
            return bool(plain & _LOOKS_UP)


def _is_below(full: str, root: str) -> bool:
    return full == root or full.startswith(f"{root}.")


def _is_inner(full: str, rule: str) -> bool:
    """Whether a library's own parts lead to a function of that name: ``numpy._core.dot``."""
    root, *between = full.split(".")[:-1] or [""]
    if root not in _LIBRARIES or full.rpartition(".")[2] != rule.rpartition(".")[2]:
        return False
    return any(part.startswith("_") or part in _INNER for part in between)


def _hands_on(full: set[str], rule: str) -> bool:
    """Whether what holds the forbidden is itself a value, of which nobody knows what comes."""
    if rule in (LOOPS, "@") or rule.startswith("."):
        return False
    holds = rule.removesuffix(".*") if rule != AUTOGRAD else "torch.autograd"
    return "getattr" in full or any("." in holds and _is_below(holds, each) for each in full)


def _other_name(full: str) -> str:
    """Spell alike what libraries call by several names: ``torch.conv2d`` is torch's functional."""
    for long in ("torch.nn.functional.", "torch.Tensor.", "numpy.core.", "numpy."):
        if full.startswith(long):
            return f"{long.partition('.')[0]}.{full.removeprefix(long)}"
    return full


def scan(
    sources: Mapping[str, bytes], segments: list[str], names: list[str], rules: list[str]
) -> tuple[list[Found], int] | None:
    """Scan for one answer; see `scan_all`."""
    found = scan_all(sources, segments, {"": (names, rules)})
    return found[""]


def scan_all(
    sources: Mapping[str, Any], segments: list[str], asked: Mapping[str, Any]
) -> dict[str, tuple[list[Found], int] | None]:
    """Scan for every answer: its names, and its rules.

    Args:
        sources: Contents by file name, as bytes or as arrays of them.
        segments: The file that defines the answers, or the cells that do.
        asked: Answer to a pair of its names and its rules: words such as ``loops``, dotted names
            such as ``torch.nn.functional.conv2d``, of which a last part ``*`` stands for everything
            below, or methods such as ``.matmul``.

    Returns:
        For each answer what was found, and its operations; None where nothing can be parsed.
    """
    texts = {name: bytes(content) for name, content in sources.items()}
    name = segments[0].partition(", cell ")[0]
    entry = Module(name, {each: texts[each] for each in segments})
    if not entry.is_read:
        return dict.fromkeys(asked)
    submission = Submission(texts, entry)
    found: dict[str, tuple[list[Found], int] | None] = {}
    for key, (names, rules) in asked.items():
        search = Search(submission, names, rules)
        found[key] = (search.found(), search.operations())
    return found
