"""The action and the templates: read as YAML, and their shell steps run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from doc_pages import read, section, table
from readers import gitlab, workflow

from grader.ci.files import FORMATS
from grader.cli import run

ROOT = Path(__file__).parent.parent
HOMEWORK = ROOT / "problems" / "dsga1008-hw2"
COHORT = ROOT / "submissions" / "dsga1008-hw2"
TEMPLATES = ROOT / "grader" / "ci" / "templates"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]


def find_step(name):
    return next(step for step in STEPS if step.get("name") == name)


def run_bash(script, cwd, **environment):
    """Run a step as a runner does: `bash -eo pipefail`."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env=bare | {name: str(value) for name, value in environment.items()},
        capture_output=True,
        check=False,
        timeout=120,
    )
    # As bytes until here: a carriage return of a log is not the end of a line.
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_action_is_composite_and_every_output_comes_from_its_step():
    assert ACTION["runs"]["using"] == "composite"
    for name, output in ACTION["outputs"].items():
        assert output["value"] == f"${{{{ steps.grade.outputs.{name} }}}}"


def test_no_input_is_written_into_a_script():
    for step in STEPS:
        assert "${{" not in step.get("run", "")


def test_every_input_is_used_and_explained():
    rows = table(section("ci.md", "GitHub Actions"), "input")

    used = str(STEPS)
    assert {row[0].strip("`") for row in rows} == set(ACTION["inputs"])
    assert all(f"inputs.{name} " in used for name in ACTION["inputs"])


@pytest.mark.parametrize("torch", ["true", "false"])
def test_torch_is_installed_only_when_it_is_asked_for(tmp_path, torch):
    shim = tmp_path / "python"
    shim.write_text(
        '#!/bin/sh\necho "$*" >> "$LOG"\n'
        'if [ "$3" = venv ]; then mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; fi\n'
    )
    shim.chmod(0o755)
    log = tmp_path / "log"

    code, _, err = run_bash(
        find_step("Install the grader")["run"],
        tmp_path,
        PATH=f"{tmp_path}:{os.environ['PATH']}",
        RUNNER_TEMP=tmp_path,
        ACTION="/action",
        TORCH=torch,
        LOG=log,
    )

    assert code == 0, err
    assert log.read_text().split()[-1] == ("/action[oracle]" if torch == "true" else "/action")


@pytest.fixture
def hostile(tmp_path):
    """Make a repository whose modules are called like Python's own, and say so when they run."""
    made = tmp_path / "hostile"
    made.mkdir()
    for name in ("venv", "pip", "logging", "ensurepip", "grader", "click"):
        (made / f"{name}.py").write_text("import os\nos.system('touch \"$RAN\"')\n")
    return made


def test_installing_runs_no_file_of_the_students(tmp_path, hostile):
    code, _, err = run_bash(
        find_step("Install the grader")["run"],
        hostile,
        PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        RUNNER_TEMP=tmp_path,
        ACTION=tmp_path / "absent",  # pip starts, and then finds nothing to install
        TORCH="false",
        PIP_NO_INDEX=1,
        RAN=tmp_path / "ran",
    )

    assert not (tmp_path / "ran").exists()
    assert (tmp_path / "grader" / "bin" / "python").exists()
    assert code != 0
    assert "absent" in err


def test_the_gitlab_job_installs_without_a_file_of_the_students(tmp_path, hostile):
    job = yaml.safe_load((TEMPLATES / "gitlab-ci.yml").read_text(encoding="utf-8"))["grader"]

    code, _, err = run_bash(
        job["script"][0],
        hostile,
        PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        GRADER=(tmp_path / "absent").as_uri(),
        PIP_NO_INDEX=1,
        RAN=tmp_path / "ran",
    )

    assert not (tmp_path / "ran").exists()
    assert code != 0
    assert "absent" in err


