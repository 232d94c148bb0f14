"""What an audit found, as data: kept between runs, and written by `grader audit --json`.

Rule: facts only. What must hold is in `grader.audit.thresholds`, the words are with the pages.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Base of every record here: immutable, and an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class MistakeFacts(Fact):
    """One misconception, given as an answer."""

    id: str
    shown: tuple[bool, ...]
    """For each case, whether the mistake is wrong there."""

    is_caught: bool
    """Whether the answer is not right."""

    labels: tuple[str, ...]
    """The misconceptions that would explain the answer: itself, and no other."""


class JunkFacts(Fact):
    """One answer that knows nothing."""

    name: str
    passed: bool
    share: float
    """What it would earn of the points."""

    excuse: str = ""
    """Why it is right by necessity, if it is."""


class RuleFacts(Fact):
    """One rule of an answer that has no reference: a property, or a statistical check."""

    id: str
    tried: int
    """How many answers that know nothing could be called as the rule does."""

    broken: int
    """How many of these break it; a rule that none breaks tests nothing."""


class Survivor(Fact):
    """A changed reference that no case tells from the reference."""

    operator: str
    place: str
    """Such as ``oracle``, or ``reference.py:16``."""

    was: str
    now: str
    reason: str = ""
    """Why it is equivalent, where the author recorded that."""


class Mutation(Fact):
    """How changes of the reference fared."""

    total: int
    killed: int
    survivors: tuple[Survivor, ...] = ()
    remedy: str = ""
    """YAML to paste: the fewest fresh cases that would kill the rest."""

    remedied: int = 0
    """How many survivors it would kill."""


class Margin(Fact):
    """How far right and wrong are from the line that separates them, which is at 1."""

    legitimate: float | None
    """The worst right way of computing, as a share of what is allowed; None if not computed."""

    legitimate_name: str = ""
    wrong: float | None
    """The closest wrong one, likewise; None where every wrong one differs in shape."""

    wrong_name: str = ""


class AnswerFacts(Fact):
    """Everything about one answer."""

    part: str
    label: str
    """Such as ``1.1.b`` and ``1.1 (b)``."""

    name: str
    kind: str
    skipped: str = ""
    """Why it was not audited, if it was not."""

    cases: tuple[str, ...] = ()
    """What each case is called with, in short; empty for a value."""

    points: int = 0
    """Of a formula, at how many points it is judged."""

    reference: tuple[str, ...] = ()
    """Forms in which the reference itself was given as an answer and not taken for right."""

    mistakes: tuple[MistakeFacts, ...] = ()
    junk: tuple[JunkFacts, ...] = ()
    rules: tuple[RuleFacts, ...] = ()
    """Of an answer that has no reference."""

    mutation: Mutation | None = None
    margin: Margin | None = None
    is_repeatable: bool = True
    """Whether solving it twice gives the same key."""

    hidden: str = ""
    """What another seed hides, if anything."""

    ties: tuple[int, ...] = ()
    """The cases whose value jumps when inputs move by a rounding."""

    conditioning: float = 0.0
    """What is allowed at most, as a share of the largest value; 0 where values are exact."""

    also: Literal["agrees", "differs", ""] = ""
    """A second formulation of the reference against the first; empty where there is none."""

    quoted: int = 0
    """Formulas of the prompt that were held against the oracle."""


class Misfiled(Fact):
    """A mark that is not the one a submission is filed with."""

    student: str
    part: str
    wanted: str
    found: str


class RunFacts(Fact):
    """What came of real submissions, behind the walls."""

    starter: Literal["missing", "earns", "none"]
    """What the starter came to: every part missing, or not; or there is none."""

    starter_parts: tuple[str, ...] = ()
    """The parts of the starter that are not missing."""

    filed: int = 0
    """Marks that were held against those that are filed."""

    students: int = 0
    full: int = 0
    """Submissions filed with all points, which stand for the reference."""

    misfiled: tuple[Misfiled, ...] = ()
    unfiled: tuple[str, ...] = ()
    """Submissions that nothing is filed about."""

    seconds: float | None = None
    """What marking one submission takes on one core, in seconds."""


class AuditFacts(Fact):
    """One assignment."""

    version: Literal[1] = 1
    assignment: str
    title: str
    course: str = ""
    answers: tuple[AnswerFacts, ...]
    runs: RunFacts | None = None
    """None where nothing was run."""

    stale: tuple[str, ...] = ()
    """Entries of `audit.yaml` that fit no survivor, each with its place."""
