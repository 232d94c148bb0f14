"""Turn what a child sent into an `Outcome`. Trusts nothing it reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.outcome import (
    Frame,
    Incident,
    NotFound,
    Outcome,
    Raised,
    Returned,
    ReturnedEach,
    RowReturned,
)
from grader.request import CallEach, Request
from grader.sandbox.child import Child
from grader.sandbox.inside.raised import MAX_FRAMES, MAX_LINE, MAX_MESSAGE, MAX_SOURCE
from grader.sandbox.sources import Sources
from grader.sandbox.wire import Frame as WireFrame
from grader.values import Value, WireError, decode

_MAX_NAME = 200
_MAX_SIMILAR = 8
_MAX_INCIDENTS = 200
_MAX_NAMES = 3000


def read_answer(request: Request, frame: WireFrame, child: Child, limit: float) -> Outcome:
    """Read the answer to one request.

    Args:
        request: What was asked.
        frame: What came.
        child: Who sent it, and printed meanwhile.
        limit: Seconds it had; it can claim no more.

    Raises:
        WireError: It is none; the child does not play by the rules.
    """
    match frame.head:
        case ("returned", float(took), int(end)) if took >= 0:
            value = decode(frame.body)
            return Returned(value, child.take_printed(end), min(took, limit))
        case ("each", float(took), int(end)) if took >= 0:
            rows = _rows(request, decode(frame.body))
            return ReturnedEach(rows, child.take_printed(end), min(took, limit))
        case ("raised", raised, float(_), int(end)):
            return _raised(raised, child.take_printed(end))
        case ("not-found", str(name), tuple(similar), float(_), int(end)):
            child.take_printed(end)
            names = tuple(_text(item, _MAX_NAME) for item in similar[:_MAX_SIMILAR])
            return NotFound(name[:_MAX_NAME], names)
        case _:
            raise WireError("an answer of no known shape")


def _rows(request: Request, body: Value) -> tuple[RowReturned | Raised, ...]:
    if not isinstance(request, CallEach) or not isinstance(body, list):
        raise WireError("wanted rows, or did not")
    if len(body) != len(request.rows):
        raise WireError(f"wanted {len(request.rows)} rows, found {len(body)}")
    return tuple(map(_row, body))


def _row(row: Value) -> RowReturned | Raised:
    match row:
        case (True, value):
            return RowReturned(value)
        case (False, raised):
            return _raised(raised, "")
        case _:
            raise WireError("a row of no known shape")


@dataclass(slots=True)
class Told:
    """What a child says of the reading of a module."""

    printed: int
    """Where its output ends, as it claims."""

    raised: list[Incident] = field(default_factory=list)
    skipped: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """By number of a statement that was left out, what it would define."""

    unread: tuple[str, ...] = ()
    """What the statements would define that were not reached."""


def read_told(frame: WireFrame, sources: Sources, segments: Sequence[str]) -> Told:
    """Read what a child says of the reading of a module.

    Args:
        frame: What it sent.
        sources: The submission's files.
        segments: Those that make up the module.

    Raises:
        WireError: It is no such report.
    """
    match frame.head:
        case (list(items), int(end)):
            told = Told(end)
        case _:
            raise WireError("a report of no known shape")
    for item in items:
        match item:
            case ("raised", int(cell), int(line), int(last), raised, names) if (
                0 <= cell < len(segments) and 0 < line <= last <= MAX_LINE
            ):
                if len(told.raised) < _MAX_INCIDENTS:
                    file = segments[cell]
                    text = sources.excerpt(file, line, last)
                    read = _raised(raised, "")
                    told.raised.append(Incident(line, last, text, read, _names(names), file))
            case ("skipped", int(number), names):
                told.skipped[number] = _names(names)
            case ("unread", names):
                told.unread = _names(names)
            case _:
                raise WireError("an incident of no known shape")
    return told


def _names(names: Value) -> tuple[str, ...]:
    if not isinstance(names, tuple):
        raise WireError("wanted names")
    return tuple(_text(name, _MAX_NAME) for name in names[:_MAX_NAMES])


def _raised(raised: Value, printed: str) -> Raised:
    match raised:
        case (str(name), str(message), tuple(frames), bool(out_of_memory), str(hint)):
            return Raised(
                name[:_MAX_NAME],
                message[:MAX_MESSAGE],
                tuple(map(_frame, frames[:MAX_FRAMES])),
                printed,
                out_of_memory,
                hint[:_MAX_NAME],
            )
        case _:
            raise WireError("an exception of no known shape")


def _frame(frame: Value) -> Frame:
    match frame:
        case (str(file), int(line), str(function), str(source)) if 0 < line <= MAX_LINE:
            return Frame(file[:_MAX_NAME], line, function[:_MAX_NAME], source[:MAX_SOURCE])
        case _:
            raise WireError("a frame of no known shape")


def _text(item: Value, limit: int) -> str:
    if not isinstance(item, str):
        raise WireError("wanted a text")
    return item[:limit]
