"""Attack a worker's walls before anybody else does, and refuse to go on if one is not there.

A claim about isolation that nobody has tried is a hope. A dozen attacks take some tens of
milliseconds, once for each worker.
"""

import os
import tempfile
from pathlib import Path

from grader.errors import IsolationError
from grader.outcome import Killed, KillReason, Outcome, Returned, TimedOut
from grader.request import Call
from grader.sandbox.environment import environment
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session

_ENTRY = "attacks.py"
ATTACKS = {_ENTRY: Path(__file__).with_name("inside").joinpath(_ENTRY).read_bytes()}
"""The attacks as a submission."""

_SECONDS = 10.0
_SPIN_SECONDS = 0.05


def run_self_test(session: Session, level: Level, limits: Limits) -> None:
    """Attack from inside a session that has read `ATTACKS`.

    Args:
        session: Walled as submissions will be.
        level: What is claimed.
        limits: What an attack on memory or threads must not get past.

    Raises:
        IsolationError: An attack got through: the level claimed is not there.
    """
    with tempfile.TemporaryDirectory(prefix="grader-canary-") as directory:
        canary = Path(directory, "canary")
        canary.write_bytes(b"an answer")
        canary.chmod(0o666)
        Path(directory).chmod(0o777)
        private = (Call("see_file", (str(canary),)),) if level is Level.FULL else ()
        attacks = (
            *private,
            Call("read_file", (str(canary),)),
            Call("write_file", (str(canary),)),
            Call("change_mode"),
            Call("list_directory", (directory,)),
            Call("list_directory", ("/",)),
            Call("read_process", (os.getpid(),)),
            Call("signal_process", (os.getpid(),)),
            Call("see_environment", (tuple(environment("")),)),
            Call("fork"),
            Call("execute"),
            Call("connect"),
            Call("find_descriptors"),
            Call("take_memory", (limits.memory_mib * 2,)),
            Call("leave_namespace"),
            Call("spin"),
        )
        seconds = [_SECONDS] * (len(attacks) - 1) + [_SPIN_SECONDS]
        outcomes = session.ask(list(zip(attacks, seconds, strict=True)))
        broken = [
            f"{attack.name}: {outcome}"
            for attack, outcome in zip(attacks, outcomes, strict=True)
            if not _held(attack, outcome)
        ]
        if canary.read_bytes() != b"an answer":
            broken.append("a file of ours was written")
    if broken:
        raise IsolationError(
            "isolation: wanted walls that hold, the self-test got through: " + "; ".join(broken)
        )


def _held(attack: Call, outcome: Outcome) -> bool:
    """Whether the wall an attack was aimed at did what it is for."""
    match attack.name, outcome:
        case "leave_namespace", Killed(reason=KillReason.FORBIDDEN_CALL):
            return True
        case "spin", TimedOut():
            return True
        case "leave_namespace" | "spin", _:
            return False
        case _, Returned(value=""):
            return True
        case _:
            return False
