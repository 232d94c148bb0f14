"""`audit.yaml`: changes of a reference that change nothing, recorded with the reason.

It lies beside `assignment.yaml` and is no part of the spec: no mark depends on it. An entry that
fits no survivor any more is itself a flaw, so that the file never outlives what it explains.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from grader.audit.results import AnswerFacts, Survivor
from grader.errors import SpecError
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


class AuditFile(Spec):
    """`audit.yaml`."""

    equivalent: tuple[Equivalent, ...] = ()
    """Mutants that no case can kill."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the file says, and where."""

    entries: tuple[Equivalent, ...]
    document: Document | None

    def place(self, number: int) -> str:
        """Say where an entry stands: file, line, column."""
        if self.document is None:
            return FILE
        line, column = self.document.source.marks.get(("equivalent", number), (1, 1))
        return f"{self.document.source.file}:{line}:{column}"


def load_equivalents(folder: Path) -> Recorded:
    """Read `audit.yaml`, if there is one.

    Raises:
        SpecError: It is flawed.
    """
    file = folder / FILE
    if not file.is_file():
        return Recorded((), None)
    document = read_document(file.read_bytes(), file)
    flaws = list(document.flaws)
    try:
        found = AuditFile.model_validate(document.data)
    except ValidationError as error:
        flaws += translate(error, document, AuditFile)
        found = AuditFile()
    if flaws:
        raise SpecError(file, flaws)
    return Recorded(found.equivalent, document)


def apply_equivalents(
    answers: Iterable[AnswerFacts], recorded: Recorded
) -> tuple[tuple[AnswerFacts, ...], tuple[str, ...]]:
    """Put the recorded reasons beside the survivors.

    Returns:
        The answers, and the entries that fit no survivor, each with its place.
    """
    used: set[int] = set()
    found = tuple(_explained(each, recorded.entries, used) for each in answers)
    stale = tuple(
        f"{recorded.place(number)}: wanted a mutant that survives{_where(each)}, found none of "
        f"{each.was!r} → {each.now!r} (remove the entry)"
        for number, each in enumerate(recorded.entries)
        if number not in used
    )
    return found, stale


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
        is_here = entry.part in ("", answer.part, f"{answer.part}/{answer.name}")
        if is_here and (entry.was.strip(), entry.now.strip()) == (survivor.was, survivor.now):
            used.add(number)
            return survivor.model_copy(update={"reason": entry.because})
    return survivor
