"""What a hostile process can cost the host, and whom it can cost it: bounded, and only itself."""

import itertools
import os
from pathlib import Path

import pytest

from grader.outcome import Killed, KillReason, Returned, TimedOut
from grader.request import Call, Fetch
from grader.sandbox import wire
from grader.sandbox.child import Child, DeadlineError, FloodError, HungUpError
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.session import MAX_ANSWERS
from grader.sandbox.wire import Frame, Kind
from grader.sandbox.worker import Worker
from grader.values import Array, Unsupported, encode

pytestmark = pytest.mark.sandbox

LIMITS = Limits(import_seconds=4.0, memory_mib=256, flood_mib=1)
ANSWER = wire.pack(Frame(Kind.ANSWER, 1, ("returned", 0.1, 0), encode(1)))


@pytest.fixture(scope="module", params=list(Level))
def worker(request):
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    with Worker(isolation=request.param, limits=LIMITS, torch=False) as worker:
        yield worker


def ask(worker, source, *requests, seconds=5.0):
    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        return session.ask([(request, seconds) for request in requests])


class Scripted:
    """A channel on which things arrive a piece at a time, and a process behind it."""

    def __init__(self, *pieces, hangs_up):
        self.incoming = bytearray()
        self.pieces = list(pieces)
        self.hangs_up = hangs_up

    def pump(self, _timeout):
        if self.pieces:
            self.incoming += self.pieces.pop(0)
            return True
        return not self.hangs_up

    def kill(self):
        pass

    def close(self):
        pass


@pytest.mark.parametrize(
    ("printed", "seconds", "hangs_up", "error"),
    [
        pytest.param(LIMITS.flood_mib << 21, 5.0, False, FloodError, id="a flood"),
        pytest.param(0, 0.0, False, DeadlineError, id="time that is up"),
        pytest.param(0, 5.0, True, HungUpError, id="a death"),
    ],
)
@pytest.mark.parametrize("pieces", [1, 2, 7])
def test_trouble_is_charged_to_the_first_request_without_an_answer(
    tmp_path, printed, seconds, hangs_up, error, pieces
):
    output = tmp_path / "output"
    output.write_bytes(bytes(printed))
    at = [len(ANSWER) * piece // pieces for piece in range(pieces + 1)]
    line = Scripted(
        *(ANSWER[start:end] for start, end in itertools.pairwise(at)), hangs_up=hangs_up
    )
    descriptors = [os.open(output, os.O_RDONLY) for _ in range(2)]
    child = Child(line, line, *descriptors, scratch="/box", limits=LIMITS)

    assert child.next_frame(Kind.ANSWER, 1, seconds).number == 1
    with pytest.raises(error):
        child.next_frame(Kind.ANSWER, 2, seconds)
    child.discard()


def test_a_frame_that_never_ends_is_not_waited_for(tmp_path):
    class Dribble(Scripted):
        def pump(self, _timeout):
            self.incoming += b"\0"
            return True

    (tmp_path / "output").touch()
    descriptors = [os.open(tmp_path / "output", os.O_RDONLY) for _ in range(2)]
    line = Dribble(hangs_up=False)
    line.incoming += wire.pack(Frame(Kind.ANSWER, 1, None, bytes(wire.MAX_BODY)))[:99]
    child = Child(line, line, *descriptors, scratch="/box", limits=LIMITS)

    with pytest.raises(DeadlineError):
        child.next_frame(Kind.ANSWER, 1, 0.05)
    child.discard()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("os.ftruncate(1, 0); os._exit(1)", KillReason.EXITED, id="and left"),
        pytest.param("os.ftruncate(1, 0); os.abort()", KillReason.SIGNAL, id="and crashed"),
        pytest.param(
            "signal.signal(signal.SIGUSR1, lambda *_: os.ftruncate(1, 0)); time.sleep(50)",
            None,
            id="when asked where it is",
        ),
    ],
)
def test_output_that_was_made_shorter_harms_nobody(worker, body, reason):
    source = (
        "import os, signal, time\ndef f():\n    print('x' * 100)\n    return 1\n"
        f"def g():\n    try:\n        {body}\n    except OSError:\n        os._exit(1)\n"
    )

    first, second, third = ask(worker, source, Call("f"), Call("g"), Call("f"), seconds=1.0)

    assert (first.value, third.value) == (1, 1)
    assert isinstance(second, TimedOut if reason is None else Killed)


def test_a_channel_that_was_closed_ends_the_process_quietly(worker):
    source = (
        "import atexit, os\natexit.register(print, 'at exit')\nx = 1\n"
        "def f():\n    os.closerange(3, 20)\n"
    )

    dead, after = ask(worker, source, Call("f"), Fetch("x"))

    assert (dead.reason, dead.detail) == (KillReason.EXITED, "exit status 1")
    assert dead.printed == "the process cannot go on: OSError\n"
    assert after.value == 1


