import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_states import STATES

from grader.exchange.gradebook import BYTE_ORDER_MARK, write_gradebook
from grader.record import replace
from grader.summary import summarise

AMARA = summarise(STATES["right"], "amara")
FAULT = summarise(STATES["fault"], "noor")
PENDING = summarise(STATES["large"], "large")
STARTS = tuple("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20\u2212")


def read(text):
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_a_row_holds_the_total_the_status_and_every_part():
    (row,) = read(write_gradebook([AMARA]))

    assert row["student"] == "amara"
    assert (float(row["total"]), float(row["possible"]), row["status"]) == (15, 15, "marked")
    assert [float(row[part]) for part in ("1.1.a", "1.1.d", "1.2.b")] == [1, 3, 3]
    assert row["1.2.d verdict"] == "right"


def test_numbers_stay_numbers_and_text_is_quoted():
    line = write_gradebook([AMARA]).split("\r\n")[1]

    assert line.startswith('"amara",15.0,15.0,"marked",1.0,2.0,')


@pytest.mark.parametrize(
    ("summary", "part", "status"),
    [
        pytest.param(FAULT, "1.1.d", "withheld", id="a fault of ours"),
        pytest.param(replace(PENDING, earned=9.0), "1.2.d", "awaiting-marker", id="a sum so far"),
        pytest.param(PENDING, "1.2.d", "awaiting-marker", id="a person still marks"),
    ],
)
def test_a_mark_that_is_not_known_is_an_empty_cell_and_no_zero(summary, part, status):
    (row,) = read(write_gradebook([summary]))

    assert row["status"] == status
    assert row[part] == row["total"] == ""
    assert float(row["1.1.a"]) == 1


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://evil.example","mark")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "\uff1d1+1",
        "\u22121",
        "%0A=1",
        "|calc",
    ],
)
def test_no_name_begins_a_formula(name):
    (row,) = read(write_gradebook([replace(AMARA, student=name)]))

    assert row["student"].startswith("'") or row["student"][0] in "␉␍␊"


@given(st.text(max_size=30))
def test_any_name_is_one_inert_cell_of_one_row(name):
    text = write_gradebook([replace(AMARA, student=name), AMARA])
    rows = read(text)

    assert text.encode()
    assert [row["total"] for row in rows] == ["15.0", "15.0"]
    assert not rows[0]["student"].lstrip().startswith(STARTS)


def test_names_of_any_script_survive():
    (row,) = read(write_gradebook([replace(AMARA, student='Zoë "李雷", مریم')]))

    assert row["student"] == 'Zoë "李雷", مریم'


def test_a_part_that_a_student_does_not_have_is_empty():
    short = replace(AMARA, parts=AMARA.parts[:1])
    rows = read(write_gradebook([short, AMARA]))

    assert rows[0]["1.2.d"] == rows[0]["1.2.d verdict"] == ""
    assert rows[1]["1.2.d verdict"] == "right"


def test_a_class_of_none_is_a_header():
    assert read(write_gradebook([])) == []
    assert write_gradebook([]).endswith('"student","total","possible","status"\r\n')
