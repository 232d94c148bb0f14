"""The head of a bundle: what it takes to start a student's process, and no more.

A check reads it first, since the process can start while everything else is imported.
"""

from collections.abc import Mapping

from grader.errors import UsageError
from grader.handout.envelope import Body
from grader.record import Record


class Head(Record, frozen=True):
    """What has to be known of a homework before a student's process is started."""

    language: str
    module: str
    """What is handed in, without ``.py``."""

    import_seconds: float
    memory_mib: int
    passes_tensors: bool
    """Whether a call passes tensors, so that torch is needed whatever the module imports."""

    stubs: tuple[str, ...] = ()
    """Packages that get a harmless stand-in where they are not installed."""


def read_head(body: Body, where: str) -> Head:
    """Read the head of a bundle.

    Args:
        body: As `grader.handout.envelope.open_file` gives it.
        where: What to call it in messages.

    Raises:
        UsageError: A field of it is missing or of another type.
    """
    fields = body if isinstance(body, Mapping) else {}
    match [fields.get(name, ()) for name in Head.__struct_fields__]:
        case [
            str() as language,
            str() as module,
            int() | float() as seconds,
            int() as memory,
            bool() as tensors,
            [*stubs],
        ] if all(isinstance(each, str) for each in stubs):
            return Head(language, module, float(seconds), memory, tensors, tuple(stubs))
        case _:
            raise UsageError(
                f"{where}: wanted a bundle's head, found something else (fetch it again)"
            )
