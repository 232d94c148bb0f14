"""Follow names from definition to definition through the files of a submission.

Files are data here and none of them runs; each is read only when a name leads to it.
"""

import ast
import math
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from grader.sandbox.inside.meaning import Bindings, Definition, Module, dotted

_MOST_DEFINITIONS = 20_000
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_MAKERS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass
class Submission:
    """The files of a submission, each read when a name leads to it."""

    sources: Mapping[str, bytes]
    entry: Module
    modules: dict[str, Module] = field(default_factory=dict)
    changing: dict[str, dict[str, list[Definition]]] = field(default_factory=dict)

    def find(self, full: str, user: Module) -> tuple[Module, str] | None:
        """Find the module that a full name leads into, and the rest of the name."""
        parts = full.lstrip(".").split(".")
        for count in range(len(parts), 0, -1):
            stem = "/".join(parts[:count])
            for name in (f"{stem}/__init__.py", f"{stem}.py"):
                file = self._nearest(name, user.name, is_relative=full.startswith("."))
                if file is not None and file != user.name:
                    return self._module(file), ".".join(parts[count:])
        return None

    def _nearest(self, name: str, user: str, *, is_relative: bool) -> str | None:
        """Find a file by its path; where Python looks first, beside it, or wherever it lies."""
        folder = user.rpartition("/")[0]
        places = (f"{folder}/{name}", name)
        for file in places if is_relative else reversed(places):
            if file in self.sources:
                return file
        return next((file for file in self.sources if file.endswith(f"/{name}")), None)

    def _module(self, file: str) -> Module:
        if file == self.entry.name:
            return self.entry
        if file not in self.modules:
            self.modules[file] = Module(file, {file: self.sources[file]})
        return self.modules[file]

    def spell(self, user: Module, full: str, local: Bindings | None) -> set[str]:
        """Spell a name out, through files of the submission that only pass it on."""
        found: set[str] = set()
        waiting = [(user, full, local)]
        seen: set[tuple[str, str]] = set()
        while waiting and len(seen) < _MOST_DEFINITIONS:
            module, name, scope = waiting.pop()
            if (module.name, name) in seen:
                continue
            seen.add((module.name, name))
            for each in module.meanings(name, scope):
                there = self.find(each, module)
                is_taken = each.partition(".")[0] in sys.modules  # and so no file's
                if there is None or not there[1] or is_taken:
                    found.add(each.lstrip("."))
                if there is None or not there[1]:
                    continue
                if there[1].partition(".")[0] not in there[0].definitions:
                    waiting.append((*there, None))
        return found

    def reach(
        self, names: list[str], *, perhaps: bool = False
    ) -> Iterator[tuple[Module, Definition]]:
        """Yield every definition that the names lead to, each once.

        Args:
            names: Of the entry.
            perhaps: Whether also through what may have changed a value elsewhere, as a call that is
                given a list may fill it.
        """
        waiting: list[tuple[Module, str, float]] = [(self.entry, name, math.inf) for name in names]
        seen: set[tuple[str, str, float]] = set()
        told: set[int] = set()
        while waiting and len(seen) < _MOST_DEFINITIONS:
            module, name, before = waiting.pop()
            root = name.partition(".")[0]
            if (module.name, name, before) in seen:
                continue
            seen.add((module.name, name, before))
            found = module.defined(root, before) or module.defined("__getattr__", before)
            changing = self._changing(module).get(root, []) if perhaps else []
            for each in (*found, *changing):
                if id(each.node) not in told:
                    told.add(id(each.node))
                    yield module, each
                    waiting += [(module, *used) for used in _used(each)]
            if root not in module.definitions:
                waiting += [
                    (*there, math.inf)
                    for full in module.meanings(name, None)
                    if (there := self.find(full, module)) is not None and there[1]
                ]

    def _changing(self, module: Module) -> Mapping[str, list[Definition]]:
        """List by name which statements may change what it holds."""
        if module.name not in self.changing:
            makers = {
                name
                for name, found in module.definitions.items()
                if any(isinstance(each.node, _MAKERS) for each in found)
            }
            found: dict[str, list[Definition]] = {}
            for each in module.every:
                for name in set(_handed_over(each.node, module)) - makers:
                    found.setdefault(name, []).append(each)
            self.changing[module.name] = found
        return self.changing[module.name]


def _used(definition: Definition) -> Iterator[tuple[str, float]]:
    """Name what a definition names: what it means once all is defined, or already then."""
    node = definition.node
    is_later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    local = Bindings()
    local.note(ast.walk(node) if is_later else ())
    names = {full for each in ast.walk(node) if _is_read(each) and (full := dotted(each))}
    if isinstance(node, ast.AugAssign):
        names.add(dotted(node.target))
    for stars in local.stars:
        names |= {f"{stars}.{name}" for name in names if "." not in name}
    held = _held_back(node)
    for full in sorted(names):
        yield full, math.inf if is_later else definition.place
        if not is_later and full in held:
            yield full, math.inf
        for source in local.imports.get(full.partition(".")[0], ()):
            rest = full.partition(".")[2]
            yield f"{source}.{rest}".rstrip("."), math.inf
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        now = [*node.decorator_list, *getattr(node, "bases", ())]
        now += getattr(getattr(node, "args", None), "defaults", [])
        for each in now:
            yield from (
                (full, definition.place) for part in ast.walk(each) if (full := dotted(part))
            )


