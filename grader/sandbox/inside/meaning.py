"""What the names in a submission's files stand for, as far as the source tells.

Nothing is executed: a file is data here. Imports, assignments of one name to another and files that
import each other are followed; a name that several things may stand for stands for all of them.
"""

import ast
import builtins
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.sandbox.inside.statements import Statement, bound_names, parse

_USUAL = {"np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn"}
"""What names stand for that nobody says anything of, as where a course file brings them along."""

_MOST_PARTS = 32
"""Of a dotted name; no library has more."""

_MOST_STEPS = 64
"""From name to name."""

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Definition:
    """A statement of a module that makes a name what it is."""

    node: ast.AST
    segment: str
    """The file, or the cell of a notebook, that it stands in."""

    place: int
    """Its number among the module's statements."""

    is_certain: bool
    """Whether the name means this and nothing earlier from there on."""


class Bindings:
    """What the names of a scope stand for by its own statements."""

    def __init__(self, outer: "Bindings | None" = None) -> None:
        self.outer = outer
        """The function around it, whose names it sees."""

        self.imports: dict[str, set[str]] = {}
        self.same: dict[str, set[str]] = {}
        """Names that were made another name for something: ``f = torch.conv2d``."""

        self.stars: list[str] = []
        self.plain: set[str] = set()
        """Names of something else: parameters, results, counters."""

    def holder(self, name: str) -> "Bindings | None":
        """Find the scope that binds a name: this one, or the nearest around it."""
        scope: Bindings | None = self
        while scope and not (name in scope.plain or name in scope.same or name in scope.imports):
            scope = scope.outer
        return scope

    def all_stars(self) -> Iterator[str]:
        """List what is imported whole, here or in a function around it."""
        scope: Bindings | None = self
        while scope:
            yield from scope.stars
            scope = scope.outer

    def hides(self, name: str) -> bool:
        """Whether a name is this scope's own, and not that of an import."""
        return name in self.plain or name in self.same

    def note(self, nodes: Iterable[ast.AST]) -> None:  # noqa: C901 - one case per way to bind
        """Take in what some nodes bind."""
        for node in nodes:
            match node:
                case ast.Import(names=names):
                    for each in names:
                        full = each.name if each.asname else each.name.partition(".")[0]
                        self.imports.setdefault(each.asname or full, set()).add(full)
                case ast.ImportFrom(names=names, level=level, module=module):
                    home = "." * level + (module or "")
                    self._note_from(names, home)
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        self._note_pair(target, value)
                case ast.AnnAssign(target=target, value=ast.expr() as value):
                    self._note_pair(target, value)
                case ast.NamedExpr(target=target, value=value):
                    self._note_pair(target, value)
                case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                    self.plain.add(name)
                case _:
                    pass

    def _note_from(self, names: list[ast.alias], home: str) -> None:
        stem = home if home.endswith(".") else f"{home}."
        for each in names:
            if each.name == "*":
                self.stars.append(home)
            else:
                self.imports.setdefault(each.asname or each.name, set()).add(stem + each.name)

    def _note_pair(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
            for one, other in zip(target.elts, value.elts, strict=False):
                self._note_pair(one, other)
        elif isinstance(target, ast.Name) and (full := dotted(value)):
            self.same.setdefault(target.id, set()).add(full)


def dotted(node: ast.AST) -> str:
    """Write a dotted name as it stands; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < _MOST_PARTS:
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return ".".join([node.id, *reversed(parts)])
    match node:
        case ast.Call(
            func=ast.Name(id="getattr"), args=[of, ast.Constant(value=str(name)), *_]
        ) if len(parts) < _MOST_PARTS and (owner := dotted(of)):
            return ".".join([owner, name, *reversed(parts)])
        case _:
            return ""


class Module:
    """One module of a submission: a file, or the cells of a notebook."""

    def __init__(self, name: str, segments: Mapping[str, bytes]) -> None:
        self.name = name
        self.lines = {segment: text.splitlines() for segment, text in segments.items()}
        self.definitions: dict[str, list[Definition]] = {}
        self.bindings = Bindings()
        self.loose: list[Definition] = []
        """Statements that define no name, and are run as well."""

        self.every: list[Definition] = []
        """All statements but imports: any of them may change what another made."""

        self.imported: dict[str, tuple[str, int, str]] = {}
        """Where each name is imported: the file, the line and its words."""

        self.is_read = False
        """Whether Python can read any of it."""

        places = itertools.count()
        for segment, text in segments.items():
            for piece in parse(text, segment, name.count("/")):
                if isinstance(piece, Statement):
                    self.is_read = True
                    self._note(piece.tree, segment, places, is_certain=True)

    def _note(
        self, node: ast.stmt, segment: str, places: Iterator[int], *, is_certain: bool
    ) -> None:
        """Take in a statement of the module itself, and the statements inside it."""
        self.bindings.note(_own_nodes(node))
        blocks = [getattr(node, key, []) for key in ("body", "orelse", "finalbody")]
        blocks += [each.body for key in ("handlers", "cases") for each in getattr(node, key, [])]
        if any(blocks) and not isinstance(node, _SCOPES):
            for caught in (each.name for each in getattr(node, "handlers", []) if each.name):
                raised = Definition(node, segment, next(places), is_certain=False)
                self.definitions.setdefault(caught, []).append(raised)
            for each in itertools.chain(*blocks):
                self._note(each, segment, places, is_certain=False)
            inner = {name for block in blocks for each in block for name in bound_names(each)}
            names = [name for name in bound_names(node) if name not in inner]
            is_certain = False
        else:
            names = [*bound_names(node), *_changed(node)]
            is_certain = is_certain and not _changed(node)
        definition = Definition(node, segment, next(places), is_certain)
        if isinstance(node, ast.Import | ast.ImportFrom):
            line = self.lines[segment][node.lineno - 1 : node.lineno] or [b""]
            words = line[0].decode(errors="replace").strip()
            self.imported |= dict.fromkeys(
                (each.asname or each.name for each in node.names), (segment, node.lineno, words)
            )
            return
        self.every.append(definition)
        for name in names:
            self.definitions.setdefault(name, []).append(definition)
        if not names:
            self.loose.append(definition)

    def defined(self, name: str, before: float) -> list[Definition]:
        """List what a name may mean at some place: the last certain definition, and later ones."""
        found: list[Definition] = []
        for each in reversed(self.definitions.get(name, [])):
            if each.place < before:
                found.append(each)
                if each.is_certain:
                    break
        return found

    def import_of(self, name: str) -> tuple[str, int, str]:
        """Say which file, line and words import a name; the last ones that may."""
        return self.imported.get(name) or self.imported.get("*") or (next(iter(self.lines)), 1, "")

    def meanings(self, full: str, local: Bindings | None = None) -> set[str]:
        """Spell a name of the module out: every full name it may stand for.

        Args:
            full: As it stands in the source, such as ``F.conv2d``.
            local: What a function says of its own names.
        """
        found: set[str] = set()
        waiting, seen = [full], {full}
        while waiting and len(seen) < _MOST_STEPS:
            root, _, rest = waiting.pop().partition(".")
            here = local.holder(root) if local else None
            hides = here is not None and here.hides(root)
            scopes = [*([here] if here else []), *([] if hides else [self.bindings])]
            bases = {base for scope in scopes for base in scope.imports.get(root, ())}
            again = {name for scope in scopes for name in scope.same.get(root, ())} - {root}
            if not (bases or again or hides):
                bases = self._unbound(root, local)
            found |= {join(base, rest) for base in bases}
            new = {join(name, rest) for name in again} - seen
            seen |= new
            waiting += new
        return found

    def _unbound(self, root: str, local: Bindings | None) -> set[str]:
        """Say what a name may stand for that no import and no other name explains."""
        if root in self.definitions:
            return {root}
        if hasattr(builtins, root):
            return {root}
        stars = [*self.bindings.stars, *(local.all_stars() if local else ())]
        if stars:
            return {join(star, root) for star in stars}
        return {_USUAL.get(root, root)}


def join(base: str, rest: str) -> str:
    """Join two parts of a dotted name, of which the second may be empty."""
    if not rest:
        return base
    return base + rest if base.endswith(".") else f"{base}.{rest}"


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a statement, but not into functions and classes, whose names are their own."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, _SCOPES):
            yield each
            waiting += [
                child for child in ast.iter_child_nodes(each) if not isinstance(child, ast.stmt)
            ]


def _changed(node: ast.stmt) -> list[str]:
    """Name what a statement changes a part of: ``Net.forward = f`` makes of `Net` another."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    found = []
    for target in targets:
        inner: ast.AST = target
        while isinstance(inner, ast.Attribute | ast.Subscript):
            inner = inner.value
        if inner is not target and isinstance(inner, ast.Name):
            found.append(inner.id)
    return found
