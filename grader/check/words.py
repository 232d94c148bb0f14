"""What a check says of a homework: its states, and what being ready does not mean."""

from collections.abc import Mapping
from typing import Final

from grader.check.run import Checked
from grader.check.standing import Standing
from grader.handout.bundle import BundledPart
from grader.key.kinds import FigureKey, FormKey, Key, PlainKey, TextKey
from grader.language import later, say, say_count
from grader.record import Record
from grader.results import AnswerResult, PartResult
from grader.sandbox.level import Level
from grader.score import Verdict


class Look(Record, frozen=True):
    """How a standing looks."""

    mark: str
    words: str
    colour: str


LOOKS: Final[Mapping[Standing, Look]] = {
    Standing.READY: Look("✓", later("ready"), "cyan"),
    Standing.RIGHT: Look("✓", later("right"), "green"),
    Standing.FAILING: Look("✗", later("fails a public case"), "red"),
    Standing.WRONG_FORM: Look("?", later("wrong form"), "red"),
    Standing.MISSING: Look("○", later("missing"), "yellow"),
    Standing.STOPPED: Look("↯", later("stopped"), "red"),
    Standing.FAULT: Look("!", later("not checked, through a fault of the grader's"), "magenta"),
}


def tell_standing(part: PartResult, standing: Standing) -> str:
    """Say where a part stands; for code that stopped, how."""
    return _tell(standing, {answer.verdict for answer in part.answers})


def tell_answer(answer: AnswerResult, standing: Standing) -> str:
    """Say where an answer stands, in the words of its part."""
    return _tell(standing, {answer.verdict})


def _tell(standing: Standing, verdicts: set[Verdict]) -> str:
    if standing is Standing.STOPPED and Verdict.TIMED_OUT in verdicts:
        return say("ran out of time")
    if standing is Standing.STOPPED and Verdict.OUT_OF_MEMORY in verdicts:
        return say("ran out of memory")
    return say(LOOKS[standing].words)


def tell_looked_at(bundled: BundledPart, standing: Standing) -> str:
    """Say shortly what makes a part ready; empty for any other, which says more of itself."""
    if standing is not Standing.READY:
        return ""
    answers = [each for each in bundled.answers if each.points != 0] or bundled.answers
    public = sum(each.public for each in answers)
    if public and all(each.public for each in answers):
        return say_count("{number} public case passes", "{number} public cases pass", public)
    if public:
        return say_count(
            "form, {number} public case passes", "form, {number} public cases pass", public
        )
    if all(isinstance(_plain(each.key), TextKey | FigureKey) for each in answers):
        return say("a person marks it")
    return say("form only")


def _plain(key: Key) -> PlainKey:
    return key.like if isinstance(key, FormKey) else key


def tell_ready(checked: Checked) -> str:
    """Say how many parts are ready."""
    fine = sum(each in (Standing.READY, Standing.RIGHT) for each in checked.standings)
    return say_count(
        "{ready} of {number} part is ready.",
        "{ready} of {number} parts are ready.",
        len(checked.standings),
        ready=fine,
    )


def tell_hidden(checked: Checked) -> str:
    """Say what was not looked at; empty where everything was."""
    if not checked.bundle.hidden:
        return ""
    hidden = say_count(
        "{number} check is hidden, and is made only when the homework is marked.",
        "{number} checks are hidden, and are made only when the homework is marked.",
        checked.bundle.hidden,
    )
    return f"{hidden} {say('Ready does not mean full marks.')}"


def tell_isolation(checked: Checked) -> str:
    """Say how the student's code was run, where that is not behind walls."""
    if checked.level is Level.BASIC:
        return say("Your code ran with a time limit, and without further walls.")
    return say("Isolation: {level}.", level=checked.level.value)
