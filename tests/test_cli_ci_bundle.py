"""`grader ci` by a bundle: what a student's own repository runs, where no answer may be."""

import json
import shutil
from pathlib import Path

import pytest
from readers import junit, summary, workflow

from grader.cli import run

ROOT = Path(__file__).parent.parent
COHORT = ROOT / "submissions" / "dsga1008-hw2"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    out = tmp_path_factory.mktemp("handout")
    assert run(["handout", str(ROOT / "problems" / "dsga1008-hw2"), "-o", str(out)]) == 0
    (found,) = out.glob("*.bundle")
    return found


@pytest.fixture
def repository(tmp_path, bundle, monkeypatch):
    """Make a student's repository with the bundle in it, and go there."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "CI", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(name, raising=False)

    def make(student):
        made = tmp_path / "repository"
        shutil.copytree(COHORT / student, made)
        (made / ".grader").mkdir()
        shutil.copy(bundle, made / ".grader")
        monkeypatch.chdir(made)
        return made

    return make


@pytest.mark.sandbox
def test_a_push_is_checked_without_a_mark_anywhere(repository, tmp_path, monkeypatch, capsys):
    here = repository("petra")
    told = {"GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": here, "GITHUB_OUTPUT": tmp_path / "out"}
    for name, value in {**told, "GITHUB_STEP_SUMMARY": tmp_path / "summary.md"}.items():
        monkeypatch.setenv(name, str(value))

    code = run(["ci", "--student", "petra", "-o", str(tmp_path / "report")])

    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    found = workflow.annotations(printed.out)
    assert found[0].properties["file"] == "hw2.py"
    assert found[0].properties["title"].startswith("1.2 (b) Pooling formulas, lp_pool: fails a ")
    assert "7 of 8 parts are ready." in found[-1].data
    assert "Ready does not mean full marks." in found[-1].data
    text = summary.read((tmp_path / "summary.md").read_text(encoding="utf-8"))[1]
    assert "1.1 (a) Output shape\nready" in text
    assert "full marks" in text
    outputs = dict(each.split("=", 1) for each in (tmp_path / "out").read_text().splitlines())
    assert (outputs["status"], outputs["score"]) == ("checked", "")


@pytest.mark.sandbox
def test_what_is_ready_passes_and_has_no_score(repository, tmp_path, capsys):
    repository("petra")

    assert run(["ci", "-o", str(tmp_path / "report")]) == 0

    assert "withheld" not in capsys.readouterr().out
    properties, cases = junit.read((tmp_path / "report" / "junit.xml").read_text(encoding="utf-8"))
    assert [outcome for _, outcome, _ in cases].count("failure") == 1
    assert {outcome for _, outcome, _ in cases} == {"", "failure"}
    assert not any(name.startswith("score") for name in properties)
    standings = json.loads((tmp_path / "report" / "check.json").read_bytes())["parts"]
    assert [each["standing"] for each in standings].count("ready") == 7
    assert not (tmp_path / "report" / "report.json").exists()


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("student", "arguments", "code"),
    [
        ("petra", ["--fail-on", "wrong"], 1),
        ("petra", ["--fail-under", "80"], 0),
        ("petra", ["--fail-under", "81"], 1),
        ("amara", ["--fail-under", "100", "--fail-on", "wrong"], 0),
        ("xenia", ["--fail-under", "1"], 1),
    ],
)
def test_the_exit_code_counts_the_points_that_are_ready(
    repository, tmp_path, student, arguments, code
):
    repository(student)

    assert run(["ci", "-o", str(tmp_path / "report"), *arguments]) == code


@pytest.mark.sandbox
def test_a_file_may_be_named_and_a_bundle_too(bundle, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = COHORT / "petra" / "hw2.py"

    code = run(["ci", str(file), "--bundle", str(bundle), "-o", str(tmp_path / "report")])

    assert code == 0
    assert "7 of 8 parts are ready." in capsys.readouterr().out


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
