"""Totals of a class of which a person has still to mark something."""

import pytest
from sample_marks import answer, part, student

from grader.course.totals import add_up
from grader.summary import Status


def waiting(letter, kind="text", points=3.0):
    return part(
        letter,
        None,
        points,
        answer("awaiting-marker", kind=kind),
        verdict="awaiting-marker",
    )


def silent(letter, points=3.0):
    return part(letter, 0.0, points, answer("missing", kind="text"), verdict="missing")


def test_a_class_that_is_all_marked_has_the_totals_of_its_reports():
    found = add_up([student("s", part("a", 1.0, 2.0)), student("t", part("a", 2.0, 2.0))])

    assert (found.earned, found.possible) == ((1.0, 2.0), (2.0, 2.0))
    assert found.shares == (0.5, 1.0)
    assert (found.points, found.without, found.unsettled) == (2.0, (), 0)


def test_what_awaits_a_person_is_left_out_for_everyone_and_named():
    """Else a total of 2 of 5 would stand for a student whose text nobody has read."""
    rows = [
        student("s", part("a", 2.0, 2.0), waiting("b"), status=Status.AWAITING_MARKER),
        student("t", part("a", 1.0, 2.0), silent("b")),
    ]

    found = add_up(rows)

    assert (found.earned, found.possible) == ((2.0, 1.0), (2.0, 2.0))
    assert (found.points, found.without, found.unsettled) == (2.0, ("1 (b)",), 0)


def test_parts_that_are_left_out_are_named_in_the_order_of_the_homework():
    rows = [
        student("s", part("a"), silent("b"), waiting("c"), status=Status.AWAITING_MARKER),
        student("t", part("a"), waiting("b"), silent("c"), status=Status.AWAITING_MARKER),
    ]

    assert add_up(rows).without == ("1 (b)", "1 (c)")


@pytest.mark.parametrize(
    ("other", "status"),
    [
        (waiting("b", kind="function"), Status.AWAITING_MARKER),
        (part("b", None, 3.0, verdict="grader-error"), Status.WITHHELD),
    ],
    ids=["a person decides on code", "a fault of ours"],
)
def test_a_student_whose_code_has_no_mark_is_left_out_and_counted(other, status):
    rows = [
        student("s", part("a", 2.0, 2.0), other, status=status),
        student("t", part("a", 1.0, 2.0), part("b", 3.0, 3.0)),
    ]

    found = add_up(rows)

    assert (found.earned, found.possible) == ((4.0,), (5.0,))
    assert (found.without, found.unsettled) == ((), 1)


def test_where_everything_awaits_a_person_there_is_no_total():
    found = add_up([student("s", waiting("a"), status=Status.AWAITING_MARKER)])

    assert (found.shares, found.points, found.without) == ((), 0.0, ("1 (a)",))


def test_a_class_of_nobody_has_no_total():
    assert add_up([]).shares == ()
