"""`grader ci` on a repository, as each service runs it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from readers import gitlab, junit, results, summary, workflow

from grader.ci.source import name_student
from grader.cli import run
from grader.report_json import load_report
from grader.submission.load import find_submissions

ROOT = Path(__file__).parent.parent
ASSIGNMENT = ROOT / "problems" / "dsga1008-hw2"
COHORT = ROOT / "submissions" / "dsga1008-hw2"
MARKED = ["--assignment", str(ASSIGNMENT)]


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

    later = {**os.environ, "GIT_COMMITTER_DATE": "@1700000060 +0000"}
    empty = ["-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "--allow-empty"]
    command = ["git", "-C", str(source), *empty, "-qm", "hand in"]
    subprocess.run(command, check=True, env=later)  # noqa: S603 - ours

    code, _, err = job(source, "--write", "classroom50")

    text = (tmp_path / "out" / "classroom50.json").read_text(encoding="utf-8")
    assert (code, err) == (0, "")
    assert results.classroom50(text).datetime == "2023-11-14T22:14:20Z", "not what is checked out"


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
        (["--write", "junit=."], "--write junit: wanted the name of a file, found '.'"),
        (["--write", "junit=a/.."], "--write junit: wanted the name of a file, found 'a/..'"),
        (["--write", "junit=folder"], "folder: wanted to write this file, found a folder"),
        (
            [*MARKED, "--write", "autolab=x", "--write", "gradescope=./x"],
            "--write gradescope: wanted a file of its own, found x, which autolab is written to",
        ),
        (
            ["--write", "junit=grader-report/report.json"],
            "found grader-report/report.json, which the report is written to",
        ),
        ([*MARKED, "--write", "classroom50"], "classroom50: wanted CLASSROOM, "),
        (["--fail-under", "nan"], "wanted a percentage from 0 to 100, found nan"),
        (["--fail-under", "inf"], "inf is not in the range 0<=x<=100"),
    ],
)
def test_a_mistake_of_the_callers_is_one_sentence(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path.parent)
    (tmp_path / "folder").mkdir()

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


@pytest.mark.parametrize("place", ["out", "deep"])
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


NAMES = ("report.html", "report.json", "check.json", "junit.xml", "gradescope.json")


@pytest.mark.parametrize("is_link", [False, True])
def test_a_run_that_fails_leaves_no_older_result(is_link, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    kept = [tmp_path / "elsewhere", tmp_path / "out" / "notes.json", tmp_path / "out" / "link"]
    (tmp_path / "out").mkdir()
    kept[0].write_text("15 of 15")
    kept[1].write_text("theirs")
    kept[2].symlink_to(kept[0])
    for name in [*NAMES, ".report.html.draft", ".gradescope.json.draft"]:
        place = tmp_path / "out" / name
        place.symlink_to(kept[0]) if is_link else place.write_text("15 of 15")

    code = run(["ci", "--assignment", "absent", "-o", "out", "--write", "gradescope"])

    assert (code, capsys.readouterr().err.count("absent")) == (2, 1)
    assert sorted((tmp_path / "out").iterdir()) == sorted(kept[1:])
    assert kept[2].read_text() == "15 of 15"


@pytest.mark.sandbox
def test_a_link_by_the_name_of_a_result_is_replaced(job, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("kept")
    (tmp_path / "out").mkdir()
    for name in ["report.html", ".report.html.draft", "junit.xml", "other"]:
        (tmp_path / "out" / name).symlink_to(secret)

    assert job("amara")[0] == 0

    assert secret.read_text() == "kept"
    assert not (tmp_path / "out" / "report.html").is_symlink()
    assert (tmp_path / "out" / "other").is_symlink()


HEAD = "{id: tiny, title: Tiny, module: hw, problems: [p.yaml]}\n"
SUMS = """\
id: 1
title: Sums
parts:
  - id: a
    title: A sum
    prompt: Add 2 and 3.
    points: 0.57
    answer: {name: total, kind: number}
    oracle: 2 + 3
  - id: b
    title: A difference
    prompt: Subtract 2 from 3.
    points: 0.43
    answer: {name: difference, kind: number}
    oracle: 3 - 2
"""


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """Make a homework of two numbers, and go to a folder that answers the first."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    made = tmp_path / "tiny"
    made.mkdir()
    (made / "assignment.yaml").write_text(HEAD)
    (made / "p.yaml").write_text(SUMS)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "hw.py").write_text("total = 5\n")
    monkeypatch.chdir(tmp_path / "here")
    return made


@pytest.mark.sandbox
@pytest.mark.parametrize(("least", "code"), [("57", 0), ("57.000001", 1)])
def test_the_threshold_itself_is_enough(tiny, least, code):
    assert 100 * 0.57 < 57, "or this says nothing"

    assert run(["ci", "--assignment", str(tiny), "--fail-under", least]) == code


@pytest.mark.sandbox
def test_no_digit_of_a_score_is_lost(tiny, tmp_path, monkeypatch):
    (tiny / "p.yaml").write_text(SUMS.replace("0.57", "12345.67"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))

    assert run(["ci", "--assignment", str(tiny)]) == 0

    lines = (tmp_path / "output").read_text(encoding="utf-8").splitlines()
    outputs = dict(each.split("=", 1) for each in lines)
    assert (outputs["score"], outputs["max-score"]) == ("12345.67", "12346.1")
    properties, _ = junit.read(Path("grader-report/junit.xml").read_text(encoding="utf-8"))
    assert (properties["score"], properties["max-score"]) == ("12345.67", "12346.1")


@pytest.mark.sandbox
@pytest.mark.parametrize("arguments", [["bad\udcff"], ["hw.py", "--student", "bad\udcff"]])
def test_a_name_that_is_no_utf_8_is_written_visibly(tiny, arguments):
    Path("bad\udcff").mkdir()
    Path("bad\udcff", "hw.py").write_text("total = 5\n")

    assert run(["ci", *arguments, "--assignment", str(tiny)]) == 0

    assert load_report(Path("grader-report/report.json").read_bytes()).student == "bad\\xff"


@pytest.mark.parametrize(
    "name", ["jane.doe/", "j.tar.gz", "j.zip", "jane.doe.py", "j.k.ipynb", "a.zip/", "j\udcff/"]
)
def test_a_student_is_called_as_where_a_class_is_marked(name, tmp_path):
    path = tmp_path / name
    path.mkdir() if name.endswith("/") else path.touch()
    (found,) = find_submissions(tmp_path)

    assert name_student(path) == found.student
