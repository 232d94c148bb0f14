"""What a terminal says of a class, and that nobody's open mark is taken for a 0."""

from io import StringIO

from rich.console import Console
from sample_class import write_assignment
from sample_marks import answer, part, student

from grader.cli.class_table import draw_class, tell_totals
from grader.spec.load import load_assignment
from grader.spec.sheets import make_sheet
from grader.summary import Status


def test_a_class_without_any_mark_says_so():
    assert tell_totals([]) == "0 students, none with a mark."


def waiting_class():
    """Two of three gave a text; nobody has read them, and the third gave none."""
    waits = answer("awaiting-marker", kind="text")
    silent = answer("missing", kind="text")
    pending = part("b", None, 3.0, waits, verdict=waits.verdict)
    return [
        student("s", part("a", 2.0, 2.0), pending, status=Status.AWAITING_MARKER),
        student("t", part("a", 1.0, 2.0), pending, status=Status.AWAITING_MARKER),
        student("u", part("a", 0.0, 2.0), part("b", 0.0, 3.0, silent, verdict="missing")),
    ]


def test_totals_are_of_what_is_marked_and_say_what_is_not():
    assert tell_totals(waiting_class()) == (
        "3 students: mean 1.00, median 1.00 of 2 points.\n"
        "Left out, since a person has still to mark it: 1 (b)."
    )


def test_a_student_whose_mark_is_withheld_is_left_out_and_counted():
    ours = part("a", None, 2.0, verdict="grader-error")
    rows = [student("s", part("a", 2.0, 2.0)), student("t", ours, status=Status.WITHHELD)]

    assert tell_totals(rows) == (
        "2 students: mean 2.00, median 2.00 of 2 points.\n"
        "1 student is left out, a mark of whom is withheld or to be decided."
    )


def test_a_part_that_awaits_a_person_has_no_mean_in_the_table(tmp_path):
    console = Console(file=StringIO(), width=80)
    console.print(
        draw_class(make_sheet(load_assignment(write_assignment(tmp_path / "hw"))), waiting_class())
    )

    assert [line.split() for line in console.file.getvalue().splitlines()] == [
        ["part", "mean", "of", "right", "partly", "wrong", "missing", "stopped", "to", "mark"],
        ["1", "(a)", "Row", "sums", "1.00", "2", "1", "1", "1", "·", "·", "·"],
        ["1", "(b)", "Double", "–", "3", "·", "·", "·", "1", "·", "2"],
    ]
