"""A name that a failing statement would have defined is not missing; one it only uses is."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_keys import FRAME, came

from grader.compare.reading import Prose
from grader.compare.result import Absent, Stopped
from grader.grade.asking import Seen
from grader.grade.incidents import blame_incident, defines, describe_incidents
from grader.outcome import Incident, Killed, KillReason, NotFound, NotRun, Raised, TimedOut
from grader.submission.model import Submission

NAME = "conv_output"
ABSENT = Absent("nothing")
GONE = ((NotFound(NAME, ()),),)
FAILED = Raised("ValueError", "no", (FRAME,), "")


@pytest.mark.parametrize(
    "statement",
    [
        "conv_output = f()",
        "conv_output: list = f()",
        "conv_output, other = f()",
        "other, conv_output = f()",
        "(other, conv_output) = f()",
        "[conv_output, *rest] = f()",
        "other = conv_output = f()",
        "conv_output += 1",
        "(conv_output := f())",
        "def conv_output(x): pass",
        "async def conv_output(x): pass",
        "@decorated\ndef conv_output(x): pass",
        "class conv_output: pass",
        "import conv_output",
        "import numpy as conv_output",
        "from helper import conv_output",
        "from helper import other, conv_output",
        "from helper import (\n    other,\n    conv_output,\n)",
        "from helper import *",
        "for conv_output in []: pass",
        "with f() as conv_output: pass",
        "if True:\n    conv_output = f()",
        "try:\n    from helper import *\nexcept ImportError:\n    raise",
        "try:\n    pass\nfinally:\n    def conv_output(): pass",
        "conv_output = [\n    1,\n    f(),\n]",
    ],
)
def test_a_statement_defines_the_name(statement):
    assert defines(tuple(statement.split("\n")), NAME)


@pytest.mark.parametrize(
    "statement",
    [
        "print(conv_output)",
        "print(conv_output, end='')",
        "assert conv_output == 3",
        "assert conv_output >= 3 != conv_output",
        "other = conv_output + 1",
        "other = f(conv_output=3)",
        "conv_output.shape = (3, 3)",
        "conv_output[0] = 3",
        "self.conv_output = 3",
        "conv_output_shape = (3, 3)",
        "my_conv_output = 3",
        "import helper",
        "from helper import conv_output_shape",
        "raise ValueError",
        "1 / 0",
        "",
    ],
)
def test_a_statement_only_uses_the_name_or_does_not_know_it(statement):
    assert not defines(tuple(statement.split("\n")), NAME)


@given(st.lists(st.text(), max_size=5).map(tuple), st.text(min_size=1, max_size=20))
def test_looking_for_a_name_never_fails(lines, name):
    assert defines(lines, name) in {True, False}


def test_looking_for_a_name_in_a_huge_line_takes_no_time():
    line = "conv_output, " * 500_000

    assert not defines((line,) * 100, NAME)


SOURCE = dedent(
    """\
    import helper

    conv_output = helper.f()
    print(conv_output)
    other = 3
    """
).encode()
SUBMISSION = Submission("anna", {"hw2.py": SOURCE}, "hw2.py")


def blamed(*incidents, name=NAME, unread_from=None, outcomes=GONE):
    seen = Seen(outcomes, incidents, unread_from)
    return blame_incident(ABSENT, name, SUBMISSION, seen)


def incident(line, outcome=FAILED, last=None):
    return Incident(line, last or line, "", outcome)


@pytest.mark.parametrize(
    "outcome",
    [FAILED, TimedOut(5.0, (), ""), Killed(KillReason.EXITED, "", "")],
    ids=lambda outcome: type(outcome).__name__,
)
def test_a_name_shares_the_fate_of_the_statement_that_defines_it(outcome):
    assert blamed(incident(3, outcome)) == Stopped(outcome)


def test_a_name_that_a_failing_statement_only_uses_is_missing():
    assert blamed(incident(4)) == ABSENT
    assert blamed(incident(1)) == ABSENT


def test_the_statement_that_defines_the_name_is_blamed_not_the_first():
    other = Raised("KeyError", "", (FRAME,), "")

    assert blamed(incident(1, other), incident(3)) == Stopped(FAILED)


def test_a_name_in_the_part_that_was_never_read_is_skipped():
    found = blamed(incident(1), name="other", unread_from=4)

    assert isinstance(found, Stopped)
    assert isinstance(found.outcome, NotRun)
    assert "line 4" in found.outcome.why
    assert blamed(incident(1), name=NAME, unread_from=4) == ABSENT


UNPARSED = Raised("SyntaxError", "'(' was never closed (hw2.py, line 2)", (), "")


def test_of_a_file_that_cannot_be_parsed_every_name_crashed():
    found = blamed(incident(2, UNPARSED), name="anything")

    assert isinstance(found, Stopped)
    assert (found.outcome, found.is_unparsed) == (UNPARSED, True)


def test_a_statement_that_raises_a_syntax_error_itself_costs_only_itself():
    raised = Raised("SyntaxError", "", (FRAME,), "")
    outside = Raised("SyntaxError", "'return' outside function", (), "")

    assert blamed(incident(4, raised)) == ABSENT
    assert blamed(incident(4, outside), outcomes=((came(3),), *GONE)) == ABSENT


@pytest.mark.parametrize("reading", [Absent("none"), Prose("a"), Stopped(FAILED)])
def test_what_is_there_is_never_blamed_on_an_incident(reading):
    seen = Seen(GONE, (incident(3),))

    assert blame_incident(reading, NAME, SUBMISSION, seen) == reading


def test_without_a_file_nothing_is_blamed():
    nothing = Submission("anna", {}, None)

    assert blame_incident(ABSENT, NAME, nothing, Seen(GONE, (incident(3),))) == ABSENT


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (
            FAILED,
            (
                "Line 3 raised ValueError: no. The statement was skipped; the rest of the file was "
                "read."
            ),
        ),
        (
            TimedOut(5.0, (), ""),
            (
                "Line 3 was still running after 5 s and was stopped. The statement was skipped; "
                "the rest of the file was read."
            ),
        ),
        (
            UNPARSED,
            (
                "Line 3 raised SyntaxError: '(' was never closed (hw2.py, line 2). Python cannot "
                "read the file, so nothing in it could be marked."
            ),
        ),
    ],
    ids=["raised", "timed out", "unparsed"],
)
def test_says_what_happened_and_what_it_costs(outcome, text):
    found = describe_incidents(Seen(GONE, (incident(3, outcome),)))

    assert [(each.line, each.text) for each in found] == [(3, text)]


def test_a_hostile_incident_stays_short_and_on_one_line():
    huge = "x\n`" * 5000
    hostile = Incident(1, 2**30, huge, Raised(huge, huge, (FRAME,), huge, hint=huge))

    found = describe_incidents(Seen(GONE, (hostile,)))[0]

    assert len(found.source) <= 200
    assert len(found.text) < 800
    assert len(found.text.splitlines()) == 1
