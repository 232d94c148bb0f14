"""The attack corpus: student files that try to get out, to lie, or to cost somebody else something.

``hostile/expected.csv`` says what must come of each, and where. Whatever comes of it, nothing
outside may be read, changed or left behind, and the next submission is marked as ever. The files
are never imported here: each goes to a worker as bytes, next to a ``target.py`` that says where
everything worth attacking is.
"""

import ast
import csv
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import psutil
import pytest

from grader.outcome import Killed, NotFound, Outcome, Raised, Returned, TimedOut
from grader.request import Call, Fetch
from grader.sandbox import linux
from grader.sandbox.blueprint import Walls
from grader.sandbox.level import Level, probe
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.values import Array, Unsupported, Value, encode

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what is left over"),
]

CORPUS: Final = Path(__file__).with_name("hostile")
FILES: Final = {f"{p.parent.name}/{p.stem}": p for p in sorted(CORPUS.glob("*/*.py"))}
HONEST_LABELS: Final = {"at_import": "", "f": "right", "g": "right", "h": "right", "value": "right"}
ROWS: Final = list(csv.DictReader((CORPUS / "expected.csv").read_text("utf-8").splitlines()))
CASES: Final = [
    pytest.param(level, row, id=f"{level}-{row['attack']}")
    for level in Level
    for row in ROWS
    if level in row["levels"].split()
]
CALL_SECONDS: Final = 1.0
MIB: Final = 1 << 20