def test_a_long_source_is_read_within_the_memory_there_is(worker):
    source = "before = 1\n" + "#\n" * (5 << 20) + "def f():\n    return 1 / 0\n"

    before, raised = ask(worker, source, Fetch("before"), Call("f"))

    assert before.value == 1
    assert raised.type_name == "ZeroDivisionError"
    assert raised.frames[0].line == (5 << 20) + 3


def test_a_forged_dump_of_many_lines_in_a_long_source_is_cut(worker):
    source = (
        "import os\ndef f():\n    print('Fatal Python error: x\\n' + "
        "''.join(f'  File \"{__file__}\", line {n} in f\\n' for n in range(1, 900)), flush=True)\n"
        "    os._exit(1)\n"
    ) + "#\n" * (1 << 18)

    (dead,) = ask(worker, source, Call("f"))

    assert len(dead.frames) == 10
    assert [frame.source for frame in dead.frames][:6] == ["#"] * 6


def test_empty_arrays_with_long_axes_are_named_and_not_forgeries(worker):
    (outcome,) = ask(worker, "import numpy as np\nx = np.empty((0, 2**40, 3))", Fetch("x"))

    assert isinstance(outcome, Returned)
    assert isinstance(outcome.value, Unsupported)


def test_answers_that_are_too_much_together_stay_behind():
    if best_level() is Level.BASIC:
        pytest.skip(f"this machine gives {best_level()}")
    size = 60 << 20
    fits = MAX_ANSWERS // size
    source = f"import numpy as np\ndef f(): return np.zeros({size}, np.uint8)\nx = 1"

    with Worker(isolation=best_level(), limits=LIMITS, torch=False) as worker:
        *large, small = ask(worker, source, *[Call("f")] * (fits + 2), Fetch("x"))

    kept = [isinstance(outcome.value, Array) for outcome in large]
    assert kept == [True] * fits + [False] * 2
    assert "too large" in large[-1].value.why
    assert small.value == 1


@pytest.mark.parametrize("walls", [Level.FULL, Level.KERNEL])
def test_no_signal_inode_or_file_is_reached_by_a_detour(walls):
    if not best_level().gives(walls):
        pytest.skip(f"this machine gives {best_level()}")
    source = (
        "import errno, fcntl, os, struct\n"
        "def refused(call, *arguments):\n"
        "    try:\n        call(*arguments)\n    except OSError as error:\n"
        "        return errno.errorcode[error.errno]\n"
        "reading, writing = os.pipe()\n"
        "library = os.open(os.__file__, os.O_RDONLY)\n"
        "x = [refused(fcntl.fcntl, reading, 8, 1), refused(fcntl.fcntl, reading, 10, 9),\n"
        "     refused(fcntl.ioctl, reading, 0x8901, struct.pack('i', 1)),\n"
        "     refused(fcntl.ioctl, library, 0x40086602, struct.pack('l', 0)),\n"
        "     refused(os.open, os.__file__, os.O_RDONLY | os.O_TRUNC)]\n"
        "y = (fcntl.fcntl(reading, fcntl.F_GETFD), os.isatty(0), open(os.devnull, 'w').close())\n"
    )
    size = Path(os.__file__).stat().st_size

    with Worker(isolation=walls, limits=LIMITS, torch=False, libraries=()) as worker:
        denied, harmless = ask(worker, source, Fetch("x"), Fetch("y"))

    assert denied.value == ["EPERM"] * 5
    assert harmless.value == (1, False, None)
    assert Path(os.__file__).stat().st_size == size


@pytest.mark.parametrize("left", [0, 1 << 12, 1 << 16, 1 << 20])
def test_hoarded_memory_costs_the_call_that_hoards_and_not_the_next(worker, left):
    source = (
        "hoard = []\n"
        "def take(size):\n    while True:\n        hoard.append(bytearray(size))\n"
        "def f():\n    size = 1 << 24\n"
        f"    while size > {left}:\n"
        "        try:\n            take(size)\n"
        "        except MemoryError:\n            size >>= 2\n"
        "    return bytearray(1 << 30)\n"
        "def g(x):\n    return sum(x)\n"
    )

    hoarding, *after = ask(worker, source, Call("f"), *[Call("g", ([1.5] * 9999,))] * 3)

    assert hoarding.out_of_memory
    assert [outcome.value for outcome in after] == [1.5 * 9999] * 3


def test_a_session_tells_its_level_and_its_peak(worker):
    source = "def f():\n    return len(bytearray(b'x' * (100 << 20)))"

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        session.ask([(Call("f"), 5.0)])

    assert session.level is worker.isolation
    assert session.peak_mib > 100


def test_the_peak_of_a_process_that_ended_counts(worker):
    source = "import os\ndef f():\n    x = bytearray(b'x' * (100 << 20))\n    os._exit(len(x[:3]))"

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        (dead,) = session.ask([(Call("f"), 5.0)])

    assert dead.detail == "exit status 3"
    if worker.isolation is not Level.BASIC:  # whose ended processes nobody measures
        assert session.peak_mib > 100
