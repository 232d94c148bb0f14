"""Stand-ins for packages that are not here.

One kind is harmless, for packages that the graded code does not need: drawing, progress bars. The
other lets a forgotten import pass and raises where the package is first used, as Python would have
done at the import. Runs among the student's code and trusts it with nothing.
"""

import dis
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Self, cast

ALWAYS_HARMLESS = ("IPython", "google.colab", "ipdb", "pdb", "pudb")
"""Tools to write code with: nothing that can be marked depends on them."""

_MOST_UNPACKED = 64


class StandIn:
    """Something of a package that is not here: it may be named, and used it says so."""

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_stands_for", name)

    def __getattr__(self, name: str) -> "StandIn":
        if name.startswith("__"):
            raise AttributeError(name)
        return type(self)(f"{object.__getattribute__(self, '_stands_for')}.{name}")

    def __repr__(self) -> str:
        return f"<{object.__getattribute__(self, '_stands_for')}, which is not installed>"

    def __getitem__(self, _key: object) -> "StandIn":
        return self  # as in the annotation ``npt.NDArray[float]``

    def __or__(self, _other: object) -> "StandIn":
        return self  # as in the annotation ``pd.DataFrame | None``

    __ror__ = __or__

    def __instancecheck__(self, _value: object) -> bool:
        return False

    __subclasscheck__ = __instancecheck__

    def __eq__(self, other: object) -> bool:
        # Whether it is a certain type is what `typing` asks of an annotation.
        if isinstance(other, type | StandIn) or type(other).__module__ == "typing":
            return self is other
        return bool(refuse(self))

    __hash__ = object.__hash__


def refuse(found: object, *_arguments: object, **_keywords: object) -> Any:
    """Raise what importing the package would have raised, if this stands in for a part of it."""
    if isinstance(found, StandIn) and not isinstance(found, Harmless):
        raise _missing(found)


def refuse_answer(found: object) -> object:
    """Give an answer back, unless it is a stand-in: even a harmless one is nothing to mark."""
    if isinstance(found, StandIn):
        raise _missing(found)
    return found


def _missing(found: "StandIn") -> ModuleNotFoundError:
    package: str = object.__getattribute__(found, "_stands_for").partition(".")[0]
    if isinstance(found, NotHandedIn):
        package = f".{package}"
    return ModuleNotFoundError(f"No module named {package!r}", name=package)


_USES = (
    *("call", "bool", "len", "iter", "next", "contains", "enter", "aenter", "await", "mro_entries"),
    *("add", "radd", "sub", "rsub", "mul", "rmul", "matmul", "rmatmul", "truediv", "rtruediv"),
    *("floordiv", "rfloordiv", "mod", "rmod", "pow", "rpow", "neg", "pos", "abs", "invert"),
    *("lt", "le", "gt", "ge", "float", "int", "index", "complex", "array", "exit"),
    *("setattr", "setitem", "delitem", "and", "rand", "xor", "rxor"),
)
for _use in _USES:
    setattr(StandIn, f"__{_use}__", refuse)


class NotHandedIn(StandIn):
    """Something of a module of the student's own that is not here."""


class Harmless(StandIn):
    """Something of a package that the graded code does not need: whatever is done with it works."""

    def __init__(self, name: str, inner: object = ()) -> None:
        super().__init__(name)
        object.__setattr__(self, "_inner", inner)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Do nothing; what is decorated, or looped over, comes back."""
        name = object.__getattribute__(self, "_stands_for")
        first = arguments[0] if arguments else None
        if name.endswith(".get_ipython"):
            return None  # as where no notebook runs
        if isinstance(first, FunctionType | BuiltinFunctionType | MethodType | type):
            return first
        if name.endswith("trange") and arguments:
            return Harmless(name, range(*arguments))
        first = keywords.get("iterable", first)
        return Harmless(name, first if hasattr(type(first), "__iter__") else ())

    def __iter__(self) -> Iterator[Any]:
        wanted = _unpacked(sys._getframe(1))  # noqa: SLF001 - how many names are to be filled
        inner = object.__getattribute__(self, "_inner")
        if wanted and inner == ():
            name = object.__getattribute__(self, "_stands_for")
            return iter([Harmless(name) for _ in range(wanted)])
        return iter(inner)

    def __len__(self) -> int:
        return len(object.__getattribute__(self, "_inner"))

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        return None

    def __setattr__(self, name: str, value: object) -> None:
        """Forget it."""

    def __setitem__(self, key: object, value: object) -> None:
        """Forget it."""

    def __mro_entries__(self, _bases: object) -> tuple[type, ...]:
        return (_Anything,)

    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _Anything:
    """What a class that is derived from a harmless one is derived from instead."""

    def __init__(self, *_arguments: object, **_keywords: object) -> None:
        """Take whatever the real one would."""


for _class in (StandIn, NotHandedIn, Harmless, _Anything):
    # Python puts the name of a class into its errors, and students read those.
    _class.__name__ = _class.__qualname__ = "stand-in for what is not installed"
    _class.__module__ = "builtins"


def _unpacked(frame: Any) -> int:
    """How many names a line of code is about to fill, as in ``fig, axes = subplots()``; or 0."""
    at = frame.f_lasti
    code = frame.f_code.co_code
    if 0 <= at < len(code) - 1 and dis.opname[code[at]] == "UNPACK_SEQUENCE":
        return min(int(code[at + 1]), _MOST_UNPACKED)
    return 0


class StandInModule(ModuleType):
    """A module that has every attribute."""

    def __init__(self, name: str, make: Callable[[str], StandIn]) -> None:
        super().__init__(name, "Stands in for a package that is not here.")
        self._make = make
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._make(f"{self.__name__}.{name}")


class StandInFinder:
    """The last of the finders: gives a stand-in for what nobody else has."""

    def __init__(self, harmless: Sequence[str]) -> None:
        self.missing: set[str] = set()
        """Packages that a student's file imports and that are not here."""

        self.own: set[str] = set()
        """Those of them that are no packages but files, which were not handed in."""

        self._harmless = frozenset({*ALWAYS_HARMLESS, *harmless})

    def install(self) -> None:
        """Take the last place, and the debugger's: nobody is there to type its commands."""
        sys.meta_path.append(self)
        sys.modules["pdb"] = StandInModule("pdb", Harmless)

    def find_spec(
        self, fullname: str, _path: object = None, _target: object = None
    ) -> ModuleSpec | None:
        """Stand in for what is listed, and for what lies below another stand-in."""
        parent = fullname.rpartition(".")[0]
        listed = self._harmless | self.missing
        if (
            fullname in listed
            or isinstance(sys.modules.get(parent), StandInModule)
            or any(name.startswith(f"{fullname}.") for name in self._harmless)
        ):
            return ModuleSpec(fullname, cast("Any", self), is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Make one of the kind that its name is listed for."""
        parts = spec.name.split(".")
        above = {".".join(parts[: n + 1]) for n in range(len(parts))}
        if above & self._harmless:
            return StandInModule(spec.name, Harmless)
        return StandInModule(spec.name, NotHandedIn if above & self.own else StandIn)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is no code."""
