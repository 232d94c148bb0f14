"""What a session promises, at every level."""

import numpy as np
import pytest

from grader.errors import SandboxError
from grader.outcome import (
    Frame,
    Killed,
    KillReason,
    NotFound,
    NotRun,
    Raised,
    Returned,
    ReturnedEach,
    RowReturned,
    TimedOut,
)
from grader.request import Call, CallEach, Fetch
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.values import Array, Named

pytestmark = pytest.mark.sandbox

LIMITS = Limits(import_seconds=4.0, memory_mib=256, printed_kib=1, flood_mib=2)


@pytest.fixture(scope="module", params=list(Level))
def worker(request):
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    with Worker(isolation=request.param, limits=LIMITS, torch=False) as worker:
        yield worker


def ask(worker, source, *requests, seconds=5.0):
    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        return session.ask([(request, seconds) for request in requests])


def test_a_value_is_fetched(worker):
    (outcome,) = ask(worker, "x = [[1, 2], [3, 4]]", Fetch("x"))

    assert outcome == Returned([[1, 2], [3, 4]], "", outcome.seconds)


def test_a_name_may_be_dotted(worker):
    source = "class Net:\n    depth = 3\n    def forward(self, x): pass"

    depth, forward = ask(worker, source, Fetch("Net.depth"), Fetch("Net.forward"))

    assert depth.value == 3
    assert forward.value == Named("function", "hw2", "Net.forward", ("self", "x"))


def test_a_missing_name_comes_with_what_is_like_it(worker):
    source = "output_widht = 1\nOutput_Size = 2\n_hidden = 3"

    typo, case, nothing = ask(
        worker, source, Fetch("output_width"), Call("output_size"), Fetch("zzz")
    )

    assert typo == NotFound("output_width", ("output_widht",))
    assert case.similar[0] == "Output_Size"
    assert nothing == NotFound("zzz", ())


def test_a_function_is_called_with_fresh_arrays_it_may_write_to(worker):
    array = Array.of(np.zeros(3))
    source = "def f(x, *, by):\n    x += by\n    return x, type(x).__module__"

    first, second = ask(worker, source, *[Call("f", (array,), (("by", 2.0),))] * 2)

    assert first.value == (Array.of(np.full(3, 2.0)), "numpy")
    assert second.value == first.value
    assert array == Array.of(np.zeros(3))


def test_numpy_scalars_and_0d_arrays_arrive_as_such(worker):
    scalar = Array(np.float64(3).__array__(), is_scalar=True)

    outcome, *_ = ask(worker, "def f(x, y): return (type(x).__name__, type(y).__name__)",
                      Call("f", (scalar, Array.of(np.array(3.0)))))  # fmt: skip

    assert outcome.value == ("float64", "ndarray")


def test_an_exception_tells_the_students_own_frames(worker):
    source = (
        "import json\n\ndef inner(x):\n    return json.loads(x)\n\ndef f(x):\n    return inner(x)"
    )

    (outcome,) = ask(worker, source, Call("f", ("{",)))

    assert isinstance(outcome, Raised)
    assert outcome.type_name == "JSONDecodeError"
    assert outcome.frames == (
        Frame("hw2.py", 7, "f", "return inner(x)"),
        Frame("hw2.py", 4, "inner", "return json.loads(x)"),
    )


def test_deep_recursion_tells_its_ends_only(worker):
    (outcome,) = ask(worker, "def f(n):\n    return f(n + 1)", Call("f", (0,)))

    assert outcome.type_name == "RecursionError"
    assert 0 < len(outcome.frames) <= 10


@pytest.mark.parametrize(
    ("body", "type_name"),
    [
        ("raise NotImplementedError", "NotImplementedError"),
        ("raise SystemExit(0)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import sys; sys.exit('bye')", "SystemExit"),
        ("input()", "EOFError"),
        ("return 3 .nothing", "AttributeError"),
    ],
)
def test_whatever_is_raised_is_an_outcome(worker, body, type_name):
    raised, after = ask(worker, f"def f():\n    {body}\nx = 1", Call("f"), Fetch("x"))

    assert raised.type_name == type_name
    assert after.value == 1


