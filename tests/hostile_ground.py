"""What the attacks of ``hostile/`` are aimed at, and how a submission is run among it.

Everything worth attacking is made here for the test, is open to every user of the machine, and is
named in a ``target.py`` that goes to the worker with each attack. Knows nothing of what should
come of one.
"""

import os
import secrets
import signal
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import pytest

from grader.outcome import Killed, NotFound, Outcome, Raised, Returned, TimedOut
from grader.request import Call, Fetch
from grader.sandbox import linux
from grader.sandbox.worker import Worker
from grader.values import Array, Unsupported, Value, encode

PATIENT_S: Final = 5.0
"""For what must come to an end by itself, however busy the machine is."""

MIB: Final = 1 << 20
VARIABLE: Final = "HOSTILE_TEST_SECRET"

PR_SET_CHILD_SUBREAPER: Final = 36
"""Makes orphans our children, so that a process that was left behind is seen."""

HONEST: Final = b"""
def f(x): return 2 * x + 1
def g(x): return float(x.sum())
def h(n): return n * n
value = 42.0
"""
HONEST_LABELS: Final = {"at_import": "", "f": "right", "g": "right", "h": "right", "value": "right"}
NO_HURRY: Final = MappingProxyType(dict.fromkeys(("f", "g", "h", "value"), PATIENT_S))

TARGET: Final = """
import os, struct, sys
SCRATCH = os.path.dirname(__file__)
def got_through(what):
    os.write(2, f"\\n{MARK}: {what}\\n".encode())
def _server():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("self"), "writing"):
        frame = frame.f_back
    return frame.f_locals
def channel():
    return _server()["self"].writing
def progress():
    return _server()["self"].progress
def child_number():
    return _server()["frame"].number
def _frame(kind, number, head, body=b""):
    from grader.values import encode
    head = encode(head)
    return struct.pack("<2sBxIII", b"gw", kind, number, len(head), len(body)) + head + body
def answer(ahead, value=None, *, body=None, took=0.0, printed=0):
    from grader.values import encode
    body = encode(value) if body is None else body
    return _frame(5, _server()["frame"].number + ahead, ("returned", took, printed), body)
def raised(description):
    return _frame(5, _server()["frame"].number, ("raised", description, 0.0, 0))
def loaded():
    return _frame(4, _server()["frame"].number, ([], 0))
"""
"""The rest of ``target.py``: how an attack says that it succeeded, and speaks the protocol."""


@dataclass
class Ground:
    """Files, a variable and a port of the host's, and what reached it."""

    base: Path
    port: int
    secret: str = field(default_factory=lambda: f"canary-{secrets.token_hex(16)}")
    """Stands in every file, and in the environment; nothing a submission says may hold it."""
    mark: str = field(default_factory=lambda: f"got through {secrets.token_hex(8)}")
    """What an attack prints when it did what a wall should have kept it from."""
    signals: list[int] = field(default_factory=list)
    """Every signal that reached this process."""
    processes: list[str] = field(default_factory=list)
    """What runs when no submission does."""

    def lay_out(self) -> None:
        for name in ("key.json", "problems/spec.yaml", "ada/hw.py", "canary", "outside/kept"):
            path = self.base / "aims" / name
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_text(self.secret, "utf-8")
            # Open to all, so that only the walls can be what keeps an attack out.
            path.parent.chmod(0o777)
            path.chmod(0o666)

    def target(self) -> bytes:
        aims = self.base / "aims"
        names = {
            "HOST": os.getpid(),
            "PORT": self.port,
            "MARK": self.mark,
            "VARIABLE": VARIABLE,
            "ANSWER_KEY": str(aims / "key.json"),
            "PROBLEMS": str(aims / "problems"),
            "NEIGHBOUR": str(aims / "ada/hw.py"),
            "CANARY": str(aims / "canary"),
            "OUTSIDE": str(aims / "outside"),
        }
        return ("".join(f"{k} = {v!r}\n" for k, v in names.items()) + TARGET).encode()


@contextmanager
def laid_ground() -> Iterator[Ground]:
    """Lay everything out, send what the sandbox keeps in files there too, and listen."""
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-corpus-")))
        base.chmod(0o755)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        ground = Ground(base, server.getsockname()[1])
        ground.lay_out()
        temporary = base / "temporary"
        temporary.mkdir(mode=0o755)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv(VARIABLE, ground.secret)
        patch.setattr(tempfile, "tempdir", str(temporary))
        before = signal.signal(signal.SIGUSR2, lambda number, _: ground.signals.append(number))
        stack.callback(signal.signal, signal.SIGUSR2, before)
        linux.prctl(PR_SET_CHILD_SUBREAPER, 1)
        stack.callback(linux.prctl, PR_SET_CHILD_SUBREAPER, 0)
        yield ground
        assert [path.name for path in temporary.iterdir()] == []


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one submission."""

    labels: dict[str, str]
    outcomes: tuple[Outcome, ...]
    said: bytes
    """Every text and value that reached us."""


def run(
    worker: Worker, ground: Ground, files: dict[str, bytes], seconds: Mapping[str, float] = NO_HURRY
) -> Report:
    """Ask a submission for ``f``, ``g``, ``h`` and ``value``, on inputs nobody saw before."""
    draw = np.random.default_rng(secrets.randbits(64))
    x, y, n = draw.normal(size=(4, 3)), draw.normal(size=(4, 3)), int(draw.integers(50, 1000))
    calls = (Call("f", (Array.of(x),)), Call("g", (Array.of(y),)), Call("h", (n,)))
    requests = (*calls, Fetch("value"))
    wanted = (Array.of(2 * x + 1), float(y.sum()), n * n, 42.0)
    with worker.open({"target.py": ground.target(), **files}, "hw.py") as session:
        answers = session.ask([(request, seconds[request.name]) for request in requests])
        incidents = [incident.outcome for incident in session.incidents]
        labels = zip(("f", "g", "h", "value"), map(label, answers, wanted), strict=True)
        outcomes = (*incidents, *answers)
        values = [
            encode(value)
            for outcome in outcomes
            if isinstance(outcome, Returned)
            and not (isinstance(value := outcome.value, Array) and value.data.nbytes > MIB)
        ]
        said = [repr((session.incidents, session.printed_at_import, answers)).encode(), *values]
        at_import = "+".join(label(outcome, None) for outcome in incidents)
        return Report({"at_import": at_import, **dict(labels)}, outcomes, b"".join(said))


def label(outcome: Outcome, wanted: Value) -> str:
    """Name what came, as ``expected.csv`` does."""
    match outcome:
        case Returned(value=Unsupported()):
            return "unsupported"
        case Returned(value=Array(subclass=str())):
            return "subclass"
        case Returned(value=value):
            same = type(value) is type(wanted) and same_value(value, wanted)
            return "right" if same else "wrong"
        case Raised(out_of_memory=True):
            return "out-of-memory"
        case Raised():
            return f"raised:{outcome.type_name}"
        case Killed():
            return f"killed:{outcome.reason}"
        case NotFound() | TimedOut():
            return "not-found" if isinstance(outcome, NotFound) else "timed-out"
        case _:
            return "not-run"


def same_value(value: Value, wanted: Value) -> bool:
    """Whether two values of one type are the same, to the last bit but for the sign of zero."""
    if isinstance(value, Array) and isinstance(wanted, Array):
        return value.data.shape == wanted.data.shape and bool((value.data == wanted.data).all())
    return value == wanted
