"""`grader ci` by a bundle: what a student's own repository runs, where no answer may be."""

import json
import shutil

import pytest
from readers import junit, summary, workflow

from grader.cli import run

HEAD = "{id: tiny, title: Tiny, module: hw, problems: [p.yaml]}\n"
PROBLEM = """\
id: 1
title: Sums
parts:
  - id: a
    title: A sum
    prompt: Add 2 and 3.
    points: 2
    answer: {name: total, kind: number}
    oracle: 2 + 3
  - id: b
    title: Twice
    prompt: Double it.
    points: 3
    check: public
    answer: {name: double, kind: function, arguments: {x: "integers(1, 9, 3)"}}
    oracle: 2 * x
  - id: c
    title: A difference
    prompt: Subtract 2 from 3.
    points: 5
    answer: {name: difference, kind: number}
    oracle: 3 - 2
"""

HALF = "total = 4\n\n\ndef double(x):\n    return x + 100\n"
"""One ready though wrong, one that fails wherever it is looked at, one missing."""

WHOLE = "total = 5\ndifference = 1\n\n\ndef double(x):\n    return 2 * x\n"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "assignment.yaml").write_text(HEAD)
    (folder / "p.yaml").write_text(PROBLEM)
    out = tmp_path_factory.mktemp("handout")
    assert run(["handout", str(folder), "-o", str(out)]) == 0
    (found,) = out.glob("*.bundle")
    return found


@pytest.fixture
def repository(tmp_path, bundle, monkeypatch):
    """Make a student's repository with the bundle in it, and go there."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "CI", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(name, raising=False)

    def make(source):
        made = tmp_path / "repository"
        (made / ".grader").mkdir(parents=True)
        (made / "hw.py").write_text(source)
        shutil.copy(bundle, made / ".grader")
        monkeypatch.chdir(made)
        return made

    return make


@pytest.mark.sandbox
def test_a_push_is_checked_without_a_mark_anywhere(repository, tmp_path, monkeypatch, capsys):
    here = repository(HALF)
    told = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": here, "GITHUB_OUTPUT": tmp_path / "out"}
    for name, value in {**told, "GITHUB_STEP_SUMMARY": tmp_path / "summary.md"}.items():
        monkeypatch.setenv(name, str(value))

    code = run(["ci", "--student", "mia", "-o", str(tmp_path / "report")])

    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    wrong, missing, total = workflow.annotations(printed.out)
    assert wrong.properties == {
        "file": "hw.py",
        "line": "4",
        "endLine": "5",
        "title": "1 (b) Twice: fails a public case, 3 points",
    }
    assert missing.properties["title"] == "1 (c) A difference: missing, 5 points"
    assert total.data.startswith("1 of 3 parts are ready.")
    assert "Ready does not mean full marks." in total.data
    text = summary.read((tmp_path / "summary.md").read_text(encoding="utf-8"))[1]
    assert "1 (a) A sum\nready\n2 points" in text
    assert "full marks" in text
    outputs = dict(each.split("=", 1) for each in (tmp_path / "out").read_text().splitlines())
    assert (outputs["status"], outputs["score"], outputs["max-score"]) == ("checked", "", "")


@pytest.mark.sandbox
def test_what_is_ready_passes_and_has_no_score(repository, tmp_path, capsys):
    repository(HALF)

    assert run(["ci", "-o", str(tmp_path / "report")]) == 0

    assert "withheld" not in capsys.readouterr().out
    properties, cases = junit.read((tmp_path / "report" / "junit.xml").read_text(encoding="utf-8"))
    assert [outcome for _, outcome, _ in cases] == ["", "failure", "failure"]
    assert not any(name.startswith("score") for name in properties)
    parts = json.loads((tmp_path / "report" / "check.json").read_bytes())["parts"]
    assert [each["standing"] for each in parts] == ["ready", "failing", "missing"]
    assert not (tmp_path / "report" / "report.json").exists()


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("source", "arguments", "code"),
    [
        (HALF, ["--fail-on", "wrong"], 1),
        (HALF, ["--fail-under", "20"], 0),
        (HALF, ["--fail-under", "21"], 1),
        (WHOLE, ["--fail-under", "100", "--fail-on", "wrong"], 0),
    ],
    ids=["wrong", "enough", "too little", "all ready"],
)
def test_the_exit_code_counts_the_points_that_are_ready(
    repository, tmp_path, source, arguments, code
):
    repository(source)

    assert run(["ci", "-o", str(tmp_path / "report"), *arguments]) == code


@pytest.mark.sandbox
def test_a_file_may_be_named_and_a_bundle_too(bundle, tmp_path, monkeypatch, capsys):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "hw.py").write_text(WHOLE)
    monkeypatch.chdir(tmp_path)

    code = run(["ci", "elsewhere/hw.py", "--bundle", str(bundle), "-o", "report"])

    assert code == 0
    assert "3 of 3 parts are ready." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--write", "gradescope"], "--write gradescope: wanted marks, found a check"),
        (["--bundle", "x", "--assignment", "y"], "wanted --assignment or --bundle, found both"),
        ([], "found none"),
        (["--bundle", "absent.bundle"], "absent.bundle: wanted a bundle"),
    ],
)
def test_a_mistake_of_the_callers_is_one_sentence(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert run(["ci", *arguments]) == 2

    printed = capsys.readouterr().err
    assert said in printed
    assert printed.count("\n") == 1
