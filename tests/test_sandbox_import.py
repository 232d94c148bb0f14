"""How a module is read: statement by statement, around those that raise and those that kill."""

import pytest

from grader.outcome import Killed, KillReason, NotFound, NotRun, Raised, Returned, TimedOut
from grader.request import Call, Fetch
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

pytestmark = pytest.mark.sandbox

LIMITS = Limits(import_seconds=1.0, memory_mib=256, flood_mib=2)
NAMES = [(Fetch(name), 5.0) for name in ("before", "after")]


@pytest.fixture(scope="module", params=[Level.FULL, Level.BASIC])
def worker(request):
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    limits = LIMITS if request.param is Level.FULL else Limits(import_seconds=4.0, flood_mib=2)
    with Worker(isolation=request.param, limits=limits, torch=False) as worker:
        yield worker


def read(worker, source, requests=NAMES):
    source = source if isinstance(source, bytes) else source.encode()
    with worker.open({"hw2.py": source}, "hw2.py") as session:
        return session, session.ask(requests)


@pytest.mark.parametrize(
    ("statement", "type_name"),
    [
        ("import no_such_library", "ModuleNotFoundError"),
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("return 3", "SyntaxError"),
        ("assert False", "AssertionError"),
    ],
)
def test_a_statement_that_raises_costs_only_itself(worker, statement, type_name):
    session, (before, after) = read(worker, f"before = 1\n{statement}\nafter = 2")

    assert (before.value, after.value) == (1, 2)
    (incident,) = session.incidents
    assert (incident.line, incident.last_line) == (2, 2)
    assert incident.source == statement
    assert isinstance(incident.outcome, Raised)
    assert incident.outcome.type_name == type_name
    assert session.unread_from is None


def test_an_incident_covers_its_whole_statement(worker):
    source = "before = 1\n@print\n@missing\ndef f():\n    pass\nafter = 2"

    session, _ = read(worker, source)

    (incident,) = session.incidents
    assert (incident.line, incident.last_line) == (2, 5)
    assert incident.source == "@print\n@missing\ndef f():\n    pass"


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        pytest.param("x = = 3", 2, id="a slip"),
        pytest.param("\n\ndef f(x):\n  return x x", 5, id="further down"),
        pytest.param("if 1:", 2, id="indentation"),
        pytest.param("x = 1 \0", 2, id="a NUL"),
        pytest.param("x = " + "(" * 5000, 2, id="nested without end"),
        pytest.param("print 'hello'", 2, id="Python 2"),
        pytest.param("@f\ndef g(:\n  pass", 3, id="decorated"),
        pytest.param('x = """never closed', 2, id="an open text"),
        pytest.param("x = f(1,", 2, id="an open bracket"),
    ],
)
def test_a_statement_that_is_no_python_costs_only_itself(worker, broken, line):
    session, (before, after) = read(worker, f"before = 1\n{broken}\nafter = 2")

    (incident,) = session.incidents
    assert incident.line == line
    assert isinstance(incident.outcome, Raised)
    assert (before.value, after.value) == (1, 2)


def test_texts_and_brackets_over_many_lines_survive_an_error_elsewhere(worker):
    source = (
        'before = """\nx = = 3\ndef f(:\n"""\nafter = [\n1,\n"(",\n]\nprint "no"\n'
        "@staticmethod\n# about g\ndef g(\n    a,\n):\n    return a\n"
        "if before:\n    pass\nelse:\n    1 / 0\n"
    )

    session, (before, after, g) = read(worker, source, [*NAMES, (Call("g", (7,)), 5.0)])

    assert [incident.line for incident in session.incidents] == [9]
    assert (before.value, after.value, g.value) == ("\nx = = 3\ndef f(:\n", [1, "("], 7)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"before = 1 \xff", id="bytes that are no text"),
        pytest.param(b"before = 1\0", id="a NUL"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Page", id="another format"),
        pytest.param(b"before = " + b"(" * 5000, id="nested without end"),
    ],
)
def test_where_nothing_can_be_read_there_is_one_incident_about_all(worker, source):
    session, (before, after) = read(worker, source)

    (incident,) = session.incidents
    assert incident.names == ("*",)
    assert isinstance(incident.outcome, Raised)
    assert isinstance(before, NotFound)
    assert isinstance(after, NotFound)


