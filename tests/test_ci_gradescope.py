"""The autograder zip, laid out and run as Gradescope does it, below a folder of our own."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from readers import results

from grader.ci.autograder import load_settings
from grader.cli import run
from grader.errors import UsageError

ROOT = Path(__file__).parent.parent
HOMEWORK = ROOT / "problems" / "dsga1008-hw2"
COHORT = ROOT / "submissions" / "dsga1008-hw2"

TINY = """\
id: 1
title: Sums
parts:
  - id: a
    title: A sum
    prompt: Add 2 and 3.
    points: 2
    answer: {name: total, kind: number}
    oracle: 2 + 3
"""


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    zipped = tmp_path_factory.mktemp("packed") / "autograder.zip"
    assert run(["package", "gradescope", str(HOMEWORK), "-o", str(zipped), "--at-most", "2"]) == 0
    return zipped


@pytest.fixture
def tiny(tmp_path):
    """A homework of one number, which needs no torch to be marked."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    head = "{id: tiny, title: Tiny, module: hw, problems: [p.yaml]}\n"
    (folder / "assignment.yaml").write_text(head)
    (folder / "p.yaml").write_text(TINY)
    return folder


def lay_out(zipped, root):
    """Unpack to `source` with its modes, and copy `run_autograder` up, as the platform does."""
    source = root / "source"
    with zipfile.ZipFile(zipped) as archive:
        for entry in archive.infolist():
            target = Path(archive.extract(entry, source))
            target.chmod(stat.S_IMODE(entry.external_attr >> 16))
    shutil.copy2(source / "run_autograder", root / "run_autograder")
    for name in ("submission", "results"):
        (root / name).mkdir()
    return root


def hand_in(root, folder, **metadata):
    shutil.rmtree(root / "submission")
    shutil.copytree(folder, root / "submission")
    facts = {
        "id": 123456,
        "created_at": "2026-03-01T12:00:00.000000-05:00",
        "assignment": {"title": "Homework 2", "total_points": "15.0"},
        "submission_method": "upload",
        "users": [{"email": "mia@school.example", "id": 1, "name": "Mia"}],
        "previous_submissions": [],
        **metadata,
    }
    (root / "submission_metadata.json").write_text(json.dumps(facts))


def start(root):
    """Run it with the working directory and the file modes of the platform."""
    return subprocess.run(  # noqa: S603 - the script under test
        [str(root / "run_autograder")],
        cwd=root,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(root),
            "AUTOGRADER_ROOT": str(root),
            "AUTOGRADER_PYTHON": sys.executable,
        },
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )


def read_results(root):
    text = (root / "results" / "results.json").read_text(encoding="utf-8")
    return text, results.gradescope(text)


def test_the_scripts_stand_at_the_root_and_can_be_run(packed):
    with zipfile.ZipFile(packed) as archive:
        for name in ("setup.sh", "run_autograder"):
            assert stat.S_IMODE(archive.getinfo(name).external_attr >> 16) == 0o755
            assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
        assert {"answer.key", "assignment/assignment.yaml"} <= set(archive.namelist())
        assert re.fullmatch(rb"torch==[0-9.]+\n", archive.read("requirements.txt")), "not on PyPI"


@pytest.mark.sandbox
def test_a_submission_is_marked_as_the_platform_runs_it(packed, tmp_path):
    root = lay_out(packed, tmp_path)
    hand_in(root, COHORT / "tess")

    done = start(root)

    assert (done.returncode, done.stderr) == (0, "")
    text, found = read_results(root)
    assert found.score == 10.67
    assert found.output.startswith("2 submissions are marked in 24 hours. 1 more is left.")
    assert [test.number for test in found.tests if test.status == "failed"] == [
        *("1.1 (a)", "1.1 (b)", "1.2 (a)", "1.2 (b)"),
    ]
    assert "\x1b" not in text
    assert stat.S_IMODE((root / "source").stat().st_mode) & 0o007 == 0


