"""How long a module may take to be read, and who is held responsible when that is too long."""

import pytest

from grader.outcome import TimedOut
from grader.request import Call, Fetch
from grader.sandbox.allowance import TOTAL_SHARE, is_to_blame, time_to_end, time_to_go_on
from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

pytestmark = pytest.mark.sandbox

LIMIT = 2.0
MOST = LIMIT * TOTAL_SHARE + 1.0
"""All attempts together, with room for a glance at each of them that comes late."""

NAMES = [(Fetch(name), 5.0) for name in ("before", "between", "after")]
ENDLESS = "while True: pass\n"
NAP = "time.sleep(0.2)\n"


@pytest.fixture(scope="module")
def worker():
    limits = Limits(import_seconds=LIMIT)
    level = best_level()
    with Worker(isolation=level, limits=limits, torch=False, self_test=False) as worker:
        yield worker


def read(worker, source, requests=NAMES):
    """Read a module; gives the session, and the values that came (None for what is not there)."""
    source = f"import os, time\n{source}"
    with worker.open({"hw2.py": source.encode()}, "hw2.py") as session:
        outcomes = session.ask(requests)
        return session, [getattr(outcome, "value", None) for outcome in outcomes]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("before = between = after = 1\n" + NAP * 6, id="after the answers"),
        pytest.param(NAP * 6 + "before = between = after = 1", id="before the answers"),
        pytest.param("before = between = 1\ntime.sleep(1.4)\nafter = 1", id="one statement"),
        pytest.param("time.sleep(0.7)\n" * 2 + "before = between = after = 1", id="two statements"),
    ],
)
def test_what_can_be_read_in_time_is_read_at_once(worker, source):
    session, values = read(worker, source)

    assert values == [1, 1, 1]
    assert (session.incidents, session.unread_from, session.restarts) == ((), None, 0)


def test_what_takes_long_altogether_is_blamed_on_no_statement(worker):
    source = "before = 1\n" + "time.sleep(0.3)\nbetween = 1\n" * 12 + "def after(): pass"

    session, values = read(worker, source)

    assert values == [1, 1, None]
    assert session.incidents == ()
    assert 9 <= session.unread_from.line <= 17
    assert session.unread_from.outcome.seconds == LIMIT
    assert set(session.unread_names) == {"between", "after"}
    assert session.was_read
    assert session.restarts == 1
    assert session.import_seconds < MOST


def test_where_time_is_up_before_any_answer_the_place_is_told(worker):
    session, values = read(worker, "time.sleep(0.3)\n" * 12 + "before = between = after = 1")

    assert values == [None, None, None]
    assert session.incidents == ()
    assert session.unread_from.source == "time.sleep(0.3)"
    assert set(session.unread_names) == {"before", "between", "after"}


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param(ENDLESS + "before = between = after = 1", 2, id="first"),
        pytest.param("before = between = 1\n" + ENDLESS + "after = 1", 3, id="middle"),
        pytest.param("before = between = after = 1\n" + ENDLESS, 3, id="last"),
        pytest.param(NAP + "before = between = 1\n" + ENDLESS + NAP + "after = 1", 4, id="naps"),
    ],
)
def test_an_endless_statement_costs_itself_and_one_more_reading(worker, source, line):
    session, values = read(worker, source)

    assert values == [1, 1, 1]
    (incident,) = session.incidents
    assert incident.line == line
    assert isinstance(incident.outcome, TimedOut)
    assert session.unread_from is None
    assert session.restarts == 1
    assert session.import_seconds < LIMIT * 1.5 + 1.0


def test_what_is_told_of_a_statement_is_how_long_it_ran_itself(worker):
    session, _ = read(worker, "time.sleep(0.8)\n" + ENDLESS)

    (incident,) = session.incidents
    assert 0.8 <= incident.outcome.seconds <= 1.2


