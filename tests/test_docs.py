"""What the documentation says is what the program does: names, fields, sentences, links.

`docs/authoring.md` is executed, and has a file of its own.
"""

import ast
import inspect
import json
import re
from pathlib import Path

import pytest
from doc_pages import DOCS, FENCE, ROOT, blocks, read, section, table, tables

from grader.cli import COMMANDS
from grader.compare.result import Imprecise, Stopped
from grader.feedback import explain
from grader.grade.withheld import withhold
from grader.key.kinds import FunctionKey
from grader.outcome import Killed, KillReason, NotRun, Raised
from grader.record import list_fields
from grader.report_json import dump_report, load_report
from grader.results import (
    AnswerResult,
    Difference,
    Example,
    Excerpt,
    Feedback,
    Grid,
    Line,
    Mishap,
    PartResult,
    Place,
    ProblemIntro,
    Receipt,
    Report,
    Spot,
)
from grader.sandbox.level import Level
from grader.sandbox.limits import Limits
from grader.score import Verdict
from grader.summary import Status

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), ROOT / "reports" / "README.md"])
WRITTEN = [page for page in PAGES if page.name not in {"spec-reference.md", "example-summary.md"}]
"""All but the pages that are generated."""

MODELS = [
    *(Report, ProblemIntro, PartResult, AnswerResult, Feedback, Grid, Line, Difference, Place),
    *(Example, Excerpt, Spot, Mishap, Receipt),
]


def label(value):
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else value.__name__


def given():
    """Verdict and sentence as the guide's students get them."""
    for rows in tables(read("authoring.md")):
        if rows[0][0] == "part":
            yield from ((row[2].strip("`"), row[4]) for row in rows[1:])


def explained():
    """Verdict and sentence for what no student of the guide does."""
    linear = FunctionKey("linear", ("x",), (), "whole")
    index = "index 3 is out of bounds for axis 0 with size 3"
    found = [
        ("imprecise", Imprecise("float16", 0.0021, 3e-5)),
        ("crashed", Stopped(Raised("IndexError", index, (), ""))),
        ("out-of-memory", Stopped(Killed(KillReason.MEMORY, "", ""))),
        ("skipped", Stopped(NotRun("reading the file was given up before line 12"))),
    ]
    return [(verdict, explain(each, linear, "expected")) for verdict, each in found]


def test_every_verdict_is_explained_in_order():
    titles = re.findall(r"^## `([a-z-]+)`$", read("verdicts.md"), re.MULTILINE)

    assert titles == [verdict.value for verdict in Verdict]


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.GRADER_ERROR])
def test_a_verdict_is_shown_with_a_sentence_that_students_get(verdict):
    shown = re.findall(r"^> (.*)$", section("verdicts.md", f"`{verdict}`"), re.MULTILINE)

    assert len(shown) == 1
    assert (verdict.value, shown[0]) in {*given(), *explained()}


def test_the_sentence_of_a_withheld_mark_is_the_one_that_is_written():
    shown = re.findall(r"^> (.*)$", section("verdicts.md", "`grader-error`"), re.MULTILINE)

    assert shown[0] in inspect.getsource(withhold)


def shown_fields(model):
    tag = model.__struct_config__.tag_field
    return [*([tag] if tag else []), *list_fields(model)]


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_the_report_page_has_every_field_in_order(model):
    rows = table(section("report.md", model.__name__), "field")

    assert [row[0] for row in rows] == [f"`{name}`" for name in shown_fields(model)]


def test_the_report_that_is_shown_is_valid():
    text = blocks("report.md")[0].text

    assert json.loads(dump_report(load_report(text))) == json.loads(text)


def test_the_gradebook_columns_are_explained():
    rows = dict(table(section("report.md", "`gradebook.csv`"), "column"))

    assert list(rows)[:4] == ["`student`", "`total`", "`possible`", "`status`"]
    assert all(f"`{status}`" in rows["`status`"] for status in Status)


def test_every_level_of_isolation_is_explained():
    assert [row[0] for row in table(read("isolation.md"), "level")] == [f"`{x}`" for x in Level]


def test_the_limits_of_a_submission_are_those_of_the_sandbox():
    rows = table(section("isolation.md", "What one submission may use"), "limit")

    assert {row[0]: row[1] for row in rows} == {
        f"`{name}`": f"{getattr(Limits(), name):g}" for name in Limits._fields
    }


def test_the_layers_on_the_page_are_those_that_are_tested():
    house = ast.parse((ROOT / "tests/test_house.py").read_text(encoding="utf-8"))
    layers = next(
        ast.literal_eval(node.value)
        for node in house.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "LAYERS"
    )
    rows = table(read("design/001-outcomes-and-keys-are-data.md"), "row")
    named = [set(re.findall(r"`(\w+)`", row[1])) for row in rows]

    assert named == [kept for layer in layers if (kept := layer - {"__init__", "__main__"})]


def test_a_word_of_the_glossary_has_one_meaning():
    words = [row[0].strip("*") for row in table(read("glossary.md"), "word")]

    assert words == sorted(set(words))


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_pages_name_only_commands_that_exist(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\$ |/)grader ([a-z]+)", text, re.MULTILINE)

    assert set(named) <= set(COMMANDS)


def test_the_commands_of_the_release_are_all_there_are():
    named = re.findall(r"`grader ([a-z]+)", section("why.md", "What is not there yet"))

    assert set(named) == set(COMMANDS)


def anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_links_lead_somewhere(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", WRITTEN, ids=label)
def test_a_line_holds_one_sentence(page):
    for line in FENCE.sub("", page.read_text(encoding="utf-8")).splitlines():
        if not line.startswith(("|", ">", "- **")) and not re.match(r"[0-9]+\. ", line):
            assert not re.search(r"[a-z`)*]\. [A-Z`]", line), line
