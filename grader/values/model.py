"""The values themselves, and the limits both ends of the border agree on.

Pure data. A limit stands here once: an encoder that allowed more than the decoder would turn an
honest large answer into a forged message.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

MAX_BYTES = 64 << 20
"""The longest message, arrays included: eight million float64."""
MAX_NODES = 100_000
"""Nodes of the tree; a list of only ints or only floats is one node."""
MAX_NUMBERS = 1 << 20
"""Numbers in lists of only ints or only floats, over the whole message."""
MAX_PAIRS = 4096
"""Entries of all dicts together."""
MAX_EQUAL_HASHES = 64
"""Keys of one dict that share a hash; honest ones never do, and each costs a look at the others."""
MAX_ARRAYS = 4096
"""Arrays of one message, however small."""
MAX_DEPTH = 32
"""Lists within lists."""
MAX_INT_BYTES = 512
"""The size of one int: 4096 bits."""
MAX_TEXT_BYTES = 1 << 20
"""One text, in UTF-8."""
MAX_NAME = 200
"""Characters of a type, module or function name; longer ones are cut."""
MAX_PARAMETERS = 64
"""Parameter names told of one callable."""
MAX_NDIM = 16
"""Axes of an array."""

DTYPES = (
    *("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8"),
    *("<f2", "<f4", "<f8", "<c8", "<c16"),
)
"""Every dtype an array may have, by NumPy's name for it; the position is its code on the wire."""


def is_addressable(shape: Sequence[int]) -> bool:
    """Whether NumPy can hold an array of this shape; an empty one, too, has limits."""
    return math.prod(axis or 1 for axis in shape) <= MAX_BYTES


def is_crowded(keys: Sequence[object]) -> bool:
    """Whether so many keys share a hash that a dict of them would be slow to fill.

    The hash of a text is secret; that of a number or a tuple can be chosen.
    """
    return len(keys) > MAX_EQUAL_HASHES < max(Counter(map(hash, keys)).values())


Value: TypeAlias = (
    "bool | int | float | complex | str | list[Value] | tuple[Value, ...] | dict[Value, Value]"
    " | Array | Named | Unsupported | None"
)
NamedKind = Literal["function", "class", "method", "module", "callable"]
NAMED_KINDS: tuple[NamedKind, ...] = ("function", "class", "method", "module", "callable")
"""The position is the code on the wire."""


@dataclass(frozen=True, slots=True, eq=False)
class Array:
    """An array or a tensor as inert data. Two are equal if they are the same bit for bit."""

    data: Any
    """An exact, read-only, little-endian `numpy.ndarray` whose dtype is in `DTYPES`."""

    library: Literal["numpy", "torch"] = "numpy"
    """What it was, or what it shall become in the student's process."""

    is_scalar: bool = False
    """It was a NumPy scalar such as ``np.float64(3)``, not a 0-d array."""

    bfloat16: bool = False
    """It was a bfloat16 tensor, which NumPy lacks; the data are its values as float32."""

    subclass: str | None = None
    """The subclass it claimed to be; shown, never trusted."""

    @classmethod
    def of(cls, data: object, library: Literal["numpy", "torch"] = "numpy") -> "Array":
        """Freeze a copy of anything `numpy.array` reads into a dtype of `DTYPES`.

        Raises:
            TypeError: It has another dtype; the caller's mistake.
        """
        import numpy as np  # noqa: PLC0415 - heavy, and most messages hold no array

        array = np.array(data)
        array = array.astype(array.dtype.newbyteorder("<"))
        if array.dtype.str not in DTYPES:
            raise TypeError(f"dtype: wanted one of {', '.join(DTYPES)}, found {array.dtype.str!r}")
        array.setflags(write=False)
        return cls(array, library)

    def _facts(self) -> tuple[object, ...]:
        return (
            *(self.library, self.is_scalar, self.bfloat16, self.subclass),
            *(self.data.dtype.str, self.data.shape),
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Array):
            return NotImplemented
        return self._facts() == other._facts() and bool(self.data.tobytes() == other.data.tobytes())

    def __hash__(self) -> int:
        return hash(self._facts())


@dataclass(frozen=True, slots=True)
class Named:
    """A function, class, method, module or other callable: what it says of itself, never itself."""

    kind: NamedKind
    module: str
    qualname: str
    parameters: tuple[str, ...] | None = None
    """Names of what it takes, ``self`` left out; known only if it is written in Python."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A value that cannot cross: what type it claimed, and why it stayed behind."""

    type_name: str
    why: str

    @property
    def is_placeholder(self) -> bool:
        """The value was ``...``, as in a starter that nobody has filled in."""
        return self.type_name == "ellipsis"
