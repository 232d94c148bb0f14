"""`audit.yaml`: changes of a reference that change nothing, and junk that is right, with reasons.

It lies beside `assignment.yaml` and is no part of the spec: no mark depends on it. An entry that
fits nothing any more is itself a flaw, so that the file never outlives what it explains.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from grader.audit.results import AnswerFacts, Survivor
from grader.errors import SpecError
from grader.record import Record
from grader.spec.base import Spec
from grader.spec.document import Document, read_document
from grader.spec.scalar import Text, Words
from grader.spec.wording import translate

FILE: Final = "audit.yaml"


class Equivalent(Spec):
    """One change that changes nothing."""

    part: Text = ""
    """Such as ``1.1.b``; ``1.2.b/lp_pool`` where a part asks for several answers; all parts that
    use the code where none is given."""

    was: Text
    """The code before the change, as the audit shows it."""

    now: Text
    """The code after it."""

    because: Words
    """Why both give the same wherever they are defined."""


class RightJunk(Spec):
    """One answer that knows nothing and is right all the same."""

    part: Text
    """As of an `Equivalent`."""

    name: Text
    """As the audit shows it: ``zeros``, ``the input x``."""

    because: Words
    """Why no case can tell it from what is asked for."""


class AuditFile(Spec):
    """`audit.yaml`."""

    equivalent: tuple[Equivalent, ...] = ()
    """Mutants that no case can kill."""

    junk: tuple[RightJunk, ...] = ()
    """Junk that is right."""


class Recorded(Record, frozen=True):
    """What the file says, and where."""

    entries: tuple[Equivalent, ...]
    junk: tuple[RightJunk, ...]
    document: Document | None

    def place(self, key: str, number: int) -> str:
        """Say where an entry of a list stands: file, line, column."""
        if self.document is None:
            return FILE
        line, column = self.document.source.marks.get((key, number), (1, 1))
        return f"{self.document.source.file}:{line}:{column}"


def load_equivalents(folder: Path) -> Recorded:
    """Read `audit.yaml`, if there is one.

    Raises:
        SpecError: It is flawed.
    """
    file = folder / FILE
    if not file.is_file():
        return Recorded((), (), None)
    document = read_document(file.read_bytes(), file)
    flaws = list(document.flaws)
    try:
        found = AuditFile.model_validate(document.data)
    except ValidationError as error:
        flaws += translate(error, document, AuditFile)
        found = AuditFile()
    if flaws:
        raise SpecError(file, flaws)
    return Recorded(found.equivalent, found.junk, document)


def apply_equivalents(
    answers: Iterable[AnswerFacts], recorded: Recorded
) -> tuple[tuple[AnswerFacts, ...], tuple[str, ...]]:
    """Put the recorded reasons beside the survivors and the junk that is right.

    Returns:
        The answers, and the entries that fit nothing, each with its place.
    """
    used: set[int] = set()
    met: set[int] = set()
    found = tuple(
        _excused(_explained(each, recorded.entries, used), recorded.junk, met) for each in answers
    )
    stale = tuple(
        f"{recorded.place('equivalent', number)}: wanted a mutant that survives{_where(each)}, "
        f"found none of {each.was!r} → {each.now!r} (remove the entry)"
        for number, each in enumerate(recorded.entries)
        if number not in used
    )
    spent = tuple(
        f"{recorded.place('junk', number)}: wanted junk that is right in {each.part}, found "
        f"{each.name!r} is not, or was not tried (remove the entry)"
        for number, each in enumerate(recorded.junk)
        if number not in met
    )
    return found, (*stale, *spent)


def _excused(answer: AnswerFacts, entries: tuple[RightJunk, ...], met: set[int]) -> AnswerFacts:
    reasons: dict[str, str] = {}
    for number, entry in enumerate(entries):
        is_right = any(each.passed and each.name == entry.name for each in answer.junk)
        if is_right and _is_of(answer, entry.part):
            met.add(number)
            reasons[entry.name] = entry.because
    junk = tuple(
        each.model_copy(update={"excuse": reasons[each.name]}) if each.name in reasons else each
        for each in answer.junk
    )
    return answer.model_copy(update={"junk": junk})


def _is_of(answer: AnswerFacts, part: str) -> bool:
    return part in ("", answer.part, f"{answer.part}/{answer.name}")


def _where(entry: Equivalent) -> str:
    return f" in {entry.part}" if entry.part else ""


def _explained(answer: AnswerFacts, entries: tuple[Equivalent, ...], used: set[int]) -> AnswerFacts:
    mutation = answer.mutation
    if mutation is None:
        return answer
    survivors = tuple(_reasoned(answer, each, entries, used) for each in mutation.survivors)
    update = {"mutation": mutation.model_copy(update={"survivors": survivors})}
    return answer.model_copy(update=update)


def _reasoned(
    answer: AnswerFacts, survivor: Survivor, entries: tuple[Equivalent, ...], used: set[int]
) -> Survivor:
    for number, entry in enumerate(entries):
        if _is_of(answer, entry.part) and (entry.was.strip(), entry.now.strip()) == (
            survivor.was,
            survivor.now,
        ):
            used.add(number)
            return survivor.model_copy(update={"reason": entry.because})
    return survivor