def test_an_exception_that_cannot_be_shown_is_an_outcome(worker):
    source = (
        "class Odd(Exception):\n    def __str__(self):\n        raise Odd\ndef f():\n    raise Odd"
    )

    (outcome,) = ask(worker, source, Call("f"))

    assert outcome.type_name == "Odd"
    assert "Odd" in outcome.message


def test_one_bad_row_costs_one_row(worker):
    source = "def f(x):\n    return 1 / x"

    (outcome,) = ask(worker, source, CallEach("f", ((1,), (0,), (2,))))

    assert isinstance(outcome, ReturnedEach)
    first, second, third = outcome.rows
    assert (first, third) == (RowReturned(1.0), RowReturned(0.5))
    assert isinstance(second, Raised)
    assert second.frames == (Frame("hw2.py", 2, "f", "return 1 / x"),)


def test_rows_are_copied_when_they_return(worker):
    source = "kept = []\ndef f(x):\n    kept.append(x)\n    return kept"

    (outcome,) = ask(worker, source, CallEach("f", ((1,), (2,))))

    assert outcome.rows == (RowReturned([1]), RowReturned([1, 2]))


def test_rows_too_large_together_lose_the_largest(worker):
    source = "def f(n):\n    return [None] * n"

    (outcome,) = ask(worker, source, CallEach("f", ((1,), (90_000,), (90_000,))))

    small, *large = outcome.rows
    assert small == RowReturned([None])
    assert all("too large" in row.value.why for row in large)


def test_output_belongs_to_the_request_that_printed_it(worker):
    source = (
        "import os, sys\nprint('import')\n"
        "def f(x):\n    print('f', x)\n    sys.stderr.write('err\\n')\n    os.write(1, b'raw\\n')"
    )

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        first, nothing, third = session.ask(
            [(Call("f", (1,)), 5.0), (Fetch("f"), 5.0), (Call("f", (2,)), 5.0)]
        )

    assert session.printed_at_import == "import\n"
    assert first.printed == "f 1\nerr\nraw\n"
    assert nothing.printed == ""
    assert third.printed == "f 2\nerr\nraw\n"


def test_long_output_is_cut_and_odd_output_shown(worker):
    source = "def f():\n    print('\\ud800' + 'x' * 5000)"

    (outcome,) = ask(worker, source, Call("f"))

    assert outcome.printed.startswith("\\ud800xxx")
    assert len(outcome.printed) == 1024


def test_a_flood_of_output_ends_the_request(worker):
    source = (
        "def f():\n    while True:\n        try: print('x' * 9999)\n        except OSError: pass"
    )

    flood, after = ask(worker, source, Call("f"), Fetch("f"))

    assert isinstance(flood, Killed)
    assert flood.reason is KillReason.OUTPUT_FLOOD
    assert isinstance(after, Returned)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("while True: pass", id="a loop in Python"),
        pytest.param("return sum(range(10 ** 12))", id="a loop in C"),
        pytest.param("import time; time.sleep(100)", id="asleep"),
    ],
)
def test_an_endless_call_costs_itself_and_says_where(worker, body):
    source = f"x = 1\ndef f():\n    {body}"

    before, endless, after = ask(worker, source, Fetch("x"), Call("f"), Fetch("x"), seconds=0.5)

    assert (before.value, after.value) == (1, 1)
    assert isinstance(endless, TimedOut)
    assert endless.frames == (Frame("hw2.py", 3, "f", body),)


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        pytest.param("os._exit(3)", KillReason.EXITED, "exit status 3", id="leaves"),
        pytest.param("os._exit(0)", KillReason.EXITED, "exit status 0", id="leaves quietly"),
        pytest.param("ctypes.string_at(0)", KillReason.SIGNAL, "SIGSEGV", id="fault"),
        pytest.param("junk", KillReason.PROTOCOL, "no frame starts here", id="noise for an answer"),
    ],
)  # fmt: skip
def test_a_call_that_ends_the_process_costs_itself(worker, body, reason, detail):
    if reason is KillReason.PROTOCOL:  # where the channel is depends on the level
        body = "[junk(n) for n in range(3, 9)]"
    source = (
        "import ctypes, os\nx = 1\n"
        "def junk(n):\n    try: os.write(n, b'x' * 99)\n    except OSError: pass\n"
        f"def f():\n    print('here')\n    {body}\n"
    )

    dead, after = ask(worker, source, Call("f"), Fetch("x"))

    assert isinstance(dead, Killed)
    assert (dead.reason, dead.detail) == (reason, detail)
    assert dead.printed == "here\n"
    assert after.value == 1


