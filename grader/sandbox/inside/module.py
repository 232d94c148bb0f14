"""Read a student's module one statement at a time.

As an import does, but a statement that raises costs only what depends on it: the next ones still
run. A forgotten ``import pandas`` is one incident, not a submission that cannot be read.
"""

import __future__

import ast
import importlib.util
import os
import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.sandbox.inside.raised import describe
from grader.values import Value


class Module:
    """A submission's entry module, and the files that came with it."""

    def __init__(self, scratch: str, entry: str, files: dict[str, bytes]) -> None:
        """Place the files; nothing of the student's runs yet.

        Args:
            scratch: The directory the files seem to lie in, and do if it can be written.
            entry: Which of them to read: ``hw2.py`` or ``hw2/__init__.py``.
            files: Contents by relative path.
        """
        self.scratch = scratch
        self.path = f"{scratch}/{entry}"
        self.source = files[entry]
        finder = _SubmissionFinder(scratch, files)
        sys.meta_path.insert(0, finder)
        sys.path.insert(0, scratch)
        sys.argv = [self.path]
        if not os.path.lexists(self.path):  # else the host has placed them
            _write_out(scratch, files)
        name = entry.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        spec = finder.find_spec(name)
        self.module = importlib.util.module_from_spec(spec) if spec else ModuleType(name)
        self.module.__file__ = self.path
        sys.modules[name] = self.module

    def read(
        self, skipped: frozenset[int], stop: int | None, note: Callable[[int, int, int], None]
    ) -> list[tuple[int, int, Value]]:
        """Execute the module's statements in order.

        Args:
            skipped: Statements not to execute, counted from 1: they ended a process before.
            stop: The first statement not to execute any more; `None` for all.
            note: Called with a statement's number, first and last line before it runs.

        Returns:
            What was raised: first line, last line, and the description of the exception.
        """
        try:
            tree = ast.parse(self.source, self.path)
        except BaseException as error:  # noqa: BLE001 - SyntaxError, ValueError, MemoryError, ...
            line = getattr(error, "lineno", None) or 1
            return [(line, line, describe(error, self.scratch))]
        flags = _future_flags(tree)
        incidents: list[tuple[int, int, Value]] = []
        for number, statement in enumerate(tree.body, 1):
            first = min(
                [statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))]
            )
            last = statement.end_lineno or first
            if stop is not None and number >= stop:
                break
            if number in skipped or (number > 1 and _is_bare_text(statement)):
                continue  # (a text further down would become the module's docstring)
            note(number, first, last)
            try:
                code = compile(
                    ast.Module([statement], []), self.path, "exec", flags, dont_inherit=True
                )
                exec(code, self.module.__dict__)  # noqa: S102 - this is what the walls are for
            except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt too
                incidents.append((first, last, describe(error, self.scratch)))
        note(0, 0, 0)
        return incidents


def _future_flags(tree: ast.Module) -> int:
    """Compiler flags of the module's ``from __future__`` imports, for all of its statements."""
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                feature = getattr(__future__, alias.name, None)
                flags |= getattr(feature, "compiler_flag", 0)
    return flags


def _is_bare_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _write_out(scratch: str, files: dict[str, bytes]) -> None:
    """Put the files where the student's code may open them, if there is such a place."""
    if not os.access(scratch, os.W_OK):
        return
    for name, content in files.items():
        path = Path(scratch, name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError:
            # Larger than the scratch; imports read from memory and do not mind.
            continue


class _SubmissionFinder(MetaPathFinder, Loader):
    """Imports the submission's other modules from memory: not every level has a place to write."""

    def __init__(self, scratch: str, files: dict[str, bytes]) -> None:
        self.scratch = scratch
        self.files = files

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        stem = fullname.replace(".", "/")
        for name in (f"{stem}/__init__.py", f"{stem}.py"):
            if name in self.files:
                path = f"{self.scratch}/{name}"
                spec = ModuleSpec(fullname, self, origin=path, is_package=name != f"{stem}.py")
                spec.has_location = True
                if spec.submodule_search_locations is not None:
                    spec.submodule_search_locations.append(str(Path(path).parent))
                return spec
        return None

    def get_source(self, fullname: str) -> str | None:
        """The text of a module; `linecache` asks for it where there is no file to look into."""
        spec = self.find_spec(fullname)
        if spec is None:
            return None
        content = self.files[str(spec.origin).removeprefix(f"{self.scratch}/")]
        return content.decode(errors="replace")

    def exec_module(self, module: ModuleType) -> None:
        origin = str(getattr(module.__spec__, "origin", ""))
        source: Any = self.files[origin.removeprefix(f"{self.scratch}/")]
        exec(compile(source, origin, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - as above