def test_much_that_is_no_python_is_told_in_a_few_incidents(worker):
    source = "".join(f"name_{n} = = {n}\n" for n in range(300)) + "after = 2"

    session, (_, after) = read(worker, source)

    assert after.value == 2
    assert len(session.incidents) == 20
    assert session.incidents[0].names == ("name_0",)
    assert {"name_19", "name_150"} <= set(session.incidents[-1].names)


@pytest.mark.parametrize(
    ("statement", "outcome"),
    [
        pytest.param("os._exit(3)", Killed(KillReason.EXITED, "exit status 3", ""), id="leaves"),
        pytest.param("while True: pass", TimedOut, id="endless"),
        pytest.param("ctypes.string_at(0)", KillReason.SIGNAL, id="fault"),
        pytest.param("while True: os.write(1, bytes(9999))", None, id="flood"),
    ],
)
def test_a_statement_that_kills_is_skipped_by_a_fresh_process(worker, statement, outcome):
    session, (before, after) = read(
        worker, f"import os, ctypes\nbefore = 1\n{statement}\nafter = 2"
    )

    assert (before.value, after.value) == (1, 2)
    (incident,) = session.incidents
    assert (incident.line, incident.source) == (3, statement)
    if isinstance(outcome, Killed):
        assert incident.outcome == outcome
    elif isinstance(outcome, KillReason):
        assert incident.outcome.reason is outcome
    assert session.restarts == 1


def test_where_an_endless_statement_was_is_told(worker):
    source = "def f():\n    while True:\n        pass\nbefore = 1\nf()\nafter = 2"

    session, (before, after) = read(worker, source)

    (incident,) = session.incidents
    assert incident.outcome.frames[0].line == 5
    assert (before.value, after.value) == (1, 2)


def test_after_too_many_deaths_the_rest_is_unread_and_the_start_kept(worker):
    source = "import os\nbefore = 1\n" + "os._exit(1)\n" * 6 + "after = 2"

    session, (before, after) = read(worker, source)

    assert before.value == 1
    assert isinstance(after, NotFound)
    assert [incident.line for incident in session.incidents] == [3, 4, 5, 6, 7]
    assert session.unread_from.line == 7


def test_a_killer_is_skipped_again_after_a_request_that_kills(worker):
    source = "import os\nbefore = 1\nos._exit(1)\nafter = 2\ndef f(): os._exit(2)"

    session, (dead, before, after) = read(worker, source, [(Call("f"), 5.0), *NAMES])

    assert dead.detail == "exit status 2"
    assert (before.value, after.value) == (1, 2)
    assert session.restarts == 2


def test_a_process_that_always_dies_before_the_first_statement_is_given_up(worker):
    source = (
        "import os, mmap, gc\n"
        "for page in gc.get_objects():\n"
        "    if isinstance(page, mmap.mmap): page[:12] = bytes(12)\n"
        "frames = __import__('sys')._getframe(1).f_locals\n"
        "for name in list(frames):\n"
        "    owner = getattr(frames[name], '__self__', None)\n"
        "    if hasattr(owner, 'progress'): owner.progress[:12] = bytes(12)\n"
        "os._exit(1)\n"
    )

    session, outcomes = read(worker, source)

    assert session.incidents
    assert all(isinstance(outcome, NotRun | NotFound) for outcome in outcomes)


def test_noise_on_the_channel_is_blamed_on_no_statement(worker):
    source = (
        "import os\ndef junk(n):\n    try: os.write(n, b'x' * 99)\n    except OSError: pass\n"
        "[junk(n) for n in range(3, 9)]\nbefore = 1\nafter = 2\nwhile True: pass"
    )

    session, outcomes = read(worker, source)

    (incident,) = session.incidents
    assert (incident.line, incident.outcome.reason) == (1, KillReason.PROTOCOL)
    assert all(isinstance(outcome, NotRun) for outcome in outcomes)


def test_the_module_looks_like_an_imported_one(worker):
    source = (
        '"""Doc."""\nfrom __future__ import annotations\nimport sys\n'
        "x = (__name__, __file__.split('/')[-1], __doc__, sys.modules[__name__].x_is_here)\n"
    ).replace("sys.modules[__name__].x_is_here", "'y' in vars(sys.modules[__name__])")
    source += "y = 1\n'a text further down'\ndef f(a: undefined): pass\nz = (__doc__, x)"

    session, (z, f) = read(worker, source, [(Fetch("z"), 5.0), (Fetch("f"), 5.0)])

    assert session.incidents == ()
    assert z.value == ("Doc.", ("hw2", "hw2.py", "Doc.", False))
    assert isinstance(f, Returned)


