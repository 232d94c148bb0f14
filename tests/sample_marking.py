"""One question of any kind, marked without a worker and without torch."""

import numpy as np
from sample_keys import came, trial

from grader.compare.kinds import read
from grader.grade.answer import Question, mark_answer
from grader.grade.marking import Marking
from grader.key.kinds import AnswerKey, Settled
from grader.oracle.second_look import LazyOracle
from grader.sheet import NamedMistake, Sheet, SheetAnswer, SheetPart, SheetProblem


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
    return NamedMistake(name, f"Says {name}.", "Try.", credit)


def question(key, reveal="expected", mistakes=(), **part):
    """Ask for one answer; what the author wrote of it but its mistakes does not matter here."""
    facts = {"follow_through": 1.0} | part
    asked = SheetPart(
        id="1.b",
        label="1 (b)",
        problem="1",
        title="B",
        prompt="",
        points=2.0,
        reveal=reveal,
        answers=(SheetAnswer("array", None, tuple(mistakes)),),
        **facts,
    )
    return Question(asked, 0, key, 2.0)


def mark(question, outcomes, oracle=None, carried=None, reading=None):
    """Mark what came back; or a reading of it that something else has had a say in."""
    problems = (SheetProblem("1", "P", ""),)
    sheet = Sheet(
        "hw", "Homework", "", "en", "hw2", 5.0, 10.0, 512, problems, (question.asked,), {}
    )
    key = AnswerKey("hw", "digest", "2.0", ())
    made = LazyOracle(lambda: oracle or Fake())
    marking = Marking(sheet, key, made, "full", "spec")
    reading = reading or read(question.key, outcomes)
    return mark_answer(marking, question, reading, outcomes, carried or {})


def array(value):
    return (came(np.asarray(value, np.float64).tolist()),)
