"""Find out why a child gave no answer, and say so as an `Outcome`."""

import signal
from contextlib import suppress

from grader.outcome import Frame, Killed, KillReason, TimedOut
from grader.sandbox.child import Child, DeadlineError, Spot
from grader.sandbox.handle import End
from grader.sandbox.inside.raised import MAX_FRAMES, MAX_SOURCE
from grader.sandbox.limits import Limits
from grader.sandbox.sources import Sources
from grader.values import WireError
from grader.values.model import MAX_NAME

_HANG_UP_SECONDS = 0.2
"""How long a process that closed its channel may take to end before it is taken to live on."""

_END_SECONDS = 10.0


def examine(
    child: Child, error: Exception, seconds: float, sources: Sources, limits: Limits
) -> TimedOut | Killed:
    """Say what happened to a child that failed to answer.

    Args:
        child: Which; it may be ended by this.
        error: How we noticed.
        seconds: What it had to answer.
        sources: The submission's files.
        limits: What it had to keep to.

    Raises:
        ZygoteGoneError: There is no telling: the warm process died, and the child with it.
    """
    match error:
        case DeadlineError():
            spots, cut = child.whereabouts()
            frames = _own_frames(spots, sources, child.scratch)
            return TimedOut(seconds, frames, child.take_printed(cut))
        case WireError():
            return Killed(KillReason.PROTOCOL, str(error), child.take_printed())
        case _ if child.has_flooded():
            detail = f"more than {limits.flood_mib} MiB"
            return Killed(KillReason.OUTPUT_FLOOD, detail, child.take_printed())
        case _:
            return _examine_silence(child, sources, limits)


def _examine_silence(child: Child, sources: Sources, limits: Limits) -> Killed:
    """Say why a child hung up: as a rule, because it ended."""
    end = _await_end(child, _HANG_UP_SECONDS)
    if end is None:
        child.handle.kill()
        end = _await_end(child, _END_SECONDS)
        if end is None or end.was_killed:
            return Killed(KillReason.PROTOCOL, "closed its channel", child.take_printed())
    spots, cut = child.last_words()
    reason, detail = explain_end(end, limits)
    frames = _own_frames(spots, sources, child.scratch)
    return Killed(reason, detail, child.take_printed(cut), frames)


def _await_end(child: Child, seconds: float) -> End | None:
    """How a child ended, if it does in time."""
    try:
        return child.handle.wait(seconds)
    except TimeoutError:
        return None


def _own_frames(spots: list[Spot], sources: Sources, scratch: str) -> tuple[Frame, ...]:
    """The student's own among the lines a process was executing, outermost first."""
    named = [(spot.file.removeprefix(f"{scratch}/"), spot) for spot in spots]
    own = [(name, spot) for name, spot in named if name in sources and spot.line > 0]
    return tuple(
        Frame(
            name,
            spot.line,
            spot.function[:MAX_NAME],
            sources.excerpt(name, spot.line, spot.line).strip()[:MAX_SOURCE],
        )
        for name, spot in own[-MAX_FRAMES:]
    )


def explain_end(end: End, limits: Limits) -> tuple[KillReason, str]:
    """Say why a process ended that was not ended by us."""
    if end.code >= 0:
        return KillReason.EXITED, f"exit status {end.code}"
    number = -end.code
    name = f"signal {number}"
    with suppress(ValueError):
        name = signal.Signals(number).name
    if number == getattr(signal, "SIGSYS", None):
        return KillReason.FORBIDDEN_CALL, "a system call that no homework needs"
    if end.was_killed:
        if end.cpu_seconds >= limits.cpu_seconds:
            return KillReason.SIGNAL, f"more than {limits.cpu_seconds} s of processor time"
        return KillReason.MEMORY, "ended by the kernel, which does so for want of memory"
    return KillReason.SIGNAL, name
