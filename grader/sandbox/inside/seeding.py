"""Seed every random generator that a student's code may draw from."""

import random
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_NUMPY_RANDOM = "numpy.random"


def seed_generators(seed: int) -> None:
    """Seed `random`, torch and NumPy; NumPy's generator once it is imported, if it is not yet.

    NumPy imports it when it is first asked for, which few modules do, and none should wait for it.
    """
    random.seed(seed)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)
    if _NUMPY_RANDOM in sys.modules:
        sys.modules[_NUMPY_RANDOM].seed(seed % (1 << 32))
    else:
        sys.meta_path.insert(0, _Seeding(seed % (1 << 32)))


class _Seeding:
    """Finds NumPy's generator as Python would, and has it seeded as soon as it is imported."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def find_spec(
        self, fullname: str, path: Any = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find it, once; nothing else is found here."""
        if fullname != _NUMPY_RANDOM:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            loader: Any = spec.loader
            execute = loader.exec_module

            def execute_and_seed(module: ModuleType) -> None:
                execute(module)
                vars(module)["seed"](self._seed)

            loader.exec_module = execute_and_seed
        return spec
