"""The example cohort gets the marks that it is filed with, no more and no less."""

import csv
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.cli import run
from grader.spec.load import load_assignment

ROOT = Path(__file__).parent.parent
COHORT = ROOT / "submissions" / "dsga1008-hw2"
ASSIGNMENT = ROOT / "problems" / "dsga1008-hw2"

pytestmark = pytest.mark.sandbox


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    out = tmp_path_factory.mktemp("cohort")
    assert run(["grade", str(ASSIGNMENT), str(COHORT), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def reports(graded):
    found = [json.loads(file.read_bytes()) for file in graded.glob("*/report.json")]
    return {report["student"]: report for report in found}


def expected():
    with (COHORT / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row, id=f"{row['student']}-{row['part']}") for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("row", expected())
def test_gets_the_marks_it_is_filed_with(reports, row):
    part, _, name = row["part"].partition("/")
    found = next(each for each in reports[row["student"]]["parts"] if each["id"] == part)
    if name:
        found = next(each for each in found["answers"] if each["name"] == name)

    assert (found["earned"], found["verdict"], found["misconception"] or "") == (
        *(float(row["points"]), row["verdict"], row["misconception"]),
    )


def test_every_student_is_filed(reports):
    assert {param.values[0]["student"] for param in expected()} == set(reports)


def test_every_named_mistake_is_made_by_somebody(reports):
    named = {
        mistake.id
        for part in load_assignment(ASSIGNMENT)
        for answer in part.answers
        for mistake in getattr(answer, "misconceptions", ())
    }
    made = {
        answer["misconception"]
        for report in reports.values()
        for part in report["parts"]
        for answer in part["answers"]
    }

    assert named <= made


def test_every_student_has_a_page_and_the_class_has_one(graded, reports):
    assert len(list(graded.glob("*/report.html"))) == len(reports)
    assert (graded / "index.html").is_file()
    assert (graded / "gradebook.csv").is_file()


class Live(HTMLParser):
    """Gathers what a browser would run, fetch or follow elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in {"script", "iframe", "object", "embed", "base", "form"}:
            self.found.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or (
                name in {"src", "href", "action", "srcset"}
                and not (address == "data:," or address.startswith(("#", "data:image/png")))
            ):
                self.found.append((tag, name, value))


def test_no_page_holds_live_markup_whatever_its_student_wrote(graded):
    pages = sorted(graded.glob("*/report.html"))
    hostile = [page for page in pages if "alert(1)" in page.read_text(encoding="utf-8")]
    assert hostile, "the cohort holds markup, or this test says nothing"

    for page in pages:
        live = Live()
        live.feed(page.read_text(encoding="utf-8"))
        assert live.found == [], page.parent.name


def test_no_cell_of_the_gradebook_is_a_formula(graded):
    with (graded / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