@pytest.mark.sandbox
def test_one_submission_too_many_keeps_the_results_before_it(packed, tmp_path):
    root = lay_out(packed, tmp_path)
    counted = ["2026-03-01T11:00:00-05:00", "2026-03-01T11:30:00-05:00"]
    before = {
        "score": 3.0,
        "output": "3 of 15 points",
        "tests": [],
        "extra_data": {"counted": counted},
    }
    earlier = [
        {"submission_time": when, "score": "3.0", "autograder_error": False} for when in counted
    ]
    earlier[-1]["results"] = before
    hand_in(root, COHORT / "amara", previous_submissions=earlier)

    done = start(root)

    assert done.returncode == 0
    _, found = read_results(root)
    assert found.score == 3
    assert found.output.startswith("This submission was not marked.")
    assert found.output.endswith("3 of 15 points")


THIEF = """\
import os
root = {root!r}
found = []
for name in ("source/answer.key", "source/assignment/p.yaml", "results", "source"):
    try:
        path = os.path.join(root, name)
        found.append(str(os.listdir(path) if os.path.isdir(path) else open(path, "rb").read()))
    except OSError:
        pass
print("stolen:", len(found))
total = 5 if found else 4
"""


@pytest.mark.sandbox
def test_students_code_sees_neither_the_answers_nor_the_results(tiny, tmp_path):
    zipped = tmp_path / "tiny.zip"
    assert run(["package", "gradescope", str(tiny), "-o", str(zipped), "--no-torch"]) == 0
    root = lay_out(zipped, tmp_path / "autograder")
    folder = tmp_path / "thief"
    folder.mkdir()
    (folder / "hw.py").write_text(THIEF.format(root=str(root)))
    hand_in(root, folder)

    done = start(root)

    assert done.returncode == 0, done.stderr
    _, found = read_results(root)
    assert "stolen: 0" in found.output
    assert found.score == 0


@pytest.mark.sandbox
def test_without_torch_a_right_answer_earns_its_points(tiny, tmp_path):
    zipped = tmp_path / "tiny.zip"
    assert run(["package", "gradescope", str(tiny), "-o", str(zipped), "--no-torch"]) == 0
    root = lay_out(zipped, tmp_path / "autograder")
    folder = tmp_path / "mia"
    folder.mkdir()
    (folder / "hw.py").write_text("total = 5\n")
    hand_in(root, folder)

    done = start(root)

    assert done.returncode == 0, done.stderr
    assert read_results(root)[1].score == 2
    assert (root / "source" / "requirements.txt").read_text() == ""


HEAD = "{id: tiny, title: Tiny, module: hw, problems: [p.yaml]}"
CALLED = """\
id: 1
title: Sums
parts:
  - id: a
    title: A sum
    prompt: Add up.
    points: 2
    answer:
      name: total
      kind: function
      arguments: {x: "normal(3)"}
      arrays: ARRAYS
    oracle: sum(x)
"""


@pytest.mark.parametrize(
    ("head", "problem", "code"),
    [
        pytest.param(HEAD, TINY, 0, id="a number"),
        pytest.param(HEAD, CALLED.replace("ARRAYS", "numpy"), 0, id="called with arrays"),
        pytest.param(HEAD, CALLED.replace("ARRAYS", "torch"), 2, id="called with tensors"),
        pytest.param(
            HEAD.replace("}", ", variant: student}"), TINY, 2, id="cases of each student's own"
        ),
    ],
)
def test_only_what_needs_no_torch_is_packed_without(tiny, tmp_path, capsys, head, problem, code):
    (tiny / "assignment.yaml").write_text(f"{head}\n")
    (tiny / "p.yaml").write_text(problem)
    zipped = tmp_path / "a.zip"

    assert run(["package", "gradescope", str(tiny), "-o", str(zipped), "--no-torch"]) == code

    assert zipped.exists() is (code == 0)
    assert ("can be marked without torch, found 1.a " in capsys.readouterr().err) is (code == 2)


def test_follow_through_and_claims_are_named_as_the_reason(capsys, tmp_path):
    code = run(
        ["package", "gradescope", str(HOMEWORK), "-o", str(tmp_path / "a.zip"), "--no-torch"]
    )

    assert code == 2
    assert "found 1.2.c, 1.2.d (they take tensors, or are marked" in capsys.readouterr().err


