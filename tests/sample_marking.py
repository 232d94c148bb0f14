"""One question of any kind, marked without a worker and without torch."""

from pathlib import Path

import numpy as np
from sample_keys import came, trial

from grader.compare.kinds import read
from grader.grade.answer import Question, mark_answer
from grader.grade.marking import Marking
from grader.key.kinds import AnswerKey, Settled
from grader.oracle.second_look import LazyOracle
from grader.spec.assignment import AskedPart, Assignment, Source
from grader.spec.base import Misconception
from grader.spec.kinds import ArrayAnswer, TextAnswer
from grader.spec.model import AssignmentFile, Part, Problem

HEAD = AssignmentFile(id="hw", title="Homework", module="hw2", problems=("p.yaml",))


class Fake:
    """An oracle that knows one carried key, and that every claim fails."""

    def __init__(self, carried=None):
        self.key = carried
        self.asked = 0

    def carried(self, _part, _values):
        self.asked += 1
        return self.key

    def settle(self, _part, _index, binding):
        return Settled(binding, None, (trial(np.nan, 2),))


def mistake(name, credit=0.0):
    return Misconception(id=name, oracle="0", says=f"Says {name}.", next="Try.", credit=credit)


def question(key, reveal="expected", mistakes=(), **part):
    """Ask for one answer; what the author wrote of it but its mistakes does not matter here."""
    answer = (
        ArrayAnswer(kind="array", name="a", misconceptions=tuple(mistakes))
        if mistakes
        else TextAnswer(kind="text", name="a")
    )
    asked = Part(id="b", title="B", points=2.0, reveal=reveal, answer=answer, **part)
    problem = Problem(id="1", title="P", parts=(asked,))
    where = AskedPart("1.b", asked, problem, Source(file=Path("p.yaml"), marks={}), ("parts", 0))
    return Question(where, 0, key, 2.0)


def mark(question, outcomes, oracle=None, carried=None, reading=None):
    """Mark what came back; or a reading of it that something else has had a say in."""
    assignment = Assignment(Path(), HEAD, (question.asked,), {})
    key = AnswerKey("hw", "digest", "2.0", ())
    made = LazyOracle(assignment, lambda _assignment: oracle or Fake())
    marking = Marking(assignment, key, made, "full", "spec")
    reading = reading or read(question.key, outcomes)
    return mark_answer(marking, question, reading, outcomes, carried or {})


def array(value):
    return (came(np.asarray(value, np.float64).tolist()),)
