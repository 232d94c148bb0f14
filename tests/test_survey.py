"""Assignments of other courses that are not shipped, written as tests of the language.

Each lies in `tests/survey/` with a right and a wrong submission, and the marks that they must get;
`docs/language.md` says what of the originals is left out, and why.
"""

import csv
import json
from pathlib import Path

import pytest
from doc_pages import read, table

from grader.cli import run
from grader.spec.document import read_document
from grader.spec.load import load_assignment

SURVEY = Path(__file__).parent / "survey"
NAMES = sorted(file.parent.name for file in SURVEY.glob("*/assignment.yaml"))
SPECS = [file for file in sorted(SURVEY.glob("*/*.yaml")) if file.name != "audit.yaml"]
MOST = 150
"""Lines of a whole assignment, prompts aside, beyond which the language is at fault."""


def count_lines(file):
    """Lines of a spec that say something, without those of prompts and intros, and its comments."""
    text = file.read_text(encoding="utf-8")
    marks = read_document(file.read_bytes(), file).source.keys
    lines = text.splitlines()
    words = set()
    for path, (line, column) in marks.items():
        if path[-1] in {"prompt", "intro"}:
            words |= {line, *inside_block(lines, line, column)}
    said = [line for line in enumerate(lines, 1) if line[1].strip() and line[0] not in words]
    return sum(not text.lstrip().startswith("#") for _, text in said)


def inside_block(lines, key, column):
    """The lines below a key that belong to its text, if that is written after ``|``."""
    if not lines[key - 1].rstrip().endswith("|"):
        return
    for number, line in enumerate(lines[key:], key + 1):
        if line.strip() and len(line) - len(line.lstrip()) < column:
            return
        yield number


def count_all(name):
    return sum(count_lines(file) for file in SPECS if file.parent.name == name)


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """Every survey assignment's reports, by assignment and student."""
    out = tmp_path_factory.mktemp("survey")
    for name in NAMES:
        folders = [str(SURVEY / name), str(SURVEY / name / "submissions")]
        assert run(["grade", *folders, "--out", str(out / name)]) == 0
    return {
        (file.parts[-3], file.parts[-2]): json.loads(file.read_bytes())
        for file in out.glob("*/*/report.json")
    }


def expected():
    for name in NAMES:
        file = SURVEY / name / "submissions" / "expected.csv"
        with file.open(encoding="utf-8", newline="") as stream:
            yield from ((name, row) for row in csv.DictReader(stream))


@pytest.mark.sandbox
@pytest.mark.parametrize("name", NAMES)
def test_submissions_get_the_marks_they_are_filed_with(marked, name):
    for _, row in (each for each in expected() if each[0] == name):
        parts = marked[name, row["student"]]["parts"]
        found = {part["id"]: part for part in parts} | {
            f"{part['id']}/{answer['name']}": answer for part in parts for answer in part["answers"]
        }
        result = found[row["part"]]
        earned = float(row["points"]) if row["points"] else None
        assert (result["earned"], result["verdict"], result["misconception"] or "") == (
            *(earned, row["verdict"], row["misconception"]),
        ), row


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_filed_for_both(name):
    asked = {
        (who, part.id) for part in load_assignment(SURVEY / name) for who in ("right", "wrong")
    }

    filed = {(row["student"], row["part"]) for home, row in expected() if home == name}

    assert asked <= filed


@pytest.mark.parametrize("name", NAMES)
def test_an_assignment_takes_few_lines(name):
    assert count_all(name) <= MOST


def test_the_page_says_how_many_lines_and_parts_each_takes():
    rows = table(read("language.md"), "assignment")

    assert [(row[0].strip("`"), row[2], row[3]) for row in rows] == [
        (name, str(len(load_assignment(SURVEY / name).parts)), str(count_all(name)))
        for name in NAMES
    ]


def test_prompts_and_comments_are_not_counted(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_text(
        "# a comment\nid: 1\nintro: |\n  One.\n\n  Two.\nparts:\n"
        "  - id: a\n    prompt: Short.\n    points: 1\n"
    )

    assert count_lines(file) == 4