def test_each_further_endless_statement_is_given_less(worker):
    session, values = read(
        worker, "before = 1\n" + ENDLESS + "between = 1\n" + ENDLESS + "after = 1"
    )

    assert values == [1, 1, 1]
    first, second = session.incidents
    assert (first.line, second.line) == (3, 5)
    assert first.outcome.seconds > second.outcome.seconds > 0
    assert session.unread_from is None
    assert session.import_seconds < MOST


def test_endless_statements_without_number_take_a_bounded_time(worker):
    session, values = read(worker, "before = 1\n" + ENDLESS * 9 + "after = 1")

    assert values == [1, None, None]
    assert session.unread_from == session.incidents[-1]
    assert session.restarts <= 5
    assert session.import_seconds < MOST


@pytest.mark.parametrize("exits", [1, 4])
def test_after_exits_there_is_still_time_for_the_rest(worker, exits):
    source = "before = 1\n" + "os._exit(3)\n" * exits + "between = 1\n" + NAP * 4 + "after = 1"

    session, values = read(worker, source)

    assert values == [1, 1, 1]
    assert len(session.incidents) == session.restarts == exits
    assert session.unread_from is None


def test_an_exit_after_much_work_keeps_what_was_before(worker):
    source = "time.sleep(0.6)\n" * 3 + "before = between = 1\nos._exit(3)\nafter = 1"

    session, values = read(worker, source)

    assert values == [1, 1, None]
    assert session.unread_from == session.incidents[0]
    assert session.restarts == 1


def test_what_was_read_up_to_its_end_is_read_again_after_a_request_that_kills(worker):
    source = "before = 1\ndef die(): os._exit(1)\n" + "time.sleep(0.3)\n" * 12 + "after = 1"

    session, (_, before, _, after) = read(worker, source, [(Call("die"), 5.0), *NAMES])

    assert (before, after) == (1, None)
    assert session.unread_from is not None


def test_a_process_that_lies_about_the_time_gains_none(worker):
    source = (
        "import gc, mmap, struct\nbefore = 1\n"
        "pages = [each for each in gc.get_objects() if isinstance(each, mmap.mmap)]\n"
        "frame = __import__('sys')._getframe(1)\n"
        "while frame:\n"
        "    for each in list(frame.f_locals.values()):\n"
        "        page = getattr(getattr(each, '__self__', each), 'progress', None)\n"
        "        pages += [page] if page is not None else []\n"
        "    frame = frame.f_back\n"
        'exec(\'for page in pages: page[16:24] = struct.pack("<d", float("nan"))\\n\''
        "     'while True: pass')\n"
        "after = 1"
    )

    session, (before, _, after) = read(worker, source)

    assert (before, after) == (1, None)
    assert session.unread_from.line == 11
    assert session.import_seconds < MOST


def spend(deaths, limit=1.0):
    """Total time where each attempt dies as told: gets its seconds, gives (took, known)."""
    spent, known, seconds = 0.0, 0.0, limit
    for death in deaths:
        took, before = death(seconds)
        spent, known = spent + took, max(known, before)
        seconds = time_to_go_on(limit, spent, known)
        if not seconds:
            break
    return spent, known, time_to_end(limit, spent)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.66, 0.9])
def test_what_is_left_is_enough_to_read_up_to_what_was_never_survived(share):
    """Whether it ran out of time or ended itself, and however late in its time."""
    ends = [
        lambda seconds: (seconds, seconds * share),
        lambda seconds: (seconds * share, seconds * share),
    ]
    for end in ends:
        for other in ends:
            spent, known, left = spend([end, other, other, end, end])

            assert left >= known
            assert spent <= TOTAL_SHARE
            assert spent + left <= TOTAL_SHARE + 0.1


def test_a_statement_is_to_blame_if_it_took_a_good_share_of_the_attempt():
    assert is_to_blame(4.0, 10.0, 10.0)
    assert not is_to_blame(2.0, 10.0, 10.0)
    assert is_to_blame(1.5, 2.0, 10.0)
    assert not is_to_blame(0.9, 1.0, 10.0)
