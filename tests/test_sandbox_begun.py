"""A submission that begins to be read before anybody opens it: the same session, sooner."""

import time

import numpy as np
import psutil
import pytest

from grader.outcome import Killed, Raised, Returned
from grader.request import Call, Fetch
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

pytestmark = pytest.mark.sandbox

LIMITS = Limits(import_seconds=4.0, memory_mib=256)
ENTRY = "hw2.py"
COUNTS = b"import os\nprint('read', os.getpid())\nx = 21\ndef double(n):\n    return 2 * n\n"


@pytest.fixture(params=list(Level))
def worker(request):
    """One as a check makes it, that nobody has waited for."""
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    with Worker(
        isolation=request.param,
        limits=LIMITS,
        self_test=False,
        libraries=("numpy",),
        waits=False,
    ) as worker:
        yield worker


def test_it_is_read_once_and_answers_as_any(worker):
    worker.read_ahead({ENTRY: COUNTS}, ENTRY)
    worker.await_ready()

    with worker.open({ENTRY: COUNTS}, ENTRY) as session:
        outcomes = session.ask([(Fetch("x"), 5.0), (Call("double", (4,)), 5.0)])

    assert [outcome.value for outcome in outcomes] == [21, 8]
    assert session.printed_at_import.count("read") == 1
    assert (session.restarts, session.incidents) == (0, ())


def test_it_is_read_before_anybody_opens_it(worker):
    source = b"import time\nread_at = time.monotonic()"
    worker.read_ahead({ENTRY: source}, ENTRY)
    worker.await_ready()
    time.sleep(2.0)
    opened_at = time.monotonic()

    with worker.open({ENTRY: source}, ENTRY) as session:
        (outcome,) = session.ask([(Fetch("read_at"), 5.0)])

    assert outcome.value < opened_at


def test_another_one_opened_before_it_is_read_by_a_child_of_its_own(worker):
    worker.read_ahead({ENTRY: COUNTS}, ENTRY)
    worker.await_ready()

    with worker.open({ENTRY: b"x = 1"}, ENTRY) as other:
        (of_other,) = other.ask([(Fetch("x"), 5.0)])
    with worker.open({ENTRY: COUNTS}, ENTRY) as session:
        (own,) = session.ask([(Fetch("x"), 5.0)])

    assert (of_other.value, own.value) == (1, 21)
    assert session.printed_at_import.count("read") == 1


def test_one_with_another_seed_is_another_one(worker):
    source = b"import random\nx = random.random()"
    worker.read_ahead({ENTRY: source}, ENTRY, seed=1)
    worker.await_ready()

    drawn = []
    for seed in (2, 2, 1, 1):
        with worker.open({ENTRY: source}, ENTRY, seed=seed) as session:
            drawn.append(session.ask([(Fetch("x"), 5.0)])[0].value)

    assert drawn[0] == drawn[1] != drawn[2] == drawn[3]


def test_a_statement_that_ends_the_process_costs_what_it_always_does(worker):
    source = b"x = 1\nimport os; os._exit(3)\ny = 2\nz = 1 / 0\n"
    worker.read_ahead({ENTRY: source}, ENTRY)
    worker.await_ready()

    with worker.open({ENTRY: source}, ENTRY) as session:
        outcomes = session.ask([(Fetch("x"), 5.0), (Fetch("y"), 5.0)])

    assert [outcome.value for outcome in outcomes if isinstance(outcome, Returned)] == [1, 2]
    assert [type(each.outcome) for each in session.incidents] == [Killed, Raised]
    assert [each.line for each in session.incidents] == [2, 4]


def test_one_that_nobody_opens_ends_with_the_worker(worker):
    worker.read_ahead({ENTRY: b"while True: pass"}, ENTRY)
    worker.await_ready()

    with worker.open({ENTRY: b"x = 1"}, ENTRY) as session:
        (outcome,) = session.ask([(Fetch("x"), 5.0)])
    # It alone has anything to do.
    (begun,) = [each for each in psutil.Process().children(recursive=True) if computes(each)]
    worker.close()

    assert outcome.value == 1
    assert gone(begun)


def gone(process):
    """Whether it ends, of which the kernel may still be busy."""
    try:
        process.wait(timeout=10)
    except psutil.TimeoutExpired:
        return False
    return True


def computes(process):
    """Whether a process takes up a processor, as far as it gets one."""
    try:
        start = process.cpu_times().user
        time.sleep(0.5)
        return process.cpu_times().user - start > 0.1
    except psutil.NoSuchProcess:  # the one that was opened
        return False


def test_numpys_generator_is_seeded_whenever_it_is_imported(worker):
    source = b"import numpy as np\ndef draw():\n    return float(np.random.rand())\n"
    worker.await_ready()

    drawn = []
    for seed in (1, 1, 2):
        with worker.open({ENTRY: source}, ENTRY, seed=seed) as session:
            drawn.append(session.ask([(Call("draw", ()), 5.0)])[0].value)

    assert drawn == [np.random.RandomState(seed).rand() for seed in (1, 1, 2)]
