"""What the walls hold back, what the limits limit, and what is left when it is over."""

import contextlib
import os
import platform
import signal
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from grader.errors import IsolationError, SandboxError
from grader.outcome import Killed, KillReason, Raised, Returned
from grader.request import Call, Fetch
from grader.sandbox import selftest
from grader.sandbox.blueprint import Walls
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.seccomp import compile_filter
from grader.sandbox.syscall_numbers import NUMBERS
from grader.sandbox.worker import Worker

pytestmark = pytest.mark.sandbox

LIMITS = Limits(memory_mib=256, files=32, threads=16, file_mib=4, flood_mib=2, scratch_mib=8)
WALLED = [Level.FULL, Level.KERNEL]
ALL = Walls(namespaces=True, landlock=True, seccomp=True, limits=True)


@pytest.fixture(scope="module", params=WALLED)
def worker(request):
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    with Worker(isolation=request.param, limits=LIMITS, torch=False) as worker:
        yield worker


def ask(worker, source, *requests, seconds=5.0):
    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        return session.ask([(request, seconds) for request in requests])


@pytest.mark.parametrize("missing", ["namespaces", "landlock", "seccomp", "limits"])
def test_the_self_test_refuses_a_level_with_a_wall_missing(missing):
    if best_level() is not Level.FULL:
        pytest.skip("needs all walls to take one away")
    walls = Walls(**{name: name != missing for name in Walls._fields})

    with (
        Worker(
            isolation=Level.FULL, limits=LIMITS, torch=False, walls=walls, libraries=()
        ) as worker,
        worker.open(selftest.ATTACKS, "attacks.py") as session,
        pytest.raises(IsolationError, match="got through"),
    ):
        selftest.run_self_test(session, Level.FULL, LIMITS)


@pytest.mark.parametrize("level", WALLED)
def test_walls_that_cannot_be_built_are_our_fault(level):
    if not best_level().gives(level):
        pytest.skip(f"this machine gives {best_level()}")

    # With no descriptor to spare, the last steps of locking down must fail.
    with pytest.raises(SandboxError, match="could not be built"):
        Worker(isolation=level, limits=Limits(files=2), torch=False, libraries=())


@pytest.mark.parametrize(
    ("body", "type_name"),
    [
        ("return len([open('/dev/null') for _ in range(100)])", "OSError"),
        ("return len([threading.Thread(target=stop.wait).start() for _ in range(99)])",
         "RuntimeError"),
        ("return len(bytearray(1 << 30))", "MemoryError"),
        ("return len(mmap.mmap(-1, 1 << 30))", "OSError"),
    ],
)  # fmt: skip
def test_a_limit_is_an_exception_the_student_sees(worker, body, type_name):
    source = (
        "import mmap, threading\nstop = threading.Event()\n"
        f"def f():\n    try:\n        {body}\n    finally:\n        stop.set()\n"
    )

    (outcome,) = ask(worker, source, Call("f"))

    assert isinstance(outcome, Raised)
    assert outcome.type_name == type_name


def test_threads_within_the_limit_work(worker):
    source = (
        "import threading\nfound = []\ndef f():\n"
        "    threads = [threading.Thread(target=found.append, args=(n,)) for n in range(8)]\n"
        "    for t in threads: t.start()\n    for t in threads: t.join()\n    return sorted(found)"
    )

    (outcome,) = ask(worker, source, Call("f"))

    assert outcome.value == list(range(8))


def test_scratch_holds_what_it_may_and_no_more():
    if best_level() is not Level.FULL:
        pytest.skip(f"this machine gives {best_level()}")
    source = (
        "import os, tempfile\n"
        "def small():\n    path = tempfile.mkstemp()[1]\n    open(path, 'w').write('x')\n"
        "    return open(path).read()\n"
        "def large():\n    open('large', 'wb').write(bytes(5 << 20))\n"
        "def much():\n    for n in range(9): open(f'{n}', 'wb').write(bytes(1 << 20))\n"
        "def many():\n    for n in range(999): open(f'n{n}', 'wb').close()\n"
    )

    with Worker(isolation=Level.FULL, limits=LIMITS, torch=False, libraries=()) as worker:
        small, *over = ask(worker, source, *map(Call, ("small", "large", "much", "many")))

    assert small.value == "x"
    assert [outcome.type_name for outcome in over] == ["OSError"] * 3