def test_a_fault_tells_where_it_was(worker):
    (outcome,) = ask(worker, "import ctypes\ndef f():\n    ctypes.string_at(0)", Call("f"))

    assert outcome.frames == (Frame("hw2.py", 3, "f", "ctypes.string_at(0)"),)
    assert outcome.printed == ""


def test_running_out_of_memory_is_recognised(worker):
    source = "def f():\n    return len(bytearray(8 << 30))\ndef g():\n    raise RuntimeError('x')"

    memory, other = ask(worker, source, Call("f"), Call("g"))

    assert memory.out_of_memory
    assert not other.out_of_memory


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("os.fork()", "processes"),
        ("os.system('true')", "processes"),
        ("subprocess.run(['true'])", "processes"),
        ("multiprocessing.Process(target=print).start()", "processes"),
        ("concurrent.futures.ProcessPoolExecutor().submit(print).result()", "processes"),
        ("urllib.request.urlopen('http://127.0.0.1:9/')", "network"),
        ("socket.create_connection(('127.0.0.1', 9))", "network"),
    ],
)
def test_processes_and_the_network_are_refused_in_words(worker, body, hint):
    source = (
        "import concurrent.futures, multiprocessing, os, socket, subprocess, urllib.request\n"
        f"def f():\n    {body}\n"
    )

    (outcome,) = ask(worker, source, Call("f"))

    assert isinstance(outcome, Raised)
    assert hint in outcome.hint
    assert "available in the grader" in outcome.hint


def test_each_session_starts_from_nothing(worker):
    source = (
        "import os, sys\nx = 1\ndef f():\n    sys.modules['json'] = None\n    os.environ['A'] = 'b'"
    )
    ask(worker, source, Call("f"))

    (outcome,) = ask(
        worker, "import json, os\ndef f(): return 'A' in os.environ, json.dumps(1)", Call("f")
    )

    assert outcome.value == (False, "1")


def test_the_seed_decides_the_draws(worker):
    source = b"import random\nimport numpy as np\nx = (random.random(), float(np.random.rand()))"
    drawn = []
    for seed in (1, 1, 2):
        with worker.open({"hw2.py": source}, "hw2.py", seed=seed) as session:
            drawn.append(session.ask([(Fetch("x"), 5.0)])[0].value)

    assert drawn[0] == drawn[1] != drawn[2]


def test_a_submission_may_be_several_files(worker):
    files = {
        "hw2.py": b"import tools\nfrom pkg.deep import answer\nx = tools.double(answer)",
        "tools.py": b"def double(n):\n    return n * 2",
        "pkg/__init__.py": b"",
        "pkg/deep.py": b"from . import __name__ as parent\nanswer = 21",
    }

    with worker.open(files, "hw2.py") as session:
        (outcome,) = session.ask([(Fetch("x"), 5.0)])

    assert session.incidents == ()
    assert outcome.value == 42


