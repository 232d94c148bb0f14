"""What students really hand in: each messy submission gets its sentence and loses no more.

`messy/expected.yaml` says what comes of each when it is marked for Homework 2, with a course file
beside it and a few packages declared as not needed.
"""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from grader.cli import run

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parent.parent
MESSY = Path(__file__).with_name("messy")
EXPECTED = yaml.safe_load((MESSY / "expected.yaml").read_text(encoding="utf-8"))
MORE = """
stubs: [matplotlib, torchvision, IPython, tqdm]
limits: {seconds: 5, import_seconds: 5}
"""
COURSE_FILE = """
def windows(X, k):
    rows, columns = (n - k + 1 for n in X.shape)
    return [[X[i : i + k, j : j + k] for j in range(columns)] for i in range(rows)]
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("messy")
    assignment = folder / "homework"
    shutil.copytree(ROOT / "problems" / "dsga1008-hw2", assignment)
    with (assignment / "assignment.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    (assignment / "support").mkdir()
    (assignment / "support" / "course_tools.py").write_text(COURSE_FILE, encoding="utf-8")
    assert run(["grade", str(assignment), str(MESSY), "--out", str(folder / "out")]) == 0
    found = [json.loads(file.read_bytes()) for file in folder.glob("out/*/report.json")]
    return {report["student"]: report for report in found}


def test_every_submission_is_filed_and_there_are_enough(reports):
    assert set(reports) == set(EXPECTED)
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize("student", EXPECTED)
def test_gets_the_sentences_it_is_filed_with(reports, student):
    report = reports[student]

    said = [*report["notes"], *(mishap["text"] for mishap in report["mishaps"])]
    assert said == EXPECTED[student].get("says", [])


@pytest.mark.parametrize("student", EXPECTED)
def test_loses_what_it_is_filed_with_and_no_more(reports, student):
    parts = reports[student]["parts"]

    lost = {p["id"]: p["points"] - p["earned"] for p in parts if p["earned"] != p["points"]}
    expected = EXPECTED[student].get("loses", {})
    if expected == "everything":
        expected = {part["id"]: part["points"] for part in parts}
    assert lost == expected


@pytest.mark.parametrize("student", EXPECTED)
def test_what_is_there_and_does_not_earn_is_explained(reports, student):
    answers = [answer for part in reports[student]["parts"] for answer in part["answers"]]

    said = {
        answer["name"]: answer["feedback"]["found"]
        for answer in answers
        if answer["earned"] != answer["points"] and answer["verdict"] != "missing"
    }
    assert said == EXPECTED[student].get("answers", {})