@pytest.mark.parametrize("number", ["unshare", "mount", "ptrace", "bpf", "keyctl", "setns"])
def test_a_forbidden_call_ends_the_process_and_says_so(worker, number):
    source = (
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        f"def f(): return libc.syscall({NUMBERS[number]}, 0, 0, 0, 0, 0)\nx = 1"
    )

    dead, after = ask(worker, source, Call("f"), Fetch("x"))

    assert isinstance(dead, Killed)
    assert dead.reason is KillReason.FORBIDDEN_CALL
    assert after.value == 1


class Machine:
    """Runs a filter as the kernel does, on what it gives: number, machine, address, arguments."""

    def __init__(self, program):
        self.steps = [
            struct.unpack("=HBBI", program[at : at + 8]) for at in range(0, len(program), 8)
        ]

    def run(self, number, *arguments, arch=None):  # noqa: C901 - an instruction a case
        arch = arch or {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}[platform.machine()]
        words = [number & 0xFFFFFFFF, arch, 0, 0]
        for argument in (*arguments, *[0] * (6 - len(arguments))):
            words += [argument & 0xFFFFFFFF, argument >> 32 & 0xFFFFFFFF]
        accumulator, at = 0, 0
        while True:
            code, if_true, if_false, operand = self.steps[at]
            at += 1
            match code:
                case 0x20:
                    accumulator = words[operand // 4]
                case 0x05:
                    at += operand
                case 0x15:
                    at += if_true if accumulator == operand else if_false
                case 0x35:
                    at += if_true if accumulator >= operand else if_false
                case 0x45:
                    at += if_true if accumulator & operand else if_false
                case 0x06:
                    return operand


ALLOW, KILL, EPERM, ENOSYS = 0x7FFF0000, 0x80000000, 0x50001, 0x50026
THREAD = 0x3D0F00


@pytest.mark.parametrize(
    ("name", "arguments", "action"),
    [
        ("read", (), ALLOW),
        ("exit_group", (), ALLOW),
        ("clone", (THREAD,), ALLOW),
        ("clone", (17,), EPERM),
        ("clone", (THREAD | 0x10000000,), EPERM),
        ("clone3", (), ENOSYS),
        ("socketpair", (1,), ALLOW),
        ("socketpair", (2,), EPERM),
        ("prctl", (15,), ALLOW),
        ("prctl", (22,), EPERM),
        ("ioctl", (0, 0x5412), EPERM),
        ("ioctl", (0, 0x5401), ALLOW),
        ("ioctl", (0, 0x541B), ALLOW),
        *(
            pytest.param("ioctl", (0, command), EPERM, id=f"ioctl {name}")
            for name, command in [
                ("FIOSETOWN", 0x8901),
                ("SIOCSPGRP", 0x8902),
                ("FIOASYNC", 0x5452),
                ("FS_IOC_SETFLAGS", 0x40086602),
                ("FS_IOC_SETVERSION", 0x40087602),
                ("FS_IOC_FSSETXATTR", 0x401C5820),
                ("FS_IOC_ENABLE_VERITY", 0x40806685),
                ("TIOCLINUX", 0x541C),
            ]
        ),
        ("fcntl", (0, 2), ALLOW),
        ("fcntl", (0, 1030), ALLOW),
        *(
            pytest.param("fcntl", (0, command), EPERM, id=f"fcntl {name}")
            for name, command in [
                ("F_SETLK", 6),
                ("F_SETOWN", 8),
                ("F_SETSIG", 10),
                ("F_SETOWN_EX", 15),
                ("F_OFD_SETLK", 37),
                ("F_SETLEASE", 1024),
                ("F_NOTIFY", 1026),
                ("F_ADD_SEALS", 1033),
            ]
        ),
        *(
            pytest.param("openat", (0, 0, flags), action, id=f"openat {name}")
            for name, flags, action in [
                ("to read", 0, ALLOW),
                ("to write", 0o1101, ALLOW),
                ("to read and write", 0o1002, ALLOW),
                ("to read and empty", 0o1000, EPERM),
                ("for neither, and to empty", 0o1003, EPERM),
            ]
        ),
        ("prlimit64", (0, 7, 0), ALLOW),
        ("prlimit64", (0, 7, 1 << 40), EPERM),
        ("prlimit64", (1, 7, 0), EPERM),
        ("ptrace", (), KILL),
        ("mount", (), KILL),
        ("capset", (), EPERM),
        ("landlock_restrict_self", (), EPERM),
    ],
)
def test_the_filter_decides_by_name_and_argument(name, arguments, action):
    machine = Machine(compile_filter(private_files=False))

    assert machine.run(NUMBERS[name], *arguments) == action


def test_what_the_filter_does_not_name_is_denied():
    machine = Machine(compile_filter(private_files=True))
    named = set(NUMBERS.values())

    for number in range(1000):
        if number not in named:
            assert machine.run(number) == EPERM
    assert machine.run(0xFFFFFFFF) in {EPERM, ENOSYS}


def test_metadata_is_writable_only_where_files_are_private():
    names = [name for name in ("fchmodat", "utimensat", "linkat", "symlinkat") if name in NUMBERS]

    for private, action in ((True, ALLOW), (False, EPERM)):
        machine = Machine(compile_filter(private_files=private))
        assert {machine.run(NUMBERS[name]) for name in names} == {action}


def test_another_machines_calls_are_not_mistaken_for_ours():
    machine = Machine(compile_filter(private_files=True))

    assert machine.run(NUMBERS["read"], arch=0x40000003) == KILL
    if platform.machine() == "x86_64":
        assert machine.run(NUMBERS["read"] | 0x40000000) == ENOSYS


def zygotes(worker):
    """The processes of a worker that fork, the innermost last; its children excluded."""
    stub = psutil.Process(worker._nursery._interpreter._process.pid)  # noqa: SLF001 - to kill it
    return [stub, *stub.children()[:1]] if worker.isolation is Level.FULL else [stub]


def test_a_killed_zygote_is_replaced_and_loses_nothing(worker):
    source = "import time\nx = 1\ndef f():\n    time.sleep(0.2)\n    return 2"

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        before = session.ask([(Fetch("x"), 5.0)])
        zygotes(worker)[-1].kill()
        after = session.ask([(Call("f"), 5.0), (Fetch("x"), 5.0)])

    assert [outcome.value for outcome in (*before, *after)] == [1, 2, 1]
    assert ask(worker, "x = 5", Fetch("x"))[0].value == 5


def test_an_idle_zygote_that_was_killed_is_replaced(worker):
    zygotes(worker)[0].kill()

    assert ask(worker, "x = 5", Fetch("x"))[0].value == 5


QUICK = 0.05
"""Seconds; a new zygote imports NumPy first, and takes many times as long."""


def test_the_time_to_replace_a_zygote_is_not_the_submissions(worker):
    zygotes(worker)[0].kill()
    start = time.monotonic()

    with worker.open({"hw2.py": b"x = 1"}, "hw2.py") as session:
        whole = time.monotonic() - start

    assert session.incidents == ()
    # A child that stood ready may have outlived the zygote; then nothing was replaced, at once.
    assert session.import_seconds < whole / 3 or whole < QUICK


def gone(pids, seconds=10.0):
    """Whether these processes all end in time; a zombie has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        alive = []
        for pid in pids:
            with contextlib.suppress(psutil.NoSuchProcess):
                if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                    alive.append(pid)
        if not alive:
            return True
        time.sleep(0.02)
    return False


def test_a_desk_is_read_and_not_written():
    if not best_level().gives(Level.KERNEL):
        pytest.skip(f"this machine gives {best_level()}")
    source = (
        "import os\ndef refused(call, *arguments):\n"
        "    try:\n        call(*arguments)\n    except OSError as error:\n"
        "        return type(error).__name__\n"
        "x = [refused(open, 'hw2.py', 'w'), refused(open, 'new', 'w'), refused(os.mkdir, 'new'),\n"
        "     refused(os.unlink, 'hw2.py'), refused(os.rename, 'hw2.py', 'new'),\n"
        "     refused(os.symlink, '/etc', 'new'), refused(os.link, 'hw2.py', 'new'),\n"
        "     refused(os.chmod, 'hw2.py', 0o777), refused(os.listdir, '..'),\n"
        "     refused(os.execv, './hw2.py', ['hw2.py'])]\n"
    )

    with Worker(isolation=Level.KERNEL, limits=LIMITS, torch=False, libraries=()) as worker:
        (outcome,) = ask(worker, source, Fetch("x"))

    assert outcome.value == ["PermissionError"] * 10


SPINNING_HOST = """
import sys
from grader.sandbox.level import Level
from grader.request import Call
from grader.sandbox.worker import Worker
with Worker(isolation=Level(sys.argv[1]), torch=False) as worker:
    with worker.open({"hw2.py": b"def f():\\n    sum(range(10 ** 12))"}, "hw2.py") as session:
        print("spinning", flush=True)
        session.ask([(Call("f"), 600.0)])
"""


@pytest.mark.parametrize("level", list(Level))
def test_a_killed_host_leaves_nothing_running(level, tmp_path):
    if not best_level().gives(level):
        pytest.skip(f"this machine gives {best_level()}")
    host = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", SPINNING_HOST, level],
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    with host:
        host.stdout.readline()
        started = [process.pid for process in psutil.Process(host.pid).children(recursive=True)]
        host.send_signal(signal.SIGKILL)

    assert len(started) >= 2
    assert gone(started)
    if level is not Level.BASIC:  # where nobody is left to tidy up
        assert list(tmp_path.iterdir()) == []


def offspring():
    """Every process below this one."""
    return {process.pid for process in psutil.Process().children(recursive=True)}


def traces(temporary):
    """What a submission could leave behind on this machine, and in our temporary directory."""
    return {
        "mounts": Path("/proc/self/mounts").read_text(encoding="utf-8"),
        "descriptors": sorted(path.name for path in Path("/proc/self/fd").iterdir()),
        "temporary": sorted(path.name for path in temporary.iterdir()),
        "shared": sorted(path.name for path in Path("/dev/shm").iterdir()),  # noqa: S108 - to look
        "system v": Path("/proc/sysvipc/shm").read_text(encoding="ascii"),
    }


@pytest.mark.parametrize("level", list(Level))
def test_nothing_is_left_when_a_worker_is_closed(level, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    if not best_level().gives(level):
        pytest.skip(f"this machine gives {best_level()}")
    source = (
        "import os, threading, time\nopen('left', 'w').close() if os.access('.', os.W_OK) else 0\n"
        "for _ in range(3): threading.Thread(target=time.sleep, args=(600,)).start()\n"
        "x = 1\ndef leave(): os._exit(0)\ndef spin():\n    while True: pass\n"
    )
    before, others = traces(tmp_path), offspring()

    with Worker(isolation=level, limits=LIMITS, torch=False) as worker:
        outcomes = ask(worker, source, Fetch("x"), Call("leave"), Call("spin"), seconds=0.5)
        started = offspring() - others

    assert isinstance(outcomes[0], Returned)
    assert len(started) >= (1 if level is Level.BASIC else 2)
    assert gone(started, 2.0)
    assert traces(tmp_path) == before


def test_sessions_do_not_pile_up_descriptors(worker):
    ask(worker, "x = 1", Fetch("x"))
    before = len(list(Path("/proc/self/fd").iterdir()))

    for _ in range(20):
        ask(worker, "import os\nx = 1\ndef f(): os._exit(1)", Call("f"), Fetch("x"))

    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 2


def test_a_peers_scratch_and_ids_are_not_shared():
    if best_level() is not Level.FULL:
        pytest.skip(f"this machine gives {best_level()}")
    source = "import os\nx = os.listdir('.')\nopen('left', 'w').close()\npid = os.getpid()"

    with Worker(isolation=Level.FULL, torch=False) as worker:
        answers = [ask(worker, source, Fetch("x"), Fetch("pid")) for _ in range(2)]

    assert [[outcome.value for outcome in answer] for answer in answers] == [[["hw2.py"], 1]] * 2
