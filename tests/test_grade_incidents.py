"""A name that a failing statement would have defined is not missing; one it only uses is."""

import pytest
from sample_keys import FRAME, came

from grader.compare.reading import Prose
from grader.compare.result import Absent, Stopped
from grader.grade.asking import Seen
from grader.grade.incidents import blame_incident, describe_incidents
from grader.outcome import Frame, Incident, Killed, KillReason, NotFound, NotRun, Raised, TimedOut
from grader.sandbox.inside.hints import NO_PACKAGE

NAME = "conv_output"
ABSENT = Absent("nothing")
GONE = ((NotFound(NAME, ()),),)
FAILED = Raised("ValueError", "no", (FRAME,), "")


def blamed(*incidents, name=NAME, unread_from=None, unread=(), outcomes=GONE):
    seen = Seen(outcomes, incidents, unread_from, unread)
    return blame_incident(ABSENT, name, seen)


def incident(line, outcome=FAILED, names=(NAME,), file="hw2.py"):
    return Incident(line, line, "", outcome, names, file)


@pytest.mark.parametrize(
    "outcome",
    [FAILED, TimedOut(5.0, (), ""), Killed(KillReason.EXITED, "", "")],
    ids=lambda outcome: type(outcome).__name__,
)
def test_a_name_shares_the_fate_of_the_statement_that_defines_it(outcome):
    assert blamed(incident(3, outcome)) == Stopped(outcome)


def test_a_name_that_a_failing_statement_only_uses_is_missing():
    assert blamed(incident(4, names=())) == ABSENT
    assert blamed(incident(4, names=("other", "conv_output_shape"))) == ABSENT


def test_the_statement_that_defines_the_name_is_blamed_not_the_first():
    other = Raised("KeyError", "", (FRAME,), "")

    assert blamed(incident(1, other, ("helper",)), incident(3)) == Stopped(FAILED)


def test_what_imports_everything_is_blamed_only_if_nothing_names_the_name():
    star = Raised("ModuleNotFoundError", "", (FRAME,), "")

    assert blamed(incident(1, star, ("*",)), incident(3)) == Stopped(FAILED)
    assert blamed(incident(1, star, ("*",)), name="other") == Stopped(star)


def test_of_a_dotted_name_the_first_is_looked_for():
    assert blamed(incident(3, names=("Net",)), name="Net.forward") == Stopped(FAILED)


def test_a_name_in_the_part_that_was_never_read_is_skipped():
    found = blamed(name="other", unread_from=incident(4), unread=("other",))

    assert isinstance(found, Stopped)
    assert isinstance(found.outcome, NotRun)
    assert "line 4" in found.outcome.why
    assert blamed(unread_from=incident(4), unread=("other",)) == ABSENT
    cell = incident(4, file="hw2.ipynb, cell 2")
    assert "cell 2, line 4" in blamed(unread_from=cell, unread=(NAME,)).outcome.why


UNPARSED = Raised("SyntaxError", "'(' was never closed (hw2.py, line 2)", (), "")


def test_of_a_file_that_cannot_be_parsed_every_name_crashed():
    found = blamed(incident(2, UNPARSED, ("*",)), name="anything")

    assert isinstance(found, Stopped)
    assert (found.outcome, found.is_unparsed) == (UNPARSED, True)


def test_a_statement_that_raises_a_syntax_error_itself_costs_only_itself():
    raised = Raised("SyntaxError", "", (FRAME,), "")
    outside = Raised("SyntaxError", "'return' outside function", (), "")

    assert blamed(incident(4, raised, ())) == ABSENT
    assert blamed(incident(4, outside, ()), outcomes=((came(3),), *GONE)) == ABSENT


@pytest.mark.parametrize("reading", [Absent("none"), Prose("a"), Stopped(FAILED)])
def test_what_is_there_is_never_blamed_on_an_incident(reading):
    seen = Seen(GONE, (incident(3),))

    assert blame_incident(reading, NAME, seen) == reading