def test_what_the_instructor_asked_for_reaches_the_container(tiny, tmp_path):
    zipped = tmp_path / "a.zip"

    run(
        [
            *("package", "gradescope", str(tiny), "-o", str(zipped), "--at-most", "5"),
            *("--per", "12", "--visibility", "after_published", "--isolation", "full"),
        ]
    )

    with zipfile.ZipFile(zipped) as archive:
        settings = json.loads(archive.read("autograder.json"))
    assert (settings["at_most"], settings["per_hours"]) == (5, 12)
    assert (settings["visibility"], settings["isolation"]) == ("after_published", "full")
    assert settings["torch"] is True


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("assignment/p.yaml", TINY.replace("2 + 3", "2 + 4"), "found them changed"),
        ("answer.key", "", "wanted an answer key"),
        ("autograder.json", '{"grader": "0.0.0", "spec": "", "key": ""}', "found one of 0.0.0"),
        ("autograder.json", None, "wanted the settings of a package"),
        ("autograder.json", "{", "found them damaged: the whole: "),
    ],
)
def test_a_package_that_was_changed_marks_nobody(tiny, tmp_path, file, content, said):
    zipped = tmp_path / "tiny.zip"
    assert run(["package", "gradescope", str(tiny), "-o", str(zipped)]) == 0
    root = lay_out(zipped, tmp_path / "autograder")
    changed = root / "source" / file
    changed.unlink() if content is None else changed.write_text(content)

    done = start(root)

    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "results" / "results.json").exists(), "no results is no zero"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"per_hours": "inf"}, "found them damaged: per_hours: "),
        ({"per_hours": float("nan")}, "found them damaged: per_hours: "),
        ({"per_hours": 1e9}, "found them damaged: per_hours: "),
        ({"per_hours": 0}, "found them damaged: per_hours: "),
        ({"at_most": 0}, "found them damaged: at_most"),
        ({"at_most": 10**9}, "found them damaged: at_most"),
        ({"visibility": "never"}, "found them damaged: visibility: "),
        ({"spec": None}, "found them damaged: spec: "),
        ({"more": 1}, "found them damaged: more: "),
    ],
    ids=str,
)
def test_damaged_settings_are_told_to_the_instructor(tmp_path, change, said):
    settings = {"grader": "0.0.0", "spec": "", "key": ""} | change
    (tmp_path / "autograder.json").write_text(json.dumps(settings))

    with pytest.raises(UsageError, match=r"\(pack the assignment again\)") as caught:
        load_settings(tmp_path)

    assert said in str(caught.value)


def test_whatever_fails_gives_no_mark_and_says_so(tiny, tmp_path):
    zipped = tmp_path / "tiny.zip"
    assert run(["package", "gradescope", str(tiny), "-o", str(zipped)]) == 0
    root = lay_out(zipped, tmp_path / "autograder")
    (root / "results").rmdir()
    (root / "results").write_text("no folder")
    (root / "submission" / "hw.py").write_text("total = 5\n")

    done = start(root)

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].startswith("grader: ")


def test_a_bug_of_ours_ends_in_a_sentence_for_the_instructor(tmp_path):
    told = f"""if True:
        import contextlib, sys
        from grader.ci import autograder
        sys.argv = ["autograder", {str(tmp_path)!r}]
        with contextlib.suppress(SystemExit):
            autograder.main()
        raise ValueError("odd\\x1b")
    """

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", told], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("grader: a bug in the grader: ValueError: odd")
    assert last.endswith("(no mark was given)")
    assert "\x1b" not in last


@pytest.mark.sandbox
def test_a_limit_that_cannot_be_applied_is_told_to_the_instructor(tiny, tmp_path):
    zipped = tmp_path / "tiny.zip"
    limited = ["--no-torch", "--at-most", "1"]
    assert run(["package", "gradescope", str(tiny), "-o", str(zipped), *limited]) == 0
    root = lay_out(zipped, tmp_path / "autograder")
    folder = tmp_path / "mia"
    folder.mkdir()
    (folder / "hw.py").write_text("total = 5\n")
    hand_in(root, folder, previous_submissions="?")

    done = start(root)

    assert "wanted the submissions before this one" in done.stderr
    assert read_results(root)[1].score == 2


