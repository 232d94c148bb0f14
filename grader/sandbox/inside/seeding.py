"""Seed every random generator that a student's code may draw from."""

import random
import secrets  # noqa: F401 - for numpy.random; see `seed_generators`
import sys
import threading  # noqa: F401
import zlib  # noqa: F401
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_SEEDING = {"numpy.random": "seed", "torch": "manual_seed"}
"""The modules that hold a generator which all share, and the function of theirs that seeds it."""


def seed_generators(seed: int) -> None:
    """Seed `random`, torch and NumPy; the last two once they are imported, if they are not yet.

    NumPy imports its generator when it is first asked for, which few modules do, and none should
    wait for it. What it needs of the standard library is imported here, as it is in a worker that
    has imported all: or a student's own ``secrets.py`` would take its place in a check, and not
    when the homework is marked.
    """
    random.seed(seed)
    for name, function in _SEEDING.items():
        # NumPy takes 32 bits.
        own_seed = seed if name == "torch" else seed % (1 << 32)
        if name in sys.modules:
            getattr(sys.modules[name], function)(own_seed)
        else:
            sys.meta_path.insert(0, _Seeding(name, function, own_seed))


class _Seeding:
    """Finds a module as Python would, and has its generator seeded as soon as it is imported."""

    def __init__(self, name: str, function: str, seed: int) -> None:
        self._name = name
        self._function = function
        self._seed = seed

    def find_spec(
        self, fullname: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find it by whoever comes next; nothing else is found here."""
        if fullname != self._name:
            return None
        for finder in sys.meta_path[sys.meta_path.index(self) + 1 :]:
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _SeedingLoader(spec.loader, self._seed_once)  # type: ignore[assignment]
                return spec
        return None

    def _seed_once(self, module: ModuleType) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        seed = vars(module).get(self._function)
        if callable(seed):  # a student's own module of that name has none
            seed(self._seed)


class _SeedingLoader:
    """Loads a module as its own loader would, which takes its place, and then has it seeded."""

    def __init__(self, loader: Any, seed: Callable[[ModuleType], None]) -> None:
        self._loader = loader
        self._seed = seed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module; see `importlib.abc.Loader`."""
        module: ModuleType | None = self._loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Run it, and seed what it then holds."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._seed(module)