@pytest.mark.parametrize(
    ("outcome", "names", "text"),
    [
        (
            FAILED,
            (NAME,),
            (
                "Line 3 raised ValueError: no. The statement was skipped; the rest of the file was "
                "read."
            ),
        ),
        (
            TimedOut(5.0, (), ""),
            (),
            (
                "Line 3 was still running after 5 s and was stopped. The statement was skipped; "
                "the rest of the file was read."
            ),
        ),
        (
            UNPARSED,
            ("*",),
            (
                "Line 3 raised SyntaxError: '(' was never closed (hw2.py, line 2). Python cannot "
                "read the file, so nothing in it could be marked."
            ),
        ),
        (
            Raised("ModuleNotFoundError", "No module named 'pandas'", (), "", hint=NO_PACKAGE),
            (),
            (
                "Line 3 raised ModuleNotFoundError: No module named 'pandas'. It is not installed "
                "in the grader and was not handed in; what uses it cannot work."
            ),
        ),
        (
            Killed(KillReason.EXITED, "", ""),
            (),
            (
                "Python was ended from inside while line 3 was run, as os._exit does. The "
                "statement was skipped; the rest of the file was read."
            ),
        ),
        (
            Killed(KillReason.MEMORY, "", ""),
            (),
            (
                "Line 3 wanted more memory than there is for one submission. The statement was "
                "skipped; the rest of the file was read."
            ),
        ),
    ],
    ids=["raised", "timed out", "unparsed", "stood in for", "ended", "memory"],
)
def test_says_what_happened_and_what_it_costs(outcome, names, text):
    found = describe_incidents(Seen(GONE, (incident(3, outcome, names),)))

    assert [(each.line, each.text) for each in found] == [(3, text)]


@pytest.mark.parametrize(
    ("file", "origin", "told"),
    [
        ("hw2.py", "lib/utils.py", " It happened in lib/utils.py, line 2."),
        ("hw2.py", "hw2.py", ""),
        ("hw2.ipynb, cell 3", "hw2.ipynb, cell 1", " It happened in cell 1, line 2."),
    ],
)
def test_an_error_inside_another_file_is_told_with_its_place(file, origin, told):
    frames = (Frame(file, 3, "<module>", ""), Frame(origin, 2, "<module>", ""))
    raised = Raised("AttributeError", "no", frames, "")

    (found,) = describe_incidents(Seen(GONE, (incident(3, raised, file=file),)))

    assert f"raised AttributeError: no.{told} The statement was skipped;" in found.text


GIVEN_UP = "Reading was given up there. What is defined from there on is missing."


def test_where_reading_was_given_up_nothing_is_said_to_have_been_read():
    first, last = incident(3), incident(7, Killed(KillReason.EXITED, "", ""))

    found = [each.text for each in describe_incidents(Seen(GONE, (first, last), unread_from=last))]

    assert found[0] == "Line 3 raised ValueError: no. The statement was skipped."
    assert found[1].endswith(f"as os._exit does. {GIVEN_UP}")


def test_where_all_statements_took_too_long_the_place_is_told_and_none_is_blamed():
    overdue = incident(39, TimedOut(10.0, (), ""), ())

    found = describe_incidents(Seen(GONE, (incident(3),), unread_from=overdue))

    assert [(each.line, each.text) for each in found] == [
        (3, "Line 3 raised ValueError: no. The statement was skipped."),
        (
            39,
            (
                "Reading your file may take 10 s; it was at line 39 when they were up. What is "
                "defined from there on is missing."
            ),
        ),
    ]


@pytest.mark.parametrize("is_blamed", [True, False])
def test_of_a_file_that_was_not_read_nothing_else_is_said(is_blamed):
    end = incident(39, TimedOut(10.0, (), ""), ())
    seen = Seen(GONE, (end,) if is_blamed else (), unread_from=end, was_read=False)

    (found,) = describe_incidents(seen)

    assert found.text.endswith("So the file could not be read, and nothing in it could be marked.")
    assert "skipped" not in found.text
    assert "from there on" not in found.text


def test_in_a_notebook_the_cell_is_named():
    found = describe_incidents(Seen(GONE, (incident(2, file="hw2.ipynb, cell 7"),)))

    assert found[0].text.startswith("Cell 7, line 2 raised ValueError: no.")


def test_a_hostile_incident_stays_short_and_on_one_line():
    huge = "x\n`" * 5000
    hostile = Incident(1, 2**30, huge, Raised(huge, huge, (FRAME,), huge, hint=huge))

    found = describe_incidents(Seen(GONE, (hostile,)))[0]

    assert len(found.source) <= 200
    assert len(found.text) < 800
    assert len(found.text.splitlines()) == 1
