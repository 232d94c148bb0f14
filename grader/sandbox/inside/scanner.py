"""Find what a question forbids or requires in a submission's source, on its syntax tree.

This runs in a child of its own in which none of the student's code ever runs: the files are data
there, and what is found cannot have been touched by whoever wrote them.

What is looked at is what an answer's names reach: their definitions, and every definition of the
submission that those name in turn. Imports and assignments of one name to another are followed;
where a name is made up at run time, nothing can be said for sure, and that is said.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

LOOPS = "loops"
AUTOGRAD = "autograd"
OPERATIONS = "operations"

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp)
_LOOPS_TOO = (ast.GeneratorExp,)
_AUTOGRAD = ("backward", "requires_grad_", "requires_grad")
_AUTOGRAD_MODULES = ("torch.autograd", "torch.func", "functorch", "jax")
_UNSURE = ("eval", "exec", "compile", "getattr", "__import__", "globals", "vars", "setattr")
_MOST_DEFINITIONS = 500
_SHORT = {"np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn"}

Found = tuple[str, str, int, str, bool]
"""The rule, the file, the line, the source's words, and whether it is sure."""


def scan(sources: Mapping[str, str], entry: str, names: list[str], rules: list[str]) -> list[Found]:
    """Find every place that a rule speaks of.

    Args:
        sources: Text by file name.
        entry: The file that defines the answer.
        names: The answer's names in it.
        rules: Words such as ``loops``, or dotted names such as ``torch.nn.functional.conv2d``; a
            last part ``*`` stands for everything below.

    Returns:
        In the order of the source; none where the file cannot be parsed.
    """
    files = {name: tree for name, text in sources.items() if (tree := _File.read(name, text))}
    if entry not in files:
        return []
    found: list[Found] = []
    for file, node in _reached(files, files[entry], names):
        for rule in rules:
            found.extend(_find(file, node, rule))
    return sorted(set(found), key=lambda each: (each[1], each[2], each[0]))


def count_operations(sources: Mapping[str, str], entry: str, names: list[str]) -> int:
    """Count the operations of an answer: operators, comparisons, subscripts and calls."""
    files = {name: tree for name, text in sources.items() if (tree := _File.read(name, text))}
    if entry not in files:
        return 0
    kinds = (ast.BinOp, ast.Compare, ast.BoolOp, ast.Call, ast.AugAssign, ast.UnaryOp)
    return sum(
        isinstance(each, kinds)
        for _, node in _reached(files, files[entry], names)
        for each in ast.walk(node)
    )


class _File:
    """One parsed file, with what its names stand for."""

    def __init__(self, name: str, tree: ast.Module, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self.definitions: dict[str, ast.AST] = {}
        self.aliases: dict[str, str] = dict(_SHORT)
        for node in ast.walk(tree):
            self._note_import(node)
        for node in tree.body:
            self._note_definition(node)

    def _note_import(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for each in node.names:
                full = each.name if each.asname else each.name.partition(".")[0]
                self.aliases[each.asname or full] = full
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                self.aliases[each.asname or each.name] = f"{node.module or ''}.{each.name}"

    def _note_definition(self, node: ast.stmt) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            self.definitions[node.name] = node
            return
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Name):
                self.definitions[target.id] = node
                full = self.spell(node.value) if isinstance(node, ast.Assign) else ""
                if full and target.id not in {full, *_SHORT}:
                    self.aliases[target.id] = full

    @classmethod
    def read(cls, name: str, text: str) -> "_File | None":
        """Parse a file; None where Python cannot."""
        try:
            return cls(name, ast.parse(text), text.splitlines())
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return None

    def spell(self, node: ast.AST) -> str:
        """Write the full dotted name that an expression stands for; empty where it is none."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return "." + ".".join(reversed(parts)) if parts else ""
        return ".".join([self.aliases.get(node.id, node.id), *reversed(parts)])


def _reached(
    files: Mapping[str, _File], entry: _File, names: list[str]
) -> Iterator[tuple[_File, ast.AST]]:
    """Yield every definition that the names lead to, each once."""
    waiting = [(entry, name) for name in names]
    seen: set[tuple[str, str]] = set()
    while waiting and len(seen) < _MOST_DEFINITIONS:
        file, name = waiting.pop()
        if (file.name, name) in seen:
            continue
        seen.add((file.name, name))
        node = file.definitions.get(name)
        if node is None:
            home, _, last = file.aliases.get(name, "").lstrip(".").rpartition(".")
            other = files.get(f"{home.replace('.', '/')}.py")
            if other is not None and last:
                waiting.append((other, last))
            continue
        yield file, node
        used = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
        waiting.extend((file, each) for each in dict.fromkeys(used))


def _find(file: _File, root: ast.AST, rule: str) -> Iterator[Found]:
    for node in ast.walk(root):
        line = getattr(node, "lineno", 0)
        if not line:
            continue
        text = file.lines[line - 1].strip()[:200] if line <= len(file.lines) else ""
        sure = _matches(file, node, rule)
        if sure is not None:
            yield rule, file.name, line, text, sure


def _matches(file: _File, node: ast.AST, rule: str) -> bool | None:
    """Say whether a rule speaks of a node: surely, perhaps (False), or not (None)."""
    if rule == LOOPS:
        return True if isinstance(node, (*_LOOPS, *_LOOPS_TOO)) else None
    if rule == "@":
        return True if isinstance(getattr(node, "op", None), ast.MatMult) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _UNSURE:
        return False
    if not isinstance(node, ast.Attribute | ast.Name):
        return None
    full = file.spell(node)
    if rule == AUTOGRAD:
        is_method = isinstance(node, ast.Attribute) and node.attr in _AUTOGRAD
        return True if is_method or _is_below(full, _AUTOGRAD_MODULES) else None
    if rule.startswith("."):
        return True if isinstance(node, ast.Attribute) and f".{node.attr}" == rule else None
    if rule.endswith(".*"):
        return True if _is_below(full, (rule[:-2],)) else None
    return True if full == rule or _other_name(full) == _other_name(rule) else None


def _is_below(full: str, roots: tuple[str, ...]) -> bool:
    return any(full == root or full.startswith(f"{root}.") for root in roots)


def _other_name(full: str) -> str:
    """Spell alike what libraries call by several names: ``torch.conv2d`` is torch's functional."""
    for long in ("torch.nn.functional.", "numpy.core.", "numpy."):
        if full.startswith(long):
            last = full.removeprefix(long)
            return f"{long.partition('.')[0]}.{last}"
    return full


def scan_all(
    sources: dict[str, str], entry: str, asked: dict[str, Any]
) -> dict[str, tuple[list[Found], int] | None]:
    """Scan for every answer: its names, and its rules.

    Args:
        sources: Text by file name.
        entry: The file that defines the answers.
        asked: Answer to a pair of its names and its rules.

    Returns:
        For each answer what was found, and its operations; None where the file cannot be parsed.
    """
    if _File.read(entry, sources.get(entry, "")) is None:
        return dict.fromkeys(asked)
    return {
        key: (scan(sources, entry, names, rules), count_operations(sources, entry, names))
        for key, (names, rules) in asked.items()
    }
