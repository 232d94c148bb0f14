"""Everything that docs/authoring.md shows is executed: files, commands, marks, fragments."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from doc_pages import blocks, section, table

from grader.compare.kinds import compare
from grader.compare.reading import Numbers, Table
from grader.feedback import explain
from grader.oracle.cache import load_answer_key
from grader.spec.load import load_assignment
from grader.spec.model import Limits

GUIDE = "authoring.md"
FILES = {block.file: block.text for block in blocks(GUIDE) if block.file}
CONSOLES = [block.text for block in blocks(GUIDE) if block.language == "console"]
FRAGMENTS = [block.text for block in blocks(GUIDE) if block.info == "parts"]
REFERENCE = "".join(block.text for block in blocks(GUIDE) if block.info == "reference")
EXAMPLE = "problems/linear-layer"


def write_files(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if path.name == "layer.yaml":  # "beside the same `assignment.yaml`", says the page
            head = FILES[f"{EXAMPLE}/assignment.yaml"]
            path.with_name("assignment.yaml").write_text(head, encoding="utf-8")


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """The answer key of the example."""
    folder = tmp_path_factory.mktemp("guide")
    write_files(folder)
    return load_answer_key(load_assignment(folder / EXAMPLE), folder / "cache")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A folder in which all commands of the page were given, and what they printed."""
    folder = tmp_path_factory.mktemp("played")
    write_files(folder)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "GRADER_CACHE": str(folder / "cache"), "COLUMNS": "100", "LC_ALL": "C"}
    printed = []
    for console in CONSOLES:
        done = subprocess.run(  # noqa: S602 - commands of our own page, pipes and all
            console.splitlines()[0].removeprefix("$ "),
            shell=True,
            cwd=folder,
            env={**os.environ, **own, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        printed.append(done.stdout)
    return folder, printed


def plain(text):
    """What is printed, without what depends on the machine and what nobody sees."""
    text = re.sub(r"^Isolation: \w+", "Isolation: …", text, flags=re.MULTILINE)
    return [line.rstrip() for line in text.strip().splitlines()]


@pytest.mark.sandbox
@pytest.mark.parametrize("number", range(len(CONSOLES)))
def test_a_command_prints_what_the_page_shows(played, number):
    assert plain(played[1][number]) == plain(CONSOLES[number].partition("\n")[2])


@pytest.mark.sandbox
@pytest.mark.parametrize("student", ["Ada", "Ben", "Cleo"])
def test_a_student_gets_what_the_page_says(played, student):
    file = played[0] / "reports" / student.lower() / "report.json"
    parts = json.loads(file.read_text(encoding="utf-8"))["parts"]

    assert table(section(GUIDE, f"What {student} gets"), "part", "points") == [
        [
            part["label"],
            "open" if part["earned"] is None else f"{part['earned']:g} of {part['points']:g}",
            f"`{part['verdict']}`",
            f"`{part['misconception']}`" if part["misconception"] else "",
            part["feedback"],
        ]
        for part in parts
    ]


@pytest.mark.sandbox
def test_the_report_that_is_shown_is_the_one_that_is_written(played):
    shown = json.loads(blocks("report.md")[0].text)
    written = json.loads((played[0] / "reports/ben/report.json").read_text(encoding="utf-8"))

    assert shown["parts"] == [part for part in written["parts"] if part["id"] == "1.b"]
    assert shown.keys() == written.keys()


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda text: text.split()[2])
def test_parts_that_the_page_shows_can_be_solved(tmp_path, fragment):
    given, parts, _ = FILES[f"{EXAMPLE}/layer.yaml"].partition("parts:\n")
    indented = re.sub(r"^(?=.)", "  ", fragment, flags=re.MULTILINE)
    head = FILES[f"{EXAMPLE}/assignment.yaml"]
    (tmp_path / "assignment.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "layer.yaml").write_text(given + parts + indented, encoding="utf-8")
    (tmp_path / "reference.py").write_text(REFERENCE, encoding="utf-8")

    key = load_answer_key(load_assignment(tmp_path), tmp_path / "cache")

    letters = re.findall(r"^- id: (\w+)$", fragment, re.MULTILINE)
    assert [part.id for part in key.parts] == [f"1.{letter}" for letter in letters]


def test_no_block_of_the_page_is_left_unchecked():
    checked = {("text", ""), ("console", ""), ("yaml", "parts"), ("python", "reference")}

    assert {(b.language, b.info) for b in blocks(GUIDE) if not b.file} <= checked


def test_the_folders_of_the_page_are_its_files():
    shown = re.findall(r"^(\S+/)$|^  (\S+)$", blocks(GUIDE)[0].text, re.MULTILINE)
    folders = tuple(folder for folder, _ in shown if folder)

    assert folders == ("problems/linear-layer/", "submissions/linear-layer/")
    assert [name for _, name in shown if name] == [
        Path(name).name for name in FILES if name.startswith(folders)
    ]


def test_each_level_of_reveal_says_what_the_page_shows(key):
    array, formula = key.parts[1].answers[0], key.parts[3].answers[0]
    off = Numbers(np.array([5.0, -4, 3, 7]))
    short = Numbers(np.array([6.0, -1, -2]))
    product = Table(tuple(n * m for n, m in formula.points), None)
    given = [(array, off), (array, short), (formula, product)]

    assert table(section(GUIDE, "What a student gets to see"), "`reveal`") == [
        [f"`{level}`", *(explain(compare(k, reading), k, level) for k, reading in given)]
        for level in ("expected", "example", "shape", "none")
    ]


def test_the_limits_of_the_page_are_the_defaults():
    rows = table(section(GUIDE, "Limits"), "limit")

    assert {row[0]: row[1] for row in rows} == {
        f"`{name}`": f"{field.default:g}" for name, field in Limits.model_fields.items()
    }


def test_the_vocabulary_of_the_page_is_that_of_the_oracle():
    from grader.oracle.draw import Draw  # noqa: PLC0415 - imports torch
    from grader.oracle.vocabulary import OURS, PYTHON  # noqa: PLC0415 - imports torch

    said = set(re.findall(r"`(\w+)[`(]", section(GUIDE, "What an expression may use")))
    drawn = re.findall(
        r"^\| `(\w+)\(", section(GUIDE, "Where generated cases come from"), re.MULTILINE
    )

    assert {*OURS, *PYTHON} <= said
    assert set(drawn) == set(Draw(0).names())
