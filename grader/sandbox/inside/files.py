"""The files of a submission, for the student's own imports and ``open``.

Imports are served from memory: not every level of isolation has a place to write.
"""

import ast
import os
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from grader.sandbox.inside.statements import flatten


def write_out(scratch: str, files: dict[str, bytes]) -> None:
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


class SubmissionFinder:
    """Imports the modules of a submission, before anything that is installed.

    A finder and a loader as `importlib` wants them, without its abstract classes: those bring a
    dozen modules along, and each submission would wait for them.
    """

    def __init__(self, scratch: str, files: dict[str, bytes]) -> None:
        self.scratch = scratch
        self.files = files

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """Find a module among the files: a package before a file."""
        stem = fullname.replace(".", "/")
        for name in (f"{stem}/__init__.py", f"{stem}.py"):
            if name in self.files:
                path = f"{self.scratch}/{name}"
                spec = ModuleSpec(
                    fullname, cast("Any", self), origin=path, is_package=name != f"{stem}.py"
                )
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

    def create_module(self, _spec: ModuleSpec) -> None:
        """Leave the making of a module to `importlib`."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a file as a whole; only the entry module is read statement by statement."""
        origin = str(getattr(module.__spec__, "origin", ""))
        name = origin.removeprefix(f"{self.scratch}/")
        tree = flatten(ast.parse(self.files[name], origin), name.count("/"))
        exec(compile(tree, origin, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - the student's