def test_main_is_not_run(worker):
    session, (before, after) = read(
        worker, "before = 1\nif __name__ == '__main__':\n    raise SystemExit\nafter = 2"
    )

    assert session.incidents == ()
    assert (before.value, after.value) == (1, 2)


def test_time_that_runs_out_keeps_what_was_read_before(worker):
    source = "before = 1\n" + "while True: pass\n" * 6 + "after = 2"

    session, (before, after) = read(worker, source)

    assert before.value == 1
    assert isinstance(after, NotFound)
    assert session.unread_from is not None
    assert all(isinstance(incident.outcome, TimedOut) for incident in session.incidents)


def notebook(*cells):
    """A notebook and its cells, as they come to a worker."""
    named = {f"hw2.ipynb, cell {n}": cell.encode() for n, cell in enumerate(cells, 1)}
    return {"hw2.ipynb": b"{}", **named}


def test_a_notebook_is_read_cell_by_cell_and_errors_are_told_by_cell(worker):
    files = notebook(
        "import os\nbefore = 1",
        "\nos._exit(3)",
        "y = 1\nx = = 3",
        "def f():\n    return 1 / 0\n\nz = f()\nafter = before + 1",
    )

    with worker.open(files, "hw2.ipynb") as session:
        before, after, raised = session.ask([*NAMES, (Call("f"), 5.0)])

    assert (before.value, after.value) == (1, 2)
    assert [(each.file[-6:], each.line, each.names) for each in session.incidents] == [
        ("cell 2", 2, ()),
        ("cell 3", 2, ("x",)),
        ("cell 4", 4, ("z",)),
    ]
    assert session.incidents[0].source == "os._exit(3)"
    (frame,) = raised.frames
    assert (frame.file, frame.line, frame.source) == ("hw2.ipynb, cell 4", 2, "return 1 / 0")


def test_a_cell_that_is_no_python_costs_only_what_it_names(worker):
    with worker.open(notebook("before = 1", "def foo(:"), "hw2.ipynb") as session:
        before, after = session.ask(NAMES)

    assert before.value == 1
    assert isinstance(after, NotFound)
    assert [each.names for each in session.incidents] == [("foo",)]


def test_a_notebook_has_what_jupyter_gives_without_asking(worker):
    files = notebook("display(get_ipython())\nafter = __file__.rpartition('/')[2]")

    with worker.open(files, "hw2.ipynb") as session:
        (after,) = session.ask([(Fetch("after"), 5.0)])

    assert session.incidents == ()
    assert (after.value, session.printed_at_import) == ("hw2.ipynb", "None\n")


def test_a_notebook_without_cells_is_empty(worker):
    with worker.open({"hw2.ipynb": b"{}"}, "hw2.ipynb") as session:
        (after,) = session.ask([(Fetch("after"), 5.0)])

    assert session.incidents == ()
    assert isinstance(after, NotFound)


def test_what_a_statement_that_ends_the_process_would_define_is_told(worker):
    session, _ = read(worker, "import os\nbefore, x = os._exit(1), 2\nafter = 2")

    assert [each.names for each in session.incidents] == [("before", "x")]


def test_what_was_never_reached_is_told_by_name(worker):
    source = "import os\n" + "os._exit(1)\n" * 6 + "def after(): pass\nx, y = 1, 2"

    session, _ = read(worker, source)

    assert session.unread_from.line == 6
    assert set(session.unread_names) == {"after", "x", "y"}


def test_files_handed_in_flat_may_import_each_other_as_a_package_would(worker):
    files = {
        "hw2.py": b"from .layers import after\nfrom . import layers as l\nbefore = l.before",
        "layers.py": b"from . import data\nfrom .data import before\nafter = data.before + 1",
        "data.py": b"before = 1",
    }

    with worker.open(files, "hw2.py") as session:
        before, after = session.ask(NAMES)

    assert session.incidents == ()
    assert (before.value, after.value) == (1, 2)