GROWN: Final = {
    "import/parentheses": b"\nx = " + b"(" * 100_000,
    "import/operators": b"\nx = " + b"-" * 100_000 + b"1",
    "import/attributes": b"\nx = f" + b".f" * 100_000,
    "import/nul": b"\nx = '\0'\n\0\0",
    "import/ten_megabytes": b"\n1/0" * 200 + b"\n#" * MIB + b"#" * (8 * MIB),
    "output/forged_dump": b"\n#" * (MIB // 2),
}
"""What is added to a file because nobody wants it in a repository: size, and odd bytes."""

ORDINARY_USER: Final = 54321
FORBID_NAMESPACES: Final = """
import os, pathlib, sys
from grader.sandbox import linux
user, group = os.getuid(), os.getgid()
linux.unshare(linux.CLONE_NEWUSER)
for name, text in (
    ("self/setgroups", "deny"),
    ("self/uid_map", f"{user} {user} 1"),
    ("self/gid_map", f"{group} {group} 1"),
    ("sys/user/max_user_namespaces", "0"),
):
    pathlib.Path("/proc", name).write_text(text)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""

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
    from grader.sandbox import wire
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

HONEST: Final = b"""
def f(x): return 2 * x + 1
def g(x): return float(x.sum())
def h(n): return n * n
value = 42.0
"""
CPU_SECONDS: Final = 1.0
"""What one submission may cost us, in our own processor time."""

MEMORY_MIB: Final = 600
"""What one may make us grow by for a while: its largest message, twice."""

LEFT_BEHIND: Final = re.compile(rf"hostile|\b{0x686F_7374}\b")
"""How everything is called that an attack might leave behind; and the key of System V's."""

PR_SET_CHILD_SUBREAPER: Final = 36
"""Makes orphans our children, so that a process that was left behind is seen."""

NO_WALLS: Final = Walls(namespaces=False, landlock=False, seccomp=False, limits=False)


@dataclass
class Ground:
    """What attacks are aimed at: files, a variable and a port of the host's, for one worker."""

    base: Path
    port: int
    secret: str = field(default_factory=lambda: f"canary-{secrets.token_hex(16)}")
    mark: str = field(default_factory=lambda: f"got through {secrets.token_hex(8)}")
    signals: list[int] = field(default_factory=list)
    """Every signal that reached this process."""
    processes: list[str] = field(default_factory=list)
    """What runs when no submission does."""

    def lay_out(self) -> None:
        for name in ("key.json", "problems/spec.yaml", "ada/hw.py", "canary", "outside/kept"):
            path = self.base / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(self.secret, "utf-8")
            # Open to all, so that only the walls can be what keeps an attack out.
            path.parent.chmod(0o777)
            path.chmod(0o666)

    def target(self) -> bytes:
        names = {
            "HOST": os.getpid(),
            "PORT": self.port,
            "MARK": self.mark,
            "VARIABLE": "HOSTILE_TEST_SECRET",
            "ANSWER_KEY": str(self.base / "key.json"),
            "PROBLEMS": str(self.base / "problems"),
            "NEIGHBOUR": str(self.base / "ada/hw.py"),
            "CANARY": str(self.base / "canary"),
            "OUTSIDE": str(self.base / "outside"),
        }
        return "".join(f"{name} = {value!r}\n" for name, value in names.items()).encode() + (
            TARGET.encode()
        )


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with ExitStack() as stack:
        base = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grader-corpus-")))
        base.chmod(0o755)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        ground = Ground(base, server.getsockname()[1])
        ground.lay_out()
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("HOSTILE_TEST_SECRET", ground.secret)
        (base / "temporary").mkdir(mode=0o755)
        patch.setattr(tempfile, "tempdir", str(base / "temporary"))
        before = signal.signal(signal.SIGUSR2, lambda number, _: ground.signals.append(number))
        stack.callback(signal.signal, signal.SIGUSR2, before)
        linux.prctl(PR_SET_CHILD_SUBREAPER, 1)
        stack.callback(linux.prctl, PR_SET_CHILD_SUBREAPER, 0)
        yield ground
        assert [p.name for p in (base / "temporary").iterdir()] == []


@pytest.fixture(scope="module")
def worker(request, ground) -> Iterator[Worker]:
    level = request.param
    if not probe().level.gives(level):
        pytest.skip(f"this machine gives no level {level}")
    seconds = 5.0 if level is Level.BASIC else 2.0  # a fresh interpreter imports NumPy as well
    with Worker(isolation=level, limits=Limits(import_seconds=seconds, memory_mib=256)) as worker:
        start(worker, ground)
        yield worker
    assert processes() == []


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one submission."""

    labels: dict[str, str]
    outcomes: tuple[Outcome, ...]
    said: bytes
    """Every text and value that reached us."""


def run(worker: Worker, ground: Ground, files: dict[str, bytes]) -> Report:
    """Ask a submission for ``f``, ``g``, ``h`` and ``value``, on inputs nobody saw before."""
    draw = np.random.default_rng(secrets.randbits(64))
    x, y, n = draw.normal(size=(4, 3)), draw.normal(size=(4, 3)), int(draw.integers(50, 1000))
    calls = (Call("f", (Array.of(x),)), Call("g", (Array.of(y),)), Call("h", (n,)))
    wanted = (Array.of(2 * x + 1), float(y.sum()), n * n, 42.0)
    with worker.open({"target.py": ground.target(), **files}, "hw.py") as session:
        answers = session.ask([(request, CALL_SECONDS) for request in (*calls, Fetch("value"))])
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


def start(worker: Worker, ground: Ground) -> None:
    """Note what runs when no submission does: the warm process, and a child that stands ready."""
    run(worker, ground, {"hw.py": HONEST})
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        time.sleep(0.1)
        ground.processes = processes()


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
    if isinstance(value, Array) and isinstance(wanted, Array):
        return value.data.shape == wanted.data.shape and bool((value.data == wanted.data).all())
    return value == wanted


def matches(found: str, expected: str) -> bool:
    """Whether a label is one of the alternatives; ``raised`` stands for whatever was raised."""
    return any(found == one or found.startswith(f"{one}:") for one in expected.split("|"))


def processes() -> list[str]:
    """Living descendants of ours, by name; orphans come to us, since we asked for them."""
    names = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                names.append(process.name())
    return sorted(names)


def surroundings(ground: Ground) -> dict[str, object]:
    """Everything outside that an attack may have touched, by name."""
    seen: dict[str, object] = {}
    for path in ground.base.rglob("*"):
        seen[str(path)] = (path.is_file() and path.read_bytes(), path.stat().st_mtime_ns)
    for name in (os.__file__, np.__file__, str(ground.base / "canary")):
        now = Path(name).stat()
        seen[f"{name}: status"] = (now.st_mode, now.st_uid, now.st_size, now.st_mtime_ns)
    for place in ("/", "/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/usr/lib"):  # noqa: S108 - looked into, not written
        seen |= {f"{place} holds {name}": "" for name in os.listdir(place) if "hostile" in name}
    for table in ("/proc/net/unix", "/proc/keys", "/proc/sysvipc/shm", "/proc/sysvipc/sem"):
        lines = Path(table).read_text("utf-8", errors="replace").splitlines()
        seen |= {f"{table}: {line}": "" for line in lines if LEFT_BEHIND.search(line)}
    return seen | {"mounts": Path("/proc/self/mountinfo").read_text("utf-8")}


def memory_mib(kind: str) -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(rf"^{kind}:\s+(\d+) kB", status, re.MULTILINE)[1]) >> 10


class Watch:
    """What was so before an attack, and must be so after it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.surroundings = surroundings(ground)
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # forget the peak so far
        self.memory = memory_mib("VmHWM")
        self.cpu = time.process_time()

    def breaches(self, report: Report) -> list[str]:
        """What got through, in words; empty if the attack was contained."""
        cpu, memory = time.process_time() - self.cpu, memory_mib("VmHWM") - self.memory
        now = surroundings(self.ground)
        found = [
            f"changed: {name}"
            for name in self.surroundings.keys() | now.keys()
            if self.surroundings.get(name) != now.get(name)
        ]
        found += re.findall(
            re.escape(self.ground.mark) + r"[^\n\\]*", report.said.decode("latin-1")
        )
        claims = {
            "the secret was read": self.ground.secret.encode() in report.said,
            f"signals reached us: {self.ground.signals}": self.ground.signals,
            f"cost us {cpu:.1f} s of processor time": cpu > CPU_SECONDS,
            f"cost us {memory} MiB": memory > MEMORY_MIB,
            f"false facts: {report.outcomes!r:.500}": not all(map(is_sound, report.outcomes)),
            f"left {processes()}": not self.settles(),
        }
        return found + [claim for claim, holds in claims.items() if holds]

    def settles(self) -> bool:
        """Whether the processes are soon the ones there were: the dead, and the next one ready."""
        deadline = time.monotonic() + 5
        while processes() != self.ground.processes and time.monotonic() < deadline:
            time.sleep(0.005)
        return processes() == self.ground.processes


def is_sound(outcome: Outcome) -> bool:
    """Whether the numbers in an outcome are such as can be: they are the student's claims."""
    frames = getattr(outcome, "frames", ())
    seconds = getattr(outcome, "seconds", 0.0)
    return all(0 < f.line < 1 << 31 for f in frames) and 0 <= seconds <= CALL_SECONDS * 10


def submission(attack: str) -> dict[str, bytes]:
    """The files of an attack; those after the first follow in it, each under its name."""
    first, *others = re.split(rb"^# file: (.+)\n", FILES[attack].read_bytes(), flags=re.MULTILINE)
    files = {name.decode(): text for name, text in zip(others[::2], others[1::2], strict=True)}
    return {"hw.py": first + GROWN.get(attack, b""), **files}


@pytest.mark.parametrize(("worker", "row"), CASES, indirect=["worker"])
def test_an_attack_is_contained_and_gets_what_it_is_filed_under(worker, ground, row, capfd):
    watch = Watch(ground)

    report = run(worker, ground, submission(row["attack"]))

    assert watch.breaches(report) == []
    assert {k: v for k, v in report.labels.items() if not matches(v, row[k])} == {}
    assert "".join(capfd.readouterr()) == ""
    assert run(worker, ground, {"hw.py": HONEST}).labels == HONEST_LABELS


def test_every_attack_is_filed_and_says_what_it_tries():
    assert {row["attack"] for row in ROWS} == FILES.keys()
    assert len(FILES) >= 70
    assert [
        n for n, path in FILES.items() if not ast.get_docstring(ast.parse(path.read_bytes()))
    ] == []


@pytest.mark.parametrize(
    "attack",
    [
        "reading/answer_key",
        "reading/process_files",
        "writing/canary",
        "writing/inode_flags",
        "network/past_the_guard",
        "processes/clone",
        "signals/by_descriptor",
    ],
)
def test_without_walls_the_same_attack_gets_through(attack, ground):
    with Worker(isolation=Level.KERNEL, torch=False, walls=NO_WALLS) as worker:
        start(worker, ground)
        watch = Watch(ground)

        report = run(worker, ground, submission(attack))

        assert watch.breaches(report) != []
    ground.lay_out()
    ground.signals.clear()


@pytest.fixture(scope="module")
def ordinary_python() -> list[str]:
    """An interpreter, with our packages, that a user with no rights here can run."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    for python in (sys.executable, "/usr/bin/python3"):
        if as_ordinary_user([python, "-c", "import torch, pytest, psutil, grader"]).returncode == 0:
            return [python]
    pytest.skip("an ordinary user can reach no interpreter of this version")


def as_ordinary_user(command: list[str]) -> subprocess.CompletedProcess[str]:
    packages = [entry for entry in sys.path if entry.endswith("site-packages")]
    path = ":".join([str(CORPUS.parents[1]), *packages])
    try:
        return subprocess.run(  # noqa: S603 - this very test, under another name
            command,
            user=ORDINARY_USER,
            group=ORDINARY_USER,
            extra_groups=[],
            cwd=CORPUS.parents[1],
            env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            text=True,
        )
    except PermissionError as error:
        return subprocess.CompletedProcess(command, 126, "", str(error))


@pytest.mark.parametrize(
    ("others", "before"),
    [
        pytest.param("kernel- or basic-", [], id="full"),
        pytest.param("full- or basic-", ["-c", FORBID_NAMESPACES], id="kernel, no namespaces"),
    ],
)
def test_the_corpus_holds_for_an_ordinary_user(others, before, ordinary_python):
    done = as_ordinary_user(
        [
            *(*ordinary_python, *before, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-k", f"attack_is_contained and not ({others})", str(Path(__file__))),
        ]
    )

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) >= 70, done.stdout[-2000:]
