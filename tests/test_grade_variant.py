"""With `variant: student` each meets other cases, as telling as the class's, again and again."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_class import HALF, HEAD, ONE, RIGHT, grade, reports, write_students
from sample_marking import Fake

from grader.cli import run
from grader.grade.marking import Marking
from grader.grade.variant import seed_of, vary
from grader.key.kinds import FunctionKey, RelationKey
from grader.oracle.cache import load_answer_key
from grader.oracle.cases import hidden
from grader.oracle.second_look import LazyOracle
from grader.oracle.waking import make_lazy
from grader.record import replace
from grader.spec.load import load_assignment
from grader.spec.sheets import make_sheet

HOMEWORK = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"
NAMES = st.text(min_size=1, max_size=20)

RARE = """\
    id: 1
    title: One
    parts:
      - id: a
        title: A
        points: 1
        answer: {name: f, kind: function, arguments: {k: "integer(1, 600)"}}
        oracle: k
        misconceptions:
          - {id: rare, oracle: k + 5 * (k == 7), says: Seven is no exception.}
      - id: b
        title: B
        points: 1
        answer: {name: n, kind: number}
        oracle: "3"
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def homework(cache):
    return marking_of(load_assignment(HOMEWORK), cache)


def marking_of(loaded, cache, variant="student"):
    head = loaded.head.model_copy(update={"variant": variant})
    varied = replace(loaded, head=head)
    return Marking(
        make_sheet(varied), load_answer_key(varied, cache), make_lazy(varied), "any", "spec"
    )


def drawn(marking):
    """Give the keys of the answers whose cases are drawn, by name."""
    keys = [key for part in marking.key.parts for key in part.answers]
    return {key.name: key for key in keys if isinstance(key, FunctionKey | RelationKey)}


def inputs(key):
    if isinstance(key, RelationKey):
        return [str(trial.inputs) for trial in key.settled[0].trials]
    return [str([getattr(a, "data", a) for a in case.arguments]) for case in key.cases]


def test_each_student_meets_other_cases_and_as_many(homework):
    """Only the author's own examples are everybody's."""
    examples = {
        answer.name: len(getattr(answer, "examples", ()))
        for part in load_assignment(HOMEWORK)
        for answer in part.answers
        if hasattr(answer, "name")
    }
    mia, ben = drawn(vary(homework, "mia")), drawn(vary(homework, "ben"))

    for name, key in drawn(homework).items():
        assert len(inputs(mia[name])) == len(inputs(ben[name])) == len(inputs(key))
        shared = examples.get(name, 0)
        assert len(set(inputs(mia[name])) & set(inputs(ben[name]))) == shared, name
        assert len(set(inputs(mia[name])) & set(inputs(key))) == shared, name


def test_the_same_student_meets_the_same_cases_again(homework):
    one, again = vary(homework, "mia"), vary(homework, "mia")

    assert one.variant == again.variant == seed_of(1008, "mia")
    assert {n: inputs(k) for n, k in drawn(one).items()} == {
        n: inputs(k) for n, k in drawn(again).items()
    }


@pytest.mark.parametrize("student", ["mia", "zoë", "李雷"])
def test_every_named_mistake_shows_on_the_cases_of_every_student(homework, student):
    for key in drawn(vary(homework, student)).values():
        if isinstance(key, FunctionKey):
            names = [mistake.id for mistake in key.cases[0].mistakes]
            assert hidden(key.cases, names) == []


def test_what_is_not_drawn_stays_as_it_is(homework):
    varied = vary(homework, "mia")

    for part, mine in zip(homework.key.parts, varied.key.parts, strict=True):
        for key, own in zip(part.answers, mine.answers, strict=True):
            assert (key is own) == (not isinstance(key, FunctionKey | RelationKey))
    assert varied.key.digest == homework.key.digest


def test_a_students_own_values_are_tested_on_the_students_own_inputs(homework):
    varied = vary(homework, "mia")
    key = drawn(varied)["max_pool_p"]

    settled = varied.oracle.settle("1.2.d", 0, ((7.0,),))

    assert [str(t.inputs) for t in settled.trials] == inputs(key)


def test_a_class_that_is_asked_alike_is_left_alone(cache):
    marking = marking_of(load_assignment(HOMEWORK), cache, "class")

    assert vary(marking, "mia") is marking
    assert marking.variant is None


