"""Describe an exception the student's code raised, in values that can cross the border."""

import linecache
from types import TracebackType

from grader.sandbox.environment import SCRATCH
from grader.sandbox.inside import hints
from grader.values import Value

MAX_MESSAGE = 2000
MAX_FRAMES = 10
MAX_SOURCE = 200
MAX_LINE = (1 << 31) - 1
_OUTERMOST = 3
"""How many of the outermost frames are kept when there are too many: recursion is all alike."""

OUT_OF_MEMORY: Value = ("MemoryError", "", (), True, "")
"""The description of an exception that there is no memory left to describe."""

_TORCH_OUT_OF_MEMORY = ("DefaultCPUAllocator", "not enough memory", "out of memory")


def describe(error: BaseException, scratch: str) -> Value:
    """Say what an exception is: type, message, own frames, whether for memory, and a hint.

    Args:
        error: What was raised; its methods are the student's and may raise in turn.
        scratch: Directory of the student's files, to tell their frames from a library's.
    """
    try:
        is_bare_exit = isinstance(error, SystemExit) and error.code is None
        message = "" if is_bare_exit else str(error)
        if type(message) is not str:
            message = ""
    except BaseException as second:  # noqa: BLE001 - a __str__ of the student's own
        message = f"(its text cannot be shown: {type(second).__name__})"
    message = message[:MAX_MESSAGE].replace(f"{scratch}/", f"{SCRATCH}/")  # the same every time
    message = message.encode(errors="replace").decode()
    try:
        name = str(type(error).__name__)
        out_of_memory = isinstance(error, MemoryError) or (
            isinstance(error, RuntimeError) and any(t in message for t in _TORCH_OUT_OF_MEMORY)
        )
        return (
            name,
            message,
            _frames(error.__traceback__, scratch),
            out_of_memory,
            _hint(error, scratch),
        )
    except BaseException:  # noqa: BLE001 - a type of the student's own
        return ("Exception", message, (), False, "")


def ran_out_of_memory(raised: Value) -> bool:
    """Whether a description says that memory was the matter."""
    return isinstance(raised, tuple) and raised[3] is True


def _hint(error: BaseException, scratch: str) -> str:
    try:
        return hints.hint(error, scratch)
    except BaseException:  # noqa: BLE001 - a __str__ of the student's own
        return ""


def _frames(traceback: TracebackType | None, scratch: str) -> tuple[Value, ...]:
    """The student's own frames, outermost first: file, line, function, source line."""
    own: list[Value] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename.startswith(f"{scratch}/"):
            name = code.co_filename.removeprefix(f"{scratch}/")
            # A code object may be without lines, or have been given odd ones.
            line = min(max(traceback.tb_lineno or 1, 1), MAX_LINE)
            # Where no file can be written the lines come from the module's loader.
            text = linecache.getline(code.co_filename, line, traceback.tb_frame.f_globals)
            source = text.strip()[:MAX_SOURCE]
            own.append((name, line, code.co_name, source.encode(errors="replace").decode()))
        traceback = traceback.tb_next
    if len(own) > MAX_FRAMES:
        own = own[:_OUTERMOST] + own[_OUTERMOST - MAX_FRAMES :]
    return tuple(own)
