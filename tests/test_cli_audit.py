"""`grader audit`: a table, a page, data, and an exit code."""

import json
import shutil
from pathlib import Path

import pytest

from grader.audit.results import AuditFacts
from grader.cli import run

ROOT = Path(__file__).parent.parent
COHORT = ROOT / "submissions" / "dsga1008-hw2"

HEAD = "id: tiny\ntitle: Tiny\nmodule: tiny\nproblems: [p.yaml]\n"
PROBLEM = """\
id: 1
title: One
given: {A: [[1, 2], [3, 4]]}
parts:
  - id: a
    title: T
    points: 1
    answer: {name: x, kind: array}
    oracle: ORACLE
"""


@pytest.fixture
def spec(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))

    def write(oracle):
        folder = tmp_path / "tiny"
        folder.mkdir(exist_ok=True)
        (folder / "assignment.yaml").write_text(HEAD)
        (folder / "p.yaml").write_text(PROBLEM.replace("ORACLE", oracle))
        return folder

    return write


def test_an_assignment_that_proves_itself_exits_with_0(spec, capsys):
    assert run(["audit", str(spec("A * 3 - 1")), "--no-run"]) == 0

    assert "tiny proves itself." in capsys.readouterr().out


def test_one_that_does_not_exits_with_1_and_says_what_to_mend(spec, capsys):
    assert run(["audit", str(spec("A - A")), "--no-run"]) == 1

    assert "1 (a) x: wanted 'zeros' to be wrong" in capsys.readouterr().out


def test_the_data_is_one_json_document(spec, capsys):
    run(["audit", str(spec("A * 3 - 1")), "--no-run", "--json"])

    found = AuditFacts.model_validate(json.loads(capsys.readouterr().out))
    assert (found.assignment, found.runs) == ("tiny", None)


def test_several_processes_find_the_same(capsys, monkeypatch, tmp_path):
    folder = ROOT / "problems" / "dsga1008-hw2"
    found = []
    for jobs in ("1", "2"):
        monkeypatch.setenv("GRADER_CACHE", str(tmp_path / jobs))
        run(["audit", str(folder), "--no-run", "--json", "-j", jobs])
        found.append(capsys.readouterr().out)

    assert found[0] == found[1]


@pytest.mark.sandbox
def test_a_mark_that_is_not_as_filed_is_told(spec, tmp_path, capsys):
    students = {"ann": "x = [[2, 5], [8, 11]]\n", "bob": "x = [[2, 5], [8, 12]]\n"}
    for name, source in students.items():
        (tmp_path / "filed" / name).mkdir(parents=True)
        (tmp_path / "filed" / name / "tiny.py").write_text(source)
    (tmp_path / "filed" / "expected.csv").write_text(
        "student,part,points,verdict,misconception\nann,1.a,1,right,\nbob,1.a,1,right,\n"
    )

    code = run(["audit", str(spec("A * 3 - 1")), "--submissions", str(tmp_path / "filed")])

    out = capsys.readouterr().out
    assert code == 1
    assert "Starter: every part missing." in out
    assert "Filed: 1 of 2 marks of 2 submissions is as filed" in out
    assert "bob, 1.a: wanted 1 points, right as filed, found" in out


@pytest.mark.sandbox
def test_a_starter_that_earns_something_is_told(spec, capsys):
    folder = spec("A * 3 - 1")
    (folder / "starter.py").write_text("x = [[2, 5], [8, 11]]\n")

    assert run(["audit", str(folder)]) == 1

    assert "starter: wanted every part missing, found otherwise: 1 (a)" in capsys.readouterr().out


@pytest.mark.sandbox
def test_the_shipped_class_is_marked_as_filed(tmp_path, monkeypatch, capsys):
    """A few of them; tests/test_cohort.py marks all."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    filed = tmp_path / "filed"
    names = {"amara", "ella", "hana", "tomas"}
    for name in names:
        shutil.copytree(COHORT / name, filed / name)
    rows = (COHORT / "expected.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if row.partition(",")[0] in {"student", *names}]
    (filed / "expected.csv").write_text("".join(kept), encoding="utf-8")
    folder = ROOT / "problems" / "dsga1008-hw2"

    assert run(["audit", str(folder), "--submissions", str(filed)]) == 0

    marks = len(kept) - 1
    said = f"Filed: {marks} of {marks} marks of 4 submissions are as filed; 2 have all points."
    assert said in capsys.readouterr().out