def _handed_over(statement: ast.AST, module: Module) -> Iterator[str]:
    """Name what a statement, or a function it defines, may change without assigning to it.

    That is what a call is given or has its method called, where nobody looks at what comes of it,
    what a part is assigned of, and what a function says to be the module's. What a function has to
    itself, and what is imported, is nothing of the module's.
    """
    scopes = local_scopes(statement, module)
    for node in ast.walk(statement):
        names: set[str] = set()
        match node:
            case ast.Global(names=listed):
                yield from listed
            case ast.Expr(value=ast.Call(func=func, args=args, keywords=keywords)):
                given = [*args, *(each.value for each in keywords)]
                names = {each.id for each in given if isinstance(each, ast.Name)} | _owner(func)
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                names = _owner(node)
            case _:
                pass
        for name in names & module.definitions.keys():
            if scopes[id(node)].holder(name) is None:
                yield name


def _owner(node: ast.AST) -> set[str]:
    """Name what something is a part of."""
    inner = node
    while isinstance(inner, ast.Attribute | ast.Subscript):
        inner = inner.value
    return {inner.id} if inner is not node and isinstance(inner, ast.Name) else set()


_HELD_BACK = (ast.Lambda, ast.GeneratorExp, getattr(ast, "TypeAlias", ast.Lambda))
"""What is evaluated when it is used; Python 3.12 has ``type f = g`` as well."""


def _held_back(node: ast.AST) -> set[str]:
    """Name what is evaluated when a statement's result is used: ``f = lambda x: g(x)``."""
    later = [each for each in ast.walk(node) if isinstance(each, _HELD_BACK)]
    return {full for outer in later for each in ast.walk(outer) if (full := dotted(each))}


def _is_read(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Load) or isinstance(node, ast.Call)


def local_scopes(root: ast.AST, module: Module) -> dict[int, Bindings]:
    """Say of every node inside a statement whose names it sees, by its identity.

    A comprehension is a function, too, and a class is none: its methods do not see its names.
    """
    found: dict[int, Bindings] = {}
    early: dict[int, tuple[Bindings, Bindings]] = {}
    top = Bindings()
    waiting: list[tuple[ast.AST, Bindings, Bindings]] = [(root, top, top)]
    while waiting:
        node, scope, around = waiting.pop()
        scope, around = early.get(id(node), (scope, around))
        found[id(node)] = scope
        inner, below = scope, around
        body: Iterable[ast.AST] = ()
        if isinstance(node, ast.ClassDef):
            body, inner = node.body, Bindings(scope)
            inner.note(_scope_nodes(node.body))
        elif isinstance(node, _FUNCTIONS):
            body = node.body if isinstance(node.body, list) else [node.body]
            inner = below = _function_scope(node.args, list(body), around, module)
        elif isinstance(node, _COMPREHENSIONS):
            body, inner = ast.iter_child_nodes(node), Bindings(around)
            below = inner
            inner.note(part for each in node.generators for part in ast.walk(each.target))
            early[id(node.generators[0].iter)] = (scope, around)
        inside = {id(each) for each in body}
        waiting += [
            (each, inner, below) if id(each) in inside else (each, scope, around)
            for each in ast.iter_child_nodes(node)
        ]
    return found


def _function_scope(
    arguments: ast.arguments, body: list[ast.AST], outer: Bindings, module: Module
) -> Bindings:
    """Take in a function's own names; one with a default may stand for that."""
    own = Bindings(outer)
    own.note(each for each in ast.walk(arguments) if isinstance(each, ast.arg))
    nodes = list(_scope_nodes(body))
    own.note(nodes)
    for each in nodes:
        if isinstance(each, ast.Global | ast.Nonlocal):
            for kind in (own.imports, own.same):
                for name in each.names:
                    kind.pop(name, None)
            own.plain -= set(each.names)
    places = [*arguments.posonlyargs, *arguments.args]
    usual = arguments.defaults
    pairs = [
        *zip(places[len(places) - len(usual) :], usual, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, value in pairs:
        if value is not None and (full := dotted(value)):
            own.imports.setdefault(argument.arg, set()).update(module.meanings(full, outer))
    return own


def _scope_nodes(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Walk what binds names of one function, with the names of those inside it but not theirs."""
    waiting = list(nodes)
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield ast.Name(each.name, ast.Store())
        elif not isinstance(each, (ast.Lambda, *_COMPREHENSIONS)):
            yield each
            waiting += ast.iter_child_nodes(each)


def used_plainly(root: ast.AST) -> set[int]:
    """Mark names of which a part is taken, or that another name is for; and ``getattr(…)``."""
    found: set[int] = set()
    for node in ast.walk(root):
        match node:
            case ast.Attribute(value=value):
                found.add(id(value))
            case ast.Call(func=ast.Name(id="getattr") as func, args=[value, *_]):
                found |= {id(func), id(value), id(node)}
            case ast.Assign(targets=[ast.Name(), *_], value=value):
                found.add(id(value))
            case ast.arguments(defaults=defaults, kw_defaults=others):
                found |= {id(each) for each in (*defaults, *others)}
            case ast.Name(ctx=ast.Store() | ast.Del()):
                found.add(id(node))
            case _:
                pass
    return found