@pytest.mark.sandbox
@pytest.mark.parametrize(("fail_under", "code"), [("", 0), ("95", 1)])
def test_the_step_of_the_action_checks_and_speaks_to_its_job(tmp_path, fail_under, code):
    binary = tmp_path / "grader" / "bin"
    binary.mkdir(parents=True)
    (binary / "grader").symlink_to(Path(sys.executable).with_name("grader"))
    repository = tmp_path / "repository"
    shutil.copytree(COHORT / "petra", repository)

    found, out, err = run_bash(
        find_step("Check the submission")["run"],
        repository,
        RUNNER_TEMP=tmp_path,
        GITHUB_ACTIONS="true",
        GITHUB_WORKSPACE=repository,
        GITHUB_OUTPUT=tmp_path / "output",
        FILE=".",
        BUNDLE="",
        ASSIGNMENT=HOMEWORK,
        FAIL_UNDER=fail_under,
        FAIL_ON="",
        STUDENT="",
        ISOLATION="",
        WRITE="github-classroom junit",
    )

    assert found == code, err
    assert workflow.annotations(out)
    outputs = (tmp_path / "output").read_text(encoding="utf-8")
    given = {each.partition("=")[0] for each in outputs.splitlines()}
    assert given == set(ACTION["outputs"])
    assert (tmp_path / "grader-report" / "report.html").is_file()


def test_every_input_is_one_argument_whatever_stands_in_it(tmp_path):
    binary = tmp_path / "grader" / "bin"
    binary.mkdir(parents=True)
    (binary / "grader").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (binary / "grader").chmod(0o755)
    odd = "$(touch ran) \"; touch ran; * '"
    names = ("FILE", "BUNDLE", "ASSIGNMENT", "FAIL_UNDER", "FAIL_ON", "STUDENT", "ISOLATION")

    code, out, err = run_bash(
        find_step("Check the submission")["run"],
        tmp_path,
        RUNNER_TEMP=tmp_path,
        WRITE="junit *",
        **{name: f"{name} {odd}" for name in names},
    )

    assert (code, err) == (0, "")
    command, *given = out.splitlines()
    assert command == "ci"
    assert given[-2:] == ["--", f"FILE {odd}"]
    options = dict(zip(given[0:-2:2], given[1:-2:2], strict=True))
    del options["--out"]
    assert options.pop("--write") == "*", "a file of the student's stands for it"
    assert options == {f"--{name.lower().replace('_', '-')}": f"{name} {odd}" for name in names[1:]}
    assert not (tmp_path / "ran").exists()


def test_the_templates_on_the_page_are_those_of_the_package():
    names = {path.name for path in TEMPLATES.iterdir()}

    assert names == {"github-workflow.yml", "gitlab-ci.yml"}
    for name in names:
        assert (ROOT / "docs" / "ci" / name).read_bytes() == (TEMPLATES / name).read_bytes()


def test_the_workflow_may_only_read_and_uses_inputs_that_exist():
    text = (TEMPLATES / "github-workflow.yml").read_text(encoding="utf-8")
    parsed = yaml.safe_load(text)

    assert parsed["permissions"] == {"contents": "read"}
    (job,) = parsed["jobs"].values()
    assert set(job["steps"][-1]["with"]) <= set(ACTION["inputs"])
    assert "secrets." not in text
    assert "assignment" not in job["steps"][-1]["with"]


@pytest.mark.sandbox
def test_the_script_of_the_gitlab_job_leaves_the_files_that_it_reports(tmp_path):
    job = yaml.safe_load((TEMPLATES / "gitlab-ci.yml").read_text(encoding="utf-8"))["grader"]
    repository = tmp_path / "repository"
    shutil.copytree(COHORT / "finn", repository)
    install, check = job["script"]
    assert install.startswith("python -I -m pip install ")
    assert run(["handout", str(HOMEWORK), "-o", str(tmp_path / "handout")]) == 0
    (bundle,) = (tmp_path / "handout").glob("*.bundle")
    (repository / ".grader").mkdir()
    shutil.copy(bundle, repository / ".grader")

    code, out, err = run_bash(
        check,
        repository,
        PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        GITLAB_CI="true",
        CI_PROJECT_DIR=repository,
    )

    assert code == 0, err
    assert gitlab.sections(out)
    for report in job["artifacts"]["reports"].values():
        assert (repository / report).is_file()


def test_every_format_is_explained():
    rows = table(section("ci.md", "Result files"), "format")

    assert [row[0].strip("`") for row in rows] == list(FORMATS)


def test_the_page_says_that_a_workflow_students_can_edit_holds_no_answer():
    rows = {row[0]: row[2] for row in table(read("ci.md"), "place")}

    assert rows["a workflow in a student's repository"] == "no answer"
