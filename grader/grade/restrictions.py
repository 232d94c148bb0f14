"""What a question forbids or requires of the source: scanned before any of it runs.

The scan happens in a child of its own, in which the submission is data and never code, so that
nothing the student wrote can touch what is found.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np

from grader.compare.describe import one_line
from grader.grade.answer import Marked, Question
from grader.language import later, say
from grader.outcome import Returned
from grader.record import Record, replace
from grader.request import Call
from grader.results import Spot
from grader.sandbox.inside import meaning, reaching, scanner
from grader.sandbox.sources import list_segments
from grader.sandbox.worker import Worker
from grader.score import Verdict
from grader.submission.model import Submission
from grader.values import Array, Value

_SECONDS = 10.0
_ENTRY = "scan.py"
_FOLDER = "grader/sandbox/inside"
_FILES = {
    _ENTRY: Path(scanner.__file__).read_bytes(),
    f"{_FOLDER}/meaning.py": Path(meaning.__file__).read_bytes(),
    f"{_FOLDER}/reaching.py": Path(reaching.__file__).read_bytes(),
}
"""Put into the child as if they were a submission, since it can read none of ours."""

_MOST_SHOWN = 3


class Use(Record, frozen=True):
    """A place in the source that a rule speaks of."""

    rule: str
    file: str
    line: int
    source: str
    is_sure: bool


class Scan(Record, frozen=True):
    """What the source of one answer holds."""

    uses: tuple[Use, ...] = ()
    operations: int = 0
    is_read: bool = True
    """Whether the source could be scanned; where not, nothing can be said of it."""


def scan_submission(
    worker: Worker,
    submission: Submission,
    questions: Sequence[Question],
    handed_out: Collection[str] = (),
) -> dict[int, Scan]:
    """Scan a submission for every question that says something about its source.

    Args:
        worker: Whose child scans.
        submission: What is scanned.
        questions: All of the assignment's.
        handed_out: Files of the course beside the module, which no rule is held against.

    Returns:
        By the question's place; nothing where there is no module, or no such question.

    Raises:
        SandboxError: Our worker failed.
    """
    asked = {n: rules for n, each in enumerate(questions) if (rules := each.answer.rules)}
    if not asked or submission.entry is None:
        return {}
    wanted: Value = {
        str(number): ([*rules.names], [*rules.forbid, *rules.require])
        for number, rules in asked.items()
    }
    segments: list[Value] = [*list_segments(submission.entry, submission.files)]
    call = Call("scan_all", (_sources(submission, segments, handed_out), segments, wanted))
    with worker.open(_FILES, _ENTRY) as session:
        (outcome,) = session.ask([(call, _SECONDS)])
    found = outcome.value if isinstance(outcome, Returned) else None
    if not isinstance(found, dict):
        return dict.fromkeys(asked, Scan(is_read=False))
    return {number: _read(found.get(str(number))) for number in asked}


def _sources(
    submission: Submission, segments: Collection[Value], handed_out: Collection[str]
) -> Value:
    """Take a submission's Python files, and the cells of its notebook, byte for byte."""
    return {
        name: Array.of(np.frombuffer(content, np.uint8))
        for name, content in submission.files.items()
        if (name.endswith(".py") or name in segments) and name not in handed_out
    }


def _read(found: Value) -> Scan:
    """Read what the scanner gave; anything else is no finding."""
    match found:
        case (list(uses), int(operations)):
            return Scan(tuple(use for each in uses if (use := _use(each)) is not None), operations)
        case _:
            return Scan(is_read=False)


def _use(found: Value) -> Use | None:
    match found:
        case (str(rule), str(file), int(line), str(source), bool(sure)):
            return Use(rule, file, line, source, sure)
        case _:
            return None


def hold_against(question: Question, marked: Marked, scan: Scan | None) -> Marked:
    """Hold an answer against what its question forbids and requires.

    What surely breaks a rule earns nothing; where the source leaves it open, that is only said; and
    one that could not be searched at all is for a person to mark.
    """
    rules = question.answer.rules
    if scan is None or rules is None or _is_nothing(marked):
        return marked
    if not scan.is_read:
        return _unsearched(marked)
    sure = [each for each in scan.uses if each.is_sure]
    broken = [each for each in sure if each.rule in rules.forbid]
    seen = {each.rule for each in scan.uses}  # what may be there cannot be said to lack
    lacking = [rule for rule in rules.require if rule not in seen]
    said = [_forbidden(use) for use in broken[:_MOST_SHOWN]]
    said += [
        say("The question asks for {rule}, which is not used.", rule=_name(r)) for r in lacking
    ]
    most = rules.most_operations
    if most is not None and scan.operations > most:
        said.append(
            say(
                "It takes {number} operations; the question allows {most}.",
                number=scan.operations,
                most=most,
            )
        )
    settled = {each.rule for each in sure}
    unsure = [each for each in scan.uses if not each.is_sure]
    if said:
        return _refused(marked, said, broken)
    asked = {(each.file, each.line) for each in sure if each.rule in rules.require}
    doubted = [
        each for each in unsure if each.rule not in settled and (each.file, each.line) not in asked
    ]
    return _noted(marked, _unsure(doubted[0])) if doubted else marked


def _is_nothing(marked: Marked) -> bool:
    return marked.result.verdict in (Verdict.MISSING, Verdict.GRADER_ERROR)


def _refused(marked: Marked, said: list[str], broken: list[Use]) -> Marked:
    said = [*said, say("So it earns nothing, whatever it gives.")]
    feedback = replace(marked.result.feedback, found=" ".join(said), cause="", evidence="", next="")
    spots = tuple(Spot(file=use.file, line=use.line, source=use.source) for use in broken[:1])
    result = replace(
        marked.result,
        verdict=Verdict.WRONG,
        earned=0.0,
        feedback=feedback,
        spots=spots or marked.result.spots,
        example=None,
    )
    return replace(marked, result=result, share=0.0)


def _unsearched(marked: Marked) -> Marked:
    """Leave it to a person whether a source that could not be searched keeps the rules."""
    noted = _noted(marked, say("The source could not be searched for what the question forbids."))
    if not marked.share:
        return noted
    result = replace(noted.result, verdict=Verdict.AWAITING_MARKER, earned=None)
    return replace(noted, result=result, share=0.0)


def _noted(marked: Marked, note: str) -> Marked:
    found = f"{marked.result.feedback.found} {note}".strip()
    feedback = replace(marked.result.feedback, found=found)
    return replace(marked, result=replace(marked.result, feedback=feedback))


def _unsure(use: Use) -> str:
    return say(
        "Whether line {line}, `{source}`, keeps to what the question forbids and asks for cannot "
        "be told from the source.",
        line=use.line,
        source=_quoted(use),
    )


def _forbidden(use: Use) -> str:
    return say(
        "The question forbids {rule}, but line {line} is `{source}`.",
        rule=_name(use.rule),
        line=use.line,
        source=_quoted(use),
    )


def _quoted(use: Use) -> str:
    return one_line(use.source.replace("`", "'"))


def _name(rule: str) -> str:
    return say(_WORDS[rule]) if rule in _WORDS else f"`{rule}`"


_WORDS: Mapping[str, str] = {
    "loops": later("loops"),
    "autograd": later("automatic differentiation"),
}
