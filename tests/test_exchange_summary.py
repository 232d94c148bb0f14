import pytest
from hypothesis import example, given
from readers import summary
from sample_hostile import FLOOD, TEXTS, hostile_report
from sample_reports import answer, make_part, report_of
from sample_states import HOSTILE, STATES

from grader.exchange.plain import MOST_LINE
from grader.exchange.summary import inert, inert_block, inert_prose, write_summary
from grader.score import Verdict
from grader.visible import cut, make_visible_line


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_a_page_of_known_tags(state):
    _, text, _ = summary.read(write_summary(STATES[state]))

    assert STATES[state].title in text


def test_each_part_has_a_row_with_its_points_and_verdict():
    tags, text, _ = summary.read(write_summary(STATES["mixed"]))

    assert tags.count("tr") == 1 + len(STATES["mixed"].parts)
    assert "1.1 (b) Output width\npartly right\n1 of 2 points" in text
    assert "12.17 of 15 points" in text


def test_what_is_not_right_is_explained_and_what_is_right_is_not():
    tags, text, blocks = summary.read(write_summary(STATES["mixed"]))

    assert tags.count("details") == 4
    assert "\nLikely cause. The padding is counted once." in text
    assert "Smallest example that shows it:\n  I: 1\n" in blocks[0]
    assert "[113] [87] [75]" in blocks[1]
    assert "Gradient with respect to the image: " not in text


def test_a_withheld_mark_is_no_number():
    _, text, _ = summary.read(write_summary(STATES["fault"]))

    assert "The total is withheld" in text
    assert "of 15 points" not in text


def test_a_summary_that_would_be_refused_leaves_its_end_out():
    parts = tuple(
        make_part(
            f"1.{n}",
            f"1 ({n})",
            "Sum",
            (answer("x", "number", 1, Verdict.CRASHED, found="é" * 1400, printed="é" * 4000),),
        )
        for n in range(200)
    )

    _, text, _ = summary.read(write_summary(report_of("mia", parts)))

    assert text.rstrip().endswith("The rest is left out here; the report has it.")


@given(TEXTS)
@example(HOSTILE)
@example(FLOOD)
def test_no_text_of_a_students_is_markup(text):
    found = summary.read(write_summary(hostile_report(text)))[0]
    calm = summary.read(write_summary(hostile_report("calm")))[0]

    assert set(found) <= {*calm, "code"}


@given(TEXTS)
@example("::error::x" * 40)
def test_a_line_reads_as_it_is(text):
    tags, shown, _ = summary.read(f"a {inert(text)} z\n")

    assert tags == ["p"]
    expected = make_visible_line(cut(text.strip(), MOST_LINE))
    shown = shown.replace("@\N{WORD JOINER}", "@")
    assert shown.strip().split() == f"a {expected} z".split()


@given(TEXTS)
def test_a_block_keeps_every_character(text):
    tags, _, blocks = summary.read(f"before\n\n{inert_block(text)}\nafter\n")

    assert tags == ["p", "pre", "p"]
    expected = make_visible_line(text.replace("\n", " "))
    assert blocks[0][1:-1].replace("\n", " ").replace("\t", "␉") == expected.replace("␍ ", " ")


def test_what_stands_between_backticks_is_code():
    said = "`max_pool` raised\n`a<b` and a `"

    tags, shown, _ = summary.read(f"{inert_prose(said)}\n")

    assert tags == ["p", "code", "code"]
    assert shown.strip() == "max_pool raised a<b and a `"


@given(TEXTS)
def test_a_paragraph_is_one_paragraph_of_text(text):
    tags, _, _ = summary.read(f"a {inert_prose(text)} z\n")

    assert set(tags) <= {"p", "code"}
    assert tags.count("p") == 1


def test_nobody_is_notified_and_nothing_is_linked():
    written = inert("@everyone https://evil.example www.evil.example #1")

    assert "@" not in written
    assert "://" not in written
    assert "www." not in written
