"""Follow names from definition to definition through the files of a submission.

Files are data here and none of them runs; each is read only when a name leads to it.
"""

import ast
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from grader.sandbox.inside.meaning import Bindings, Definition, Module, dotted

_MOST_DEFINITIONS = 20_000


@dataclass
class Submission:
    """The files of a submission, each read when a name leads to it."""

    sources: Mapping[str, bytes]
    entry: Module
    modules: dict[str, Module] = field(default_factory=dict)

    def find(self, full: str, user: Module) -> tuple[Module, str] | None:
        """Find the module that a full name leads into, and the rest of the name."""
        parts = full.lstrip(".").split(".")
        for count in range(len(parts), 0, -1):
            stem = "/".join(parts[:count])
            for name in (f"{stem}/__init__.py", f"{stem}.py"):
                file = self._nearest(name, user.name)
                if file is not None and file != user.name:
                    return self._module(file), ".".join(parts[count:])
        return None

    def _nearest(self, name: str, user: str) -> str | None:
        """Find a file by its path; beside the one that asks, at the top, or wherever it lies."""
        folder = user.rpartition("/")[0]
        for file in (f"{folder}/{name}", name):
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
                if there is None or not there[1]:
                    found.add(each.lstrip("."))
                elif there[1].partition(".")[0] not in there[0].definitions:
                    waiting.append((*there, None))
        return found

    def reach(self, names: list[str]) -> Iterator[tuple[Module, Definition]]:
        """Yield every definition that the names lead to, each once."""
        waiting: list[tuple[Module, str, float]] = [(self.entry, name, math.inf) for name in names]
        seen: set[tuple[str, str, float]] = set()
        told: set[int] = set()
        while waiting and len(seen) < _MOST_DEFINITIONS:
            module, name, before = waiting.pop()
            root = name.partition(".")[0]
            if (module.name, name, before) in seen:
                continue
            seen.add((module.name, name, before))
            found = module.defined(root, before)
            for each in found:
                if id(each.node) not in told:
                    told.add(id(each.node))
                    yield module, each
                    waiting += [(module, *used) for used in _used(each)]
            if not found:
                waiting += [
                    (*there, math.inf)
                    for full in module.meanings(name, None)
                    if (there := self.find(full, module)) is not None and there[1]
                ]


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
    for full in sorted(names):
        yield full, math.inf if is_later else definition.place
        for source in local.imports.get(full.partition(".")[0], ()):
            rest = full.partition(".")[2]
            yield f"{source.lstrip('.')}.{rest}".rstrip("."), math.inf
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        now = [*node.decorator_list, *getattr(node, "bases", ())]
        now += getattr(getattr(node, "args", None), "defaults", [])
        for each in now:
            yield from (
                (full, definition.place) for part in ast.walk(each) if (full := dotted(part))
            )


def _is_read(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Load) or isinstance(node, ast.Call)
