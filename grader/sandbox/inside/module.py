"""Read a student's module one statement at a time.

As an import does, but a statement that raises costs only what depends on it: the next ones still
run. A forgotten ``import pandas`` is one incident, not a submission that cannot be read. A notebook
is read in the same way, one cell after the other, each a file of its own.
"""

import ast
import builtins
import importlib.util
import linecache
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from grader.sandbox.inside.files import SubmissionFinder, write_out
from grader.sandbox.inside.hints import is_of_own
from grader.sandbox.inside.raised import describe
from grader.sandbox.inside.stand_ins import StandInFinder
from grader.sandbox.inside.statements import (
    ANY_NAME,
    Broken,
    Piece,
    Statement,
    future_flags,
    is_bare_text,
    parse,
)
from grader.sandbox.sources import list_segments
from grader.values import Value

Note = Callable[[int, int, int, int], None]

_MOST_NAMES = 200
_MOST_UNREAD = 2000
_MOST_NAME = 100
_MOST_MISSING = 20
"""Packages that one statement may find missing, one after the other."""


class Module:
    """A submission's entry module, and the files that came with it."""

    def __init__(
        self, scratch: str, entry: str, files: dict[str, bytes], stubs: Sequence[str] = ()
    ) -> None:
        """Place the files; nothing of the student's runs yet.

        Args:
            scratch: The directory the files seem to lie in, and do if it can be written.
            entry: Which of them to read: ``hw2.py``, ``hw2/__init__.py`` or ``hw2.ipynb``.
            files: Contents by relative path.
            stubs: Packages that get a harmless stand-in where they are not installed.
        """
        self.scratch = scratch
        self.path = f"{scratch}/{entry}"
        self.entry = entry
        self.files = files
        self.segments = list_segments(entry, files)
        self._stand_ins = StandInFinder(stubs)
        self._stand_ins.install()
        finder = SubmissionFinder(scratch, files)
        sys.meta_path.insert(0, finder)
        sys.path.insert(0, scratch)
        sys.argv = [self.path]
        if not os.path.lexists(self.path):  # else the host has placed them
            write_out(scratch, files)
        stem = entry.removesuffix(".py").removesuffix(".ipynb").removesuffix("/__init__")
        name = stem.replace("/", ".")
        spec = finder.find_spec(name)
        self.module = importlib.util.module_from_spec(spec) if spec else ModuleType(name)
        self.module.__file__ = self.path
        sys.modules[name] = self.module
        if entry.endswith(".ipynb"):
            self._set_up_notebook()

    def _set_up_notebook(self) -> None:
        """Give what a notebook has without asking for it, and the lines of cells to tracebacks."""
        vars(builtins).update(display=print, get_ipython=lambda: None)
        for name in self.segments:
            path = f"{self.scratch}/{name}"
            lines = self.files[name].decode(errors="replace").splitlines(keepends=True)
            linecache.cache[path] = (len(self.files[name]), None, lines, path)

    def is_own(self, path: str) -> bool:
        """Whether a file is the student's for sure: the module, or written by it.

        Any other file of the submission may be one that the course hands out.
        """
        name = path.removeprefix(f"{self.scratch}/")
        return name != path and (name in self.segments or name not in self.files)

    def own_modules(self) -> list[ModuleType]:
        """List the submission's modules that were imported."""
        others = [each for each in list(sys.modules.values()) if type(each) is ModuleType]
        files = [(each, vars(each).get("__file__")) for each in others]
        return [self.module] + [
            each
            for each, file in files
            if type(file) is str and file.startswith(f"{self.scratch}/") and each is not self.module
        ]

    def read(self, skipped: frozenset[int], stop: int | None, note: Note) -> list[Value]:
        """Execute the module's statements in order.

        Args:
            skipped: Statements not to execute, counted from 1: they ended a process before.
            stop: The first statement not to execute any more; `None` for all.
            note: Called with a statement's number, its first and last line and the number of its
                cell before it runs.

        Returns:
            What the host is told, each with a word for what it is: ``raised``, with the cell, the
            first and last line, the description of the exception and the names it would have
            defined; ``skipped``, with a number and names; ``unread``, with names.
        """
        pieces = [
            (segment, piece)
            for segment, name in enumerate(self.segments)
            for piece in parse(
                self.files[name],
                f"{self.scratch}/{name}",
                name.count("/"),
                is_alone=name == self.entry,
            )
        ]
        flags = future_flags(piece for _, piece in pieces)
        found: list[Value] = []
        unread: list[str] = []
        for number, (segment, piece) in enumerate(pieces, 1):
            if stop is not None and number >= stop:
                unread += piece.names
            elif number in skipped:
                found.append(("skipped", number, _write_names(piece.names)))
            elif number == 1 or not is_bare_text(piece):
                # (a text further down would become the module's docstring)
                note(number, piece.first, piece.last, segment)
                found += self._run(segment, piece, flags)
        note(0, 0, 0, 0)
        return [*found, ("unread", _write_names(unread, _MOST_UNREAD))]

    def _run(self, segment: int, piece: Piece, flags: int) -> list[Value]:
        """Execute one statement; gives what it raised.

        An import that finds a package missing is executed again with a stand-in for it.
        """
        told: list[Value] = []
        place = (segment, piece.first, piece.last)
        while True:
            error = (
                piece.error if isinstance(piece, Broken) else self._execute(segment, piece, flags)
            )
            if error is None:
                return told
            raised = describe(error, self.scratch)
            if len(told) < _MOST_MISSING and isinstance(piece, Statement):
                missing = self._missing_package(piece.tree, error)
                if missing:
                    self._stand_ins.missing.add(missing)
                    if isinstance(error, ModuleNotFoundError) and is_of_own(error, self.scratch):
                        self._stand_ins.own.add(missing)
                    told.append(("raised", *place, raised, ()))
                    continue
            names = _write_names(piece.names)
            return [*told, ("raised", *place, raised, names)]

    def _execute(self, segment: int, piece: Statement, flags: int) -> BaseException | None:
        try:
            path = f"{self.scratch}/{self.segments[segment]}"
            code = compile(ast.Module([piece.tree], []), path, "exec", flags, dont_inherit=True)
            exec(code, self.module.__dict__)  # noqa: S102 - this is what the walls are for
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt too
            return error
        return None

    def _missing_package(self, tree: ast.stmt, error: BaseException) -> str:
        """Name the package that an import of the student's own did not find; empty if none.

        A module of a package that is there keeps its error, and so does what a library misses.
        """
        if not (isinstance(error, ModuleNotFoundError) and isinstance(error.name, str)):
            return ""
        known = "." in error.name or error.name in self._stand_ins.missing
        if known or not isinstance(tree, ast.Import | ast.ImportFrom):
            return ""
        if any(each.name == "*" for each in tree.names):
            return ""  # a stand-in has no names to give
        return error.name if self._raised_by_student(error) else ""

    def _raised_by_student(self, error: BaseException) -> bool:
        file = ""
        traceback: Any = error.__traceback__
        while traceback is not None:
            name = traceback.tb_frame.f_code.co_filename
            file = file if name.startswith("<frozen importlib") else name
            traceback = traceback.tb_next
        return file.startswith(f"{self.scratch}/")


def _write_names(names: Sequence[str], most: int = _MOST_NAMES) -> Value:
    """Bound what the host is told; where something is cut off, any name may be meant."""
    kept = tuple(name[:_MOST_NAME].encode(errors="replace").decode() for name in names[:most])
    return kept if len(kept) == len(names) else (*kept, ANY_NAME)