def test_an_oracle_that_cannot_draw_leaves_the_cases_of_the_class(homework):
    blind = replace(homework, oracle=LazyOracle(Fake))

    assert vary(blind, "mia") is blind


def test_nothing_is_varied_twice(homework):
    varied = vary(homework, "mia")

    assert vary(varied, "mia") is varied
    assert vary(varied, "ben").variant == varied.variant


def test_a_draw_that_hides_a_mistake_gives_way_to_the_cases_of_the_class(assignment, cache):
    """One number in 600 shows it, and 512 are drawn: most students see it, and some do not."""
    marking = marking_of(assignment(RARE, seed=2), cache)
    classes = drawn(marking)["f"]

    keys = [drawn(vary(marking, f"s{number}"))["f"] for number in range(12)]

    assert all(hidden(key.cases, ["rare"]) == [] for key in keys)
    fallen = [key is classes for key in keys]
    assert any(fallen)
    assert not all(fallen)
    assert all(7 in [case.arguments[0] for case in key.cases] for key in keys)


def test_no_students_examples_are_kept_for_the_next(homework):
    homework.shrunk["1.2.b", "max_pool", "signature"] = object()
    varied = vary(homework, "mia")
    homework.shrunk.clear()

    assert varied.shrunk == {}


@given(st.integers(0, 2**32), NAMES, NAMES)
def test_a_seed_is_a_number_of_json_that_only_the_same_name_gives(seed, one, other):
    assert 0 <= seed_of(seed, one) < 2**53
    assert json.loads(json.dumps(seed_of(seed, one))) == seed_of(seed, one)
    assert (seed_of(seed, one) == seed_of(seed, other)) == (one == other)
    assert seed_of(seed, one) != seed_of(seed + 1, one)


def test_a_name_that_is_no_unicode_has_a_seed():
    assert seed_of(1, "\udcff") != seed_of(1, "\\xff")


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    home = tmp_path_factory.mktemp("variant")
    (home / "hw").mkdir()
    (home / "hw" / "assignment.yaml").write_text(HEAD + "variant: student\n")
    (home / "hw" / "one.yaml").write_text(ONE)
    write_students(home / "inbox", {"ann": RIGHT, "bob": HALF, "cai": HALF})
    done = grade(home / "hw", home / "inbox", home / "out")
    assert (done.returncode, done.stderr) == (0, "")
    return home


@pytest.mark.sandbox
def test_the_receipt_names_the_seed_and_replay_gives_the_same_marks(marked, capsys):
    found = reports(marked / "out")

    assert {name: report["receipt"]["variant"] for name, report in found.items()} == {
        name: seed_of(0, name) for name in ("ann", "bob", "cai")
    }
    assert [found[name]["earned"] for name in ("ann", "bob", "cai")] == [5.0, 2.0, 2.0]
    for name in found:
        report, files = marked / "out" / name / "report.json", marked / "inbox" / name
        assert run(["replay", str(report), str(files), str(marked / "hw")]) == 0
    assert capsys.readouterr().out.count("The marks are the same") == 3


@pytest.mark.sandbox
def test_replay_refuses_a_report_of_other_cases(marked, capsys, tmp_path):
    report = json.loads((marked / "out" / "bob" / "report.json").read_text())
    report["receipt"]["variant"] += 1
    (tmp_path / "report.json").write_text(json.dumps(report))

    call = [str(tmp_path / "report.json"), str(marked / "inbox" / "bob"), str(marked / "hw")]
    assert run(["replay", *call]) == 2
    assert "it follows from the seed and the student's name" in capsys.readouterr().err


@pytest.mark.sandbox
def test_a_second_run_keeps_every_report(marked):
    again = grade(marked / "hw", marked / "inbox", marked / "out")

    assert "3 had not changed since they were marked, and were kept." in again.stdout


@pytest.mark.sandbox
def test_two_students_who_are_wrong_alike_are_shown_inputs_of_their_own(marked):
    shown = [
        part["answers"][0]["signature"]
        for student in ("bob", "cai")
        for part in reports(marked / "out")[student]["parts"]
        if part["id"] == "1.b"
    ]

    assert len(set(shown)) == 2
