"""`grader ci` on a repository, as each service runs it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from readers import gitlab, junit, results, summary, workflow

from grader.cli import run
from grader.report_json import load_report

ROOT = Path(__file__).parent.parent
ASSIGNMENT = ROOT / "problems" / "dsga1008-hw2"
COHORT = ROOT / "submissions" / "dsga1008-hw2"


@pytest.fixture
def job(tmp_path, monkeypatch, capsys):
    """Run `grader ci` in a student's repository; gives the exit code and what was printed."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "CI", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(name, raising=False)

    def start(student, *arguments, **environment):
        repository = tmp_path / "repository"
        shutil.copytree(COHORT / student, repository)
        monkeypatch.chdir(repository)
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        code = run(["ci", "--assignment", str(ASSIGNMENT), "-o", str(tmp_path / "out"), *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return start


@pytest.mark.sandbox
def test_github_gets_annotations_a_summary_and_outputs(job, tmp_path):
    code, out, err = job(
        "tess",
        *("--student", "tess", "--write", "github-classroom"),
        GITHUB_ACTIONS="true",
        GITHUB_WORKSPACE=tmp_path / "repository",
        GITHUB_STEP_SUMMARY=tmp_path / "summary.md",
        GITHUB_OUTPUT=tmp_path / "output",
    )

    report = load_report((tmp_path / "out" / "report.json").read_bytes())
    assert (code, err) == (0, "")
    assert report.student == "tess"
    assert report.earned < report.points, "the student is wrong somewhere, or this says nothing"
    found = workflow.annotations(out)
    assert {each.properties.get("file") for each in found} == {"hw2.py", None}
    assert found[-1].data == f"{report.earned:g} of {report.points:g} points"
    text = summary.read((tmp_path / "summary.md").read_text(encoding="utf-8"))[1]
    assert f"{report.earned:g} of {report.points:g} points" in text
    lines = (tmp_path / "output").read_text(encoding="utf-8").splitlines()
    outputs = dict(each.split("=", 1) for each in lines)
    assert (outputs["score"], outputs["status"]) == (f"{report.earned:g}", "marked")
    assert results.github_classroom(outputs["result"]).max_score == report.points
    assert Path(outputs["report"]).read_bytes().startswith(b"<!doctype html>")


@pytest.mark.sandbox
def test_gitlab_gets_sections_and_code_quality(job, tmp_path):
    code, out, _ = job("tess", GITLAB_CI="true", CI_PROJECT_DIR=tmp_path / "repository")

    quality = (tmp_path / "out" / "gl-code-quality-report.json").read_text(encoding="utf-8")
    assert code == 0
    assert gitlab.sections(out)
    assert gitlab.code_quality(quality)
    assert junit.read((tmp_path / "out" / "junit.xml").read_text(encoding="utf-8"))


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("student", "arguments", "code"),
    [
        ("amara", ["--fail-under", "100", "--fail-on", "wrong"], 0),
        ("tess", ["--fail-on", "wrong"], 1),
        ("tess", ["--fail-under", "100"], 1),
        ("tess", ["--fail-under", "1"], 0),
    ],
)
def test_the_exit_code_says_what_was_asked_for(job, student, arguments, code):
    assert job(student, *arguments)[0] == code


@pytest.mark.sandbox
def test_autolab_is_the_last_line_and_the_files_asked_for_are_written(job, tmp_path):
    there = tmp_path / "results" / "results.json"

    code, out, _ = job(
        "tess",
        *("--write", "autolab", "--write", f"gradescope={there}", "--write", "prairielearn"),
    )

    report = load_report((tmp_path / "out" / "report.json").read_bytes())
    assert code == 0
    assert sum(results.autolab(out).scores.values()) == pytest.approx(report.earned)
    assert results.gradescope(there.read_text(encoding="utf-8")).score == report.earned
    prairielearn = (tmp_path / "out" / "prairielearn.json").read_text(encoding="utf-8")
    assert results.prairielearn(prairielearn).gradable


@pytest.mark.sandbox
def test_classroom50_takes_the_date_of_the_commit(job, tmp_path, monkeypatch):
    facts = {
        "CLASSROOM": "dl",
        "ASSIGNMENT": "hw2",
        "ASSIGNMENT_TYPE": "individual",
        "OWNER": "amara",
        "SUBMISSION_TAG": "submit/1",
        **dict.fromkeys(("COMMIT_URL", "RELEASE_URL", "REVIEW_URL"), "https://git.example"),
    }
    source = tmp_path / "amara"
    shutil.copytree(COHORT / "amara", source)
    when = {"GIT_AUTHOR_DATE": "@1700000000 +0000", "GIT_COMMITTER_DATE": "@1700000000 +0000"}
    for name, value in {**facts, **when, "GIT_CONFIG_GLOBAL": "/dev/null"}.items():
        monkeypatch.setenv(name, value)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "-qm", "hw2"],
    ):
        subprocess.run(["git", "-C", str(source), *command], check=True)  # noqa: S603, S607 - ours

    code, _, err = job(source, "--write", "classroom50")

    text = (tmp_path / "out" / "classroom50.json").read_text(encoding="utf-8")
    assert (code, err) == (0, "")
    assert results.classroom50(text).datetime == "2023-11-14T22:13:20Z"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--write", "nonsense"], "--write: wanted junit, "),
        (["absent.py", "--assignment", str(ASSIGNMENT)], "absent.py: wanted what was handed in"),
        (["--assignment", "absent"], "absent"),
        (
            ["-o", "link", "--assignment", str(ASSIGNMENT)],
            "link: wanted a folder of files to write to, found a link",
        ),
    ],
)
def test_a_mistake_of_the_callers_is_one_sentence(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path.parent)

    code = run(["ci", *arguments])

    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert said in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("name", ["##[set-output name=score;]15", "::error::15 of 15", "%s"])
@pytest.mark.parametrize("debug", ["", "1"])
def test_no_name_in_an_error_is_a_command(name, debug, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GRADER_DEBUG", debug)
    (tmp_path / ".grader").mkdir()
    for each in (name, "b"):
        (tmp_path / ".grader" / f"{each}.bundle").touch()
    (tmp_path / name).symlink_to(tmp_path)

    for arguments in (
        ["ci"],
        ["ci", "--assignment", str(ASSIGNMENT), "--", f"{name}nothere.py"],
        ["ci", "--assignment", str(ASSIGNMENT), "--", name * 500],
        ["ci", "--assignment", name * 500],
        ["ci", "--assignment", str(ASSIGNMENT), "-o", name],
        ["ci", "--write", name],
        [name],
    ):
        assert run(arguments) == 2

    said = capsys.readouterr().err
    assert said.count("15") >= 6 or name == "%s"
    assert workflow.obeyed(said) == []


@pytest.mark.parametrize("place", ["out", "out/.report.html.draft", "deep"])
def test_nothing_is_written_through_a_link_of_the_repository(place, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    secret = tmp_path / "secret"
    secret.mkdir()
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).symlink_to(secret)
    out = "deep/er" if place == "deep" else "out"

    assert run(["ci", str(COHORT / "amara"), "--assignment", str(ASSIGNMENT), "-o", out]) == 2

    assert f"{place}: wanted a folder of files to write to" in capsys.readouterr().err
    assert not list(secret.iterdir())
