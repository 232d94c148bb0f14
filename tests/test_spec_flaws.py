"""What an author sees: mistakes and their messages, in full, from the tables in `data/spec_flaws`.

Each entry of a table is a name (#), what of a good file is replaced (-) by what (+), and every
line of the message (>), without the file's name.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.errors import SpecError
from grader.spec.document import read_document
from grader.spec.load import load_assignment

TABLES = Path(__file__).parent / "data" / "spec_flaws"

HEAD = "id: hw\ntitle: Homework\nmodule: hw\nproblems: [one.yaml]\n"
PLAIN = """\
id: 1.1
title: Convolution
given:
  A: [[1, 2], [3, 4]]
parts:
  - id: a
    title: Sum
    points: 2
    prompt: Add up $A$.
    answer: {name: total, kind: number}
    oracle: A.sum()
"""
FULL = (
    PLAIN
    + """\
    misconceptions:
      - id: mean
        oracle: A.mean()
        says: This is the mean.
"""
)


@dataclass(frozen=True, slots=True)
class Mistake:
    name: str
    old: str
    new: str
    flaws: list[str]


def mistakes(table):
    entries = (TABLES / table).read_text(encoding="utf-8").removesuffix("\n").split("\n\n")
    return [pytest.param(read(entry), id=entry.split("\n")[0][2:]) for entry in entries]


def read(entry):
    lines = entry.split("\n")
    marked = {mark: [line[2:] for line in lines if line.startswith(mark)] for mark in "#-+>"}
    name, old, new = ("\n".join(marked[mark]) for mark in "#-+")
    return Mistake(name, old, new, marked[">"])


def flaws(folder, good, mistake):
    assert mistake.old in good
    (folder / "assignment.yaml").write_text(HEAD, encoding="utf-8")
    changed = good.replace(mistake.old, mistake.new, 1)
    (folder / "one.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_assignment(folder)
    return str(caught.value).replace(f"{folder}/one.yaml:", "").split("\n")


@pytest.mark.parametrize("mistake", mistakes("documents.txt"))
def test_what_is_not_yaml_or_could_mean_two_things_is_refused(mistake):
    document = read_document(f"{mistake.new}\n".encode(), Path("one.yaml"))

    found = [f"{flaw.line}:{flaw.column}: {flaw.where}: {flaw.text}" for flaw in document.flaws]
    assert found == mistake.flaws


@pytest.mark.parametrize("mistake", mistakes("numbers.txt"))
def test_what_is_not_a_number_is_named_with_its_likely_cure(tmp_path, mistake):
    assert flaws(tmp_path, FULL, mistake) == mistake.flaws


@pytest.mark.parametrize("mistake", mistakes("keys.txt"))
def test_keys_kinds_and_texts_that_do_not_fit_are_named_at_their_place(tmp_path, mistake):
    assert flaws(tmp_path, FULL, mistake) == mistake.flaws


@pytest.mark.parametrize("mistake", mistakes("running.txt"))
def test_what_is_wrong_with_code_that_is_run_is_named_at_its_place(tmp_path, mistake):
    assert flaws(tmp_path, PLAIN, mistake) == mistake.flaws


@pytest.mark.parametrize("mistake", mistakes("checks.txt"))
def test_what_makes_no_sense_together_is_named(tmp_path, mistake):
    assert flaws(tmp_path, PLAIN, mistake) == mistake.flaws
