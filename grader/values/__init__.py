"""What may cross the process border, to and from bytes.

Inert data only: exact built-in types, and arrays as raw bytes with a dtype and a shape. Nothing
here can execute what it reads, and nothing is pickled. `encode` runs in the student's process and
is trusted by nobody; `decode` runs in ours, trusts nothing, and raises nothing but `WireError`.

NumPy is imported on the first array; torch never: a tensor exists only if torch is loaded already.
"""

from grader.values.decode import WireError, decode
from grader.values.encode import encode
from grader.values.model import Array, Named, NamedKind, Unsupported, Value

__all__ = [
    "Array",
    "Named",
    "NamedKind",
    "Unsupported",
    "Value",
    "WireError",
    "decode",
    "encode",
]