def test_data_lies_next_to_the_module_at_every_level(worker):
    files = {
        "hw2.py": (
            b"import os, pathlib, warnings\nfrom pkg import tools\n"
            b"x = open('data/x.csv').read()\n"
            b"y = (pathlib.Path(__file__).parent / 'data/x.csv').read_bytes() == x.encode()\n"
            b"z = sorted(os.listdir('data'))\nwarnings.warn('odd')\nfrom pkg.tools import nothing"
        ),
        "pkg/tools.py": b"",
        "pkg/__init__.py": b"",
        "data/x.csv": b"1,2\n",
        "data": b"not to be had: there is a directory",
    }

    with worker.open(files, "hw2.py") as session:
        x, y, z = session.ask([(Fetch(name), 5.0) for name in "xyz"])

    assert (x.value, y.value, z.value) == ("1,2\n", True, ["x.csv"])
    assert session.printed_at_import.startswith("/box/hw2.py:6: UserWarning: odd\n")
    (incident,) = session.incidents
    assert incident.outcome.message.endswith("from 'pkg.tools' (/box/pkg/tools.py)")


def test_a_file_that_shadows_a_library_breaks_nothing_of_ours(worker):
    files = dict.fromkeys(("struct.py", "numpy.py", "grader.py"), b"raise RuntimeError")
    files["hw2.py"] = b"x = 1"

    with worker.open(files, "hw2.py") as session:
        (outcome,) = session.ask([(Fetch("x"), 5.0)])

    assert outcome.value == 1


@pytest.mark.parametrize("name", ["../x.py", "/etc/x", "a/../../x.py", "x\0.py", "r\udce9.txt"])
def test_a_file_name_that_leaves_the_scratch_is_our_fault(worker, name):
    with pytest.raises(SandboxError, match="file name"):
        worker.open({"hw2.py": b"", name: b""}, "hw2.py")


def test_a_module_that_cannot_be_read_again_ends_the_asking(worker):
    # It reads once; every later process ends before its first statement is over.
    source = "import os\ndef f(): os._exit(1)\nx = 1"

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        session._reread_left = 0.0  # noqa: SLF001 - as after a long series of deaths
        first, second = session.ask([(Call("f"), 5.0), (Fetch("x"), 5.0)])

    assert isinstance(first, Killed)
    assert isinstance(second, NotRun)


def test_replaced_builtins_and_streams_do_not_reach_us(worker):
    source = (
        "import builtins, sys\nbuiltins.len = builtins.isinstance = None\nsys.stdout = None\n"
        "def f(): return 1"
    )

    (outcome,) = ask(worker, source, Call("f"))

    assert isinstance(outcome, Returned | Raised | Killed | TimedOut)


def test_after_a_death_the_rest_of_its_group_is_not_run(worker):
    source = "import os\nx = 1\ndef f(n):\n    os._exit(n)"
    requests = [Call("f", (1,)), Fetch("x"), Call("f", (2,)), Fetch("x")]

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        timed = [(request, 5.0) for request in requests]
        dead, x, skipped, again = session.ask(timed, [0, 1, 0, 1])

    assert isinstance(dead, Killed)
    assert isinstance(skipped, NotRun)
    assert (x.value, again.value) == (1, 1)


def test_incidents_survive_a_module_that_cannot_be_read_again(worker):
    source = "import os\nimport no_such_library\nx = 1\ndef f(): os._exit(1)"

    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        session._reread_left = 0.0  # noqa: SLF001 - as after a long series of deaths
        session.ask([(Call("f"), 5.0), (Fetch("x"), 5.0)])

    assert [incident.line for incident in session.incidents] == [2]


def test_a_call_that_closes_the_channel_and_lives_on_costs_itself(worker):
    source = "import os\nx = 1\ndef f():\n    os.closerange(3, 20)\n    while True: pass"

    silent, after = ask(worker, source, Call("f"), Fetch("x"), seconds=20.0)

    assert silent == Killed(KillReason.PROTOCOL, "closed its channel", "")
    assert after.value == 1
