import pytest
from hypothesis import example, given
from readers import workflow
from sample_hostile import FLOOD, TEXTS, hostile_report
from sample_reports import answer, make_part, make_report, report_of
from sample_states import HOSTILE, STATES

from grader.exchange.annotations import (
    disarm,
    resume_commands,
    stop_commands,
    write_annotations,
    write_command,
)
from grader.exchange.remarks import Gravity, Place, Remark, Sources
from grader.record import replace
from grader.results import Excerpt, Spot
from grader.score import Verdict
from grader.visible import make_visible_line

SOURCES = Sources(
    files={"hw2.py": "src/hw2.py", "helpers.py": "src/helpers.py"},
    names={"output_width": Place("src/hw2.py", 4, 4)},
    entry="src/hw2.py",
)


def read(report, sources=SOURCES):
    return workflow.annotations(write_annotations(report, sources))


def of_one(verdict=Verdict.WRONG, name="x", **more):
    one = answer(name, "number", 2, verdict, found="It is 6; 5 is right.", **more)
    return report_of("mia", (make_part("1.a", "1 (a)", "Sum", (one,)),))


def test_what_is_right_is_only_counted():
    (total,) = read(STATES["right"])

    assert (total.name, total.data) == ("notice", "15 of 15 points")


def test_a_wrong_answer_is_an_error_with_its_mark_and_sentence():
    found, _ = read(of_one())

    assert found.name == "error"
    assert found.properties["title"] == "1 (a) Sum: wrong, 0 of 2 points"
    assert found.data == "It is 6; 5 is right."


@pytest.mark.parametrize(
    ("verdict", "more", "name"),
    [
        (Verdict.CRASHED, {}, "error"),
        (Verdict.TIMED_OUT, {}, "error"),
        (Verdict.PARTLY_RIGHT, {"earned": 1.0}, "warning"),
        (Verdict.MISSING, {}, "warning"),
        (Verdict.GRADER_ERROR, {"earned": None}, "warning"),
        (Verdict.AWAITING_MARKER, {"earned": None}, "notice"),
    ],
)
def test_how_loud_a_verdict_is(verdict, more, name):
    assert read(of_one(verdict, **more))[0].name == name


SPOTS = (
    Spot(file="hw2.py", line=3),
    Spot(file="helpers.py", line=9, function="entry"),
    Spot(file="/usr/lib/python3/random.py", line=1, function="choice"),
)
EXCERPT = Excerpt(file="hw2.py", first=21, lines=("def f(x):", "    return x"))


@pytest.mark.parametrize(
    ("more", "place"),
    [
        pytest.param({"spots": SPOTS}, ("src/helpers.py", "9", "9"), id="innermost of their own"),
        pytest.param({"excerpt": EXCERPT}, ("src/hw2.py", "21", "22"), id="the function"),
        pytest.param(
            {"excerpt": replace(EXCERPT, marked=22)},
            ("src/hw2.py", "22", "22"),
            id="the marked line",
        ),
        pytest.param({"name": "output_width"}, ("src/hw2.py", "4", "4"), id="where it is defined"),
        pytest.param({}, ("src/hw2.py", None, None), id="the file"),
    ],
)
def test_an_annotation_stands_at_the_students_own_line(more, place):
    properties = read(of_one(Verdict.CRASHED, **more))[0].properties

    assert tuple(properties.get(key) for key in ("file", "line", "endLine")) == place


def test_a_file_that_is_not_in_the_repository_is_never_named():
    spot = Spot(file="../../etc/passwd", line=1)

    found, _ = read(of_one(Verdict.CRASHED, spots=(spot,)), Sources())

    assert "file" not in found.properties


def test_a_notebook_has_no_lines():
    sources = Sources(files={"hw2.py": "hw2.ipynb"}, entry="hw2.ipynb")

    found, _ = read(of_one(Verdict.CRASHED, spots=(SPOTS[0],)), sources)

    assert (found.properties["file"], "line" in found.properties) == ("hw2.ipynb", False)


def test_what_went_wrong_while_reading_is_a_warning_at_its_lines():
    found = [each for each in read(STATES["crashed"]) if each.name == "warning"]

    assert [(each.properties["line"], each.properties["endLine"]) for each in found] == [
        ("1", "1"),
        ("14", "17"),
    ]


def test_of_too_many_the_costliest_are_shown_and_the_rest_is_counted():
    parts = tuple(
        make_part(f"1.{n}", f"1 ({n})", "Sum", (answer(f"x{n}", "number", n, Verdict.WRONG),))
        for n in range(1, 31)
    )

    found = [each for each in read(report_of("mia", parts)) if each.name == "error"]

    assert found[0].properties["title"].startswith("1 (30)")
    assert len(found) == 10
    assert found[-1].data == "There are 21 more; the report has them."


def test_a_withheld_total_is_never_a_number():
    total = read(STATES["fault"])[-1]

    assert "withheld" in total.data
    assert "of 15" not in total.data


def test_what_a_command_would_end_at_is_escaped():
    remark = Remark(Gravity.ERROR, "a: b, 100%\n", "50%\r\n::error::x", Place("a,b:c.py", 1, 2))

    head, _, data = write_command(remark).partition("title=")
    assert head == "::error file=a%2Cb%3Ac.py,line=1,endLine=2,"
    assert data == "a%3A b%2C 100%25%0A::50%25%0D%0A::error::x"


def test_nothing_is_obeyed_while_commands_are_stopped():
    token = "5f" * 16
    printed = f"::error::x\n##[error]x\n::{'0' * 32}::\n"

    commands, shown = workflow.read(f"{stop_commands(token)}{printed}{resume_commands(token)}")

    assert commands == []
    assert "\n".join(shown) == printed


@given(TEXTS)
@example(HOSTILE)
@example(FLOOD)
def test_no_text_of_a_students_is_a_command(text):
    report = hostile_report(text)
    calm = hostile_report("calm")

    found, expected = read(report), read(calm)

    assert len(expected) - 1 <= len(found) <= len(expected)  # an empty note is none
    assert all(len(each.data) < 5000 for each in found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ": :error::x"),
        (" \u3000::error::x", " \u3000: :error::x"),
        ("a ##[set-output name=score;]15", "a ## [set-output name=score;]15"),
        ("###[error]##[error]x", "### [error]## [error]x"),
        (":::error::x", ": ::error::x"),
        ("hw2.py: a::b, # [1]", "hw2.py: a::b, # [1]"),
    ],
)
def test_a_line_that_is_no_command_of_ours_is_shown(text, shown):
    assert disarm(text) == shown
    assert not workflow.obeyed(shown)


@given(TEXTS)
def test_no_line_is_obeyed_once_it_is_disarmed(text):
    for line in (text, f"::error::{text}", f"x##[error]{text}"):
        assert not workflow.obeyed(disarm(make_visible_line(line)))


@given(TEXTS)
def test_no_path_is_a_command(text):
    sources = Sources(files={"hw2.py": f"x{text}"}, entry=f"x{text}")

    found = read(make_report("mia", instead={}), sources) + read(of_one(spots=SPOTS[:1]), sources)

    assert [each.name for each in found] == ["notice", "error", "notice"]
