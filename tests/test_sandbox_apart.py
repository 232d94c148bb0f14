"""An author's lines run apart from the student's code: it is called, and bends nothing else."""

from textwrap import dedent

import numpy as np
import pytest

from grader.outcome import Killed, NotFound, NotRun, Raised, Returned, TimedOut
from grader.request import Call, Run, RunApart
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.values import Array, Named, Unsupported

pytestmark = pytest.mark.sandbox

X = Array.of(np.array([3.0, 1.0, 2.0]))


@pytest.fixture(scope="module", params=[best_level(), Level.BASIC], ids=str)
def worker(request):
    limits = Limits(import_seconds=4.0)
    with Worker(isolation=request.param, limits=limits, torch=False, self_test=False) as worker:
        yield worker


def ask(worker, source, *requests, groups=None):
    with worker.open({"hw.py": dedent(source).encode()}, "hw.py", seed=7) as session:
        return session.ask([(each, 2.0) for each in requests], groups)


def lines(script, **arguments):
    return RunApart("f", script, tuple(arguments.items()))


def value(outcome):
    assert isinstance(outcome, Returned), outcome
    found = outcome.value
    return found.data.tolist() if isinstance(found, Array) else found


def test_the_lines_get_what_the_student_s_code_gives(worker):
    source = """
        import numpy as np
        def f(x, scale=1, *, shift=0): return scale * x + shift
        def total(x): return float(x.sum())
    """

    found = ask(
        worker,
        source,
        lines("f(x)", x=X),
        lines("f(f(x, 2), shift=1)", x=X),
        lines("y = f(x)\nnp.sort(y) - total(y) + total(y)", x=X),
        lines("[f(n) for n in range(k)]", k=4),
        lines("sum(f(x)) + max(f(x, 10))", x=X),
        Call("total", (X,)),
        lines("k + 1", k=4),
    )

    assert list(map(value, found)) == [
        *([3, 1, 2], [7, 3, 5], [1, 2, 3], [0, 1, 2, 3], 36.0, 6.0, 5)
    ]


def test_what_the_student_s_code_does_to_its_arguments_is_seen_by_the_lines(worker):
    source = "def f(x):\n    x.sort()\ndef g(x, y):\n    y[:] = x\n    return 0"

    (sorted_, copied) = ask(
        worker,
        source,
        lines("f(x)\nx", x=X),
        lines("g(x, y=z)\nz", x=X, z=Array.of(np.zeros(3))),
    )

    assert (value(sorted_), value(copied)) == ([1, 2, 3], [3, 1, 2])


BENT = """
    import numpy as np
    np.sort = lambda x, *_: np.arange(3.0)
    np.concatenate = lambda each: np.arange(3.0)
    def f(x): return x
"""


def test_numpy_as_the_student_s_code_bends_it_is_not_what_the_lines_use(worker):
    script = "np.sort(np.concatenate([f(x), f(x)]))"

    apart, inside = ask(worker, BENT, lines(script, x=X), Run("f", script, (("x", X),)))

    assert value(apart) == [1, 1, 2, 2, 3, 3]
    assert value(inside) == [0, 1, 2]  # or else there was nothing to bend


def test_how_a_call_stops_is_how_the_lines_stop(worker):
    source = """
        import os
        def f(x): raise ValueError("no")
        def dies(x): os._exit(3)
        def loops(x):
            while True: pass
        def gives(x): return object()
        def helper(x): return helper
        def fine(x): return x
    """

    found = ask(
        worker,
        source,
        lines("f(x)", x=X),
        lines("fine(dies(x))", x=X),
        lines("fine(x) + loops(x)", x=X),
        lines("missing(x)", x=X),
        lines("gives(x)", x=X),
        lines("helper(x)", x=X),
        lines("fine(x).no_such_thing", x=X),
        lines("[fine(n) for n in range(100)]", x=X),
        lines("fine(x)", x=X),
    )

    kinds = [Raised, Killed, TimedOut, NotFound, Returned, Returned, Raised, NotRun, Returned]
    assert [type(each) for each in found] == kinds
    assert (found[0].type_name, found[0].frames[0].function) == ("ValueError", "f")
    assert found[3].name == "missing"
    assert isinstance(found[4].value, Unsupported)
    assert isinstance(found[5].value, Named)
    assert value(found[8]) == [3, 1, 2]


def test_after_one_that_ends_the_process_the_others_of_its_group_are_not_run(worker):
    source = "import os\ndef f(x): os._exit(3)\ndef g(x): return x"

    found = ask(
        worker,
        source,
        *(lines("g(f(x))", x=X), lines("g(g(x))", x=X), lines("g(g(x))", x=X)),
        groups=[1, 1, 2],
    )

    assert [type(each) for each in found] == [Killed, NotRun, Returned]


def test_lines_that_draw_draw_the_same_however_often_they_run(worker):
    script = "m = np.random.rand(3)\n[f(m), f(m + 1) - 1, m]"

    (found,) = ask(worker, "def f(x): return x", lines(script))

    drawn = np.random.RandomState(0).rand(3)
    for each in found.value:
        np.testing.assert_allclose(each.data, drawn)


def test_what_a_call_prints_is_told_of_the_lines(worker):
    (found,) = ask(worker, "def f(x):\n    print('hello', x)\n    return x", lines("f(f(1))"))

    assert (found.value, found.printed) == (1, "hello 1\nhello 1\n")