@pytest.mark.sandbox
def test_results_become_the_results_that_are_kept(tiny, tmp_path):
    """Four times in four minutes, as the platform would tell it."""
    zipped = tmp_path / "tiny.zip"
    limited = ["--no-torch", "--at-most", "2"]
    assert run(["package", "gradescope", str(tiny), "-o", str(zipped), *limited]) == 0
    root = lay_out(zipped, tmp_path / "autograder")
    folder = tmp_path / "mia"
    folder.mkdir()
    (folder / "hw.py").write_text("total = 5\n")
    earlier = []
    for minute in range(10, 14):
        time = f"2026-03-01T12:{minute}:00.000000-05:00"
        hand_in(root, folder, created_at=time, previous_submissions=earlier)
        assert start(root).returncode == 0
        text, found = read_results(root)
        earlier.append({"submission_time": time, "score": "2.0", "results": json.loads(text)})

    assert found.output.count("This submission was not marked.") == 1
    assert "left" not in found.output
    assert (found.score, len(found.tests)) == (2, 1)


@pytest.mark.parametrize(
    "option",
    [
        *(["--per", hours] for hours in ("inf", "nan", "1e9", "0", "-1")),
        *(["--at-most", most] for most in ("0", "1000000000")),
    ],
    ids=" ".join,
)
def test_a_limit_that_is_none_is_refused(tiny, tmp_path, capsys, option):
    zipped = tmp_path / "a.zip"

    code = run(["package", "gradescope", str(tiny), "-o", str(zipped), *option])

    assert code == 2
    assert option[0] in capsys.readouterr().err
    assert not zipped.exists()


@pytest.mark.parametrize("out", ["", ".", "..", "/", "folder"])
def test_a_folder_is_no_name_for_the_zip(tiny, tmp_path, capsys, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()

    assert run(["package", "gradescope", str(tiny), "-o", out]) == 2

    said = capsys.readouterr().err
    assert "wanted the name of the zip to write, found a folder" in said
    assert f"-o {Path(out) / 'autograder.zip'})" in said


SHIM = """\
#!/bin/sh
echo "python $*" >> "$LOG"
case "$2" in
  venv) mkdir -p "$3/bin"; for name in python grader; do
      printf '#!/bin/sh\\necho "%s $*" >> "$LOG"\\n' "$name" > "$3/bin/$name"
      chmod +x "$3/bin/$name"
    done;;
esac
"""


def build(root, tmp_path, shims):
    """Run `setup.sh` where there is nothing but the shims, and what every image has."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "sh", "chmod", "mkdir"):
        (tools / name).symlink_to(shutil.which(name))
    for name, text in shims.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    return subprocess.run(  # noqa: S603 - the script under test, with an interpreter that only notes
        [str(root / "source" / "setup.sh")],
        env={
            "PATH": str(tools),
            "AUTOGRADER_ROOT": str(root),
            "GRADER_VENV": str(tmp_path / "venv"),
            "LOG": str(tmp_path / "log"),
        },
        capture_output=True,
        check=False,
        text=True,
    )


OLD = """\
#!/bin/sh
case "$1" in --version) echo "Python 3.10.12";; *) exit 1;; esac
"""


@pytest.mark.parametrize(
    ("shims", "found"),
    [
        ({}, "found none (choose"),
        ({"python3": OLD}, "found Python 3.10.12 (choose"),
        ({"python3": OLD, "apt-get": "#!/bin/sh\nexit 100\n"}, "found Python 3.10.12 (choose"),
    ],
    ids=["nothing", "an old one", "no packages"],
)
def test_an_image_without_a_python_that_fits_says_so(packed, tmp_path, shims, found):
    done = build(lay_out(packed, tmp_path), tmp_path, shims)

    assert done.returncode == 2
    assert "setup.sh: wanted Python 3.11 or newer" in done.stderr
    assert found in done.stderr


@pytest.mark.parametrize("name", ["python3.13", "python3"])
def test_the_image_is_built_from_the_wheel_and_the_answers_are_closed_off(packed, tmp_path, name):
    root = lay_out(packed, tmp_path)
    log = tmp_path / "log"

    done = build(root, tmp_path, {name: SHIM})

    assert done.returncode == 0, done.stderr
    calls = log.read_text().splitlines()
    assert calls[1] == f"python -m venv {tmp_path / 'venv'}"
    assert calls[2].startswith("python -m pip install --no-cache-dir ")
    assert calls[2].endswith("-py3-none-any.whl")
    assert "--requirement" in calls[3]
    assert calls[4] == "grader doctor"
    assert stat.S_IMODE((root / "source").stat().st_mode) & 0o007 == 0
