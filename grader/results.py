"""A report: all results of one submission, as data. Pages and exports are its views.

`report.json` is these records written down, by `grader.report_json`; `docs/report.md` explains it,
and its version changes when a field changes its meaning or goes away. Text of a student's stands in
fields that say so and is hostile: whoever shows it escapes it.
"""

from typing import ClassVar, Literal

from grader.record import Record
from grader.score import Verdict

STEPS = 5
"""How finely sizes of differences are told apart."""


class Kept(Record, frozen=True, forbid_unknown_fields=True):
    """Base of what a report is made of: where one is read from a file, nothing unknown is in it."""


class Grid(Kept, frozen=True, kw_only=True, tag_field="form", tag="grid"):
    """A matrix, or a window of a larger array, as text ready to be shown."""

    form: ClassVar = "grid"

    label: str
    """What it is, such as ``You gave`` or ``X``."""

    rows: tuple[tuple[str, ...], ...]
    """The cells, row by row."""

    off: tuple[tuple[int, int], ...] = ()
    heat: tuple[int, ...] = ()
    """(row, column) of the cells that differ from what is expected; and by how much each of them
    does, from 1 to `STEPS`, or empty where that is not shown."""

    note: str = ""
    """What a window leaves out, such as ``rows 4 to 15 of 512``."""


class Line(Kept, frozen=True, kw_only=True, tag_field="form", tag="line"):
    """A value short enough for one line."""

    form: ClassVar = "line"

    label: str
    text: str
    tex: str = ""
    """The same as TeX, where it is a formula that was read."""

    off: bool = False
    """Whether it differs from what is expected."""


Exhibit = Grid | Line


class Place(Kept, frozen=True, kw_only=True):
    """One entry of an array that differs; `where` is such as ``row 3, column 5``."""

    where: str
    given: str
    expected: str


class Difference(Kept, frozen=True, kw_only=True):
    """Where a large array differs from what is expected, and by how much."""

    off: int
    size: int
    """How many entries differ, and of how many."""

    where: str
    """Where they lie, as a sentence."""

    typical: str
    largest: str
    """The median and the largest of the sizes of the differences."""

    worst: tuple[Place, ...]
    """The three largest differences, the largest first."""

    picture: tuple[str, ...]
    dot: tuple[int, int]
    """The matrix that holds the largest, row by row: a digit a dot, from 0 (right) to `STEPS`. And
    the rows and columns that a dot stands for; the largest difference among them counts."""

    note: str = ""
    """Which matrix it is, in an array of more dimensions."""


class Excerpt(Kept, frozen=True, kw_only=True):
    """Lines of the student's own source, counted from 1; the one where it stopped is marked."""

    file: str
    first: int
    marked: int | None = None
    lines: tuple[str, ...]


class Spot(Kept, frozen=True, kw_only=True):
    """A place in the student's own source."""

    file: str
    line: int
    function: str = ""
    source: str = ""
    """Counted from 1; and the line as the student wrote it."""


class Example(Kept, frozen=True, kw_only=True):
    """The smallest case that shows the mistake."""

    inputs: tuple[Exhibit, ...]
    given: Exhibit | None
    expected: Exhibit | None
    """None where the author withholds it."""

    code: str = ""
    """A line of Python that makes the same call; to be pasted into a session."""


class Feedback(Kept, frozen=True, kw_only=True):
    """What a student reads about one answer."""

    found: str
    cause: str = ""
    evidence: str = ""
    next: str = ""
    """What was given and what is off, in a sentence or two; the likely cause; what speaks for it;
    one thing to do next. Cause and next step are the author's, in Markdown with TeX."""


class AnswerResult(Kept, frozen=True, kw_only=True):
    """One answer of a part; `name` is what the module was asked for, the first of several."""

    name: str

    kind: str
    points: float
    earned: float | None
    """None where the mark is withheld or a person gives it."""

    verdict: Verdict
    misconception: str | None = None
    likely: tuple[str, ...] = ()
    """The one named mistake, the author's or a general one, that explains the answer; and all named
    mistakes that do, where no case tells them apart."""

    signature: str = ""
    """The same for equal wrong answers, however they are written; empty for a right one."""

    literal: str | dict[str, str] = ""
    """A wrong answer that nothing explains, as an oracle's code if it can be written so."""

    feedback: Feedback
    given: Exhibit | None = None
    expected: Exhibit | None = None
    """None where there is nothing to show, or the author withholds it."""

    instead: Exhibit | None = None
    """What it would be with the right earlier answer, under follow-through."""

    difference: Difference | None = None
    """For an array that is too large to be shown whole."""

    picture: str = ""
    curve: tuple[float, ...] = ()
    """A plot: a PNG file in base64, hostile; and the losses of trained code, as it told them."""

    example: Example | None = None
    excerpt: Excerpt | None = None
    """The function that is wrong, or where it stopped."""

    spots: tuple[Spot, ...] = ()
    """Where the student's code was when it stopped, outermost first."""

    printed: str = ""
    seconds: float | None = None
    """What its code printed, hostile and cut; how long its calls took, by its own clock, if any."""

    cases: tuple[Verdict, ...] = ()
    """A function's verdicts, case by case."""


class PartResult(Kept, frozen=True, kw_only=True):
    """One part."""

    id: str
    label: str
    """Such as ``1.1.b`` and ``1.1 (b)``."""

    problem: str = ""
    """The id of the problem it belongs to."""

    title: str
    prompt: str
    """The question: Markdown with TeX."""

    points: float
    earned: float | None
    verdict: Verdict
    misconception: str | None
    """None where the mark is withheld; and the first named mistake among its answers."""

    feedback: str
    """The answers' findings as one plain text."""

    reveal: Literal["expected", "example", "shape", "none"]
    answers: tuple[AnswerResult, ...]


class ProblemIntro(Kept, frozen=True, kw_only=True):
    """What the parts of one problem share; `id` is such as ``1.1``."""

    id: str
    title: str
    intro: str = ""
    """Its text and given data: Markdown with TeX."""


class Mishap(Kept, frozen=True, kw_only=True):
    """Something that happened while the student's file was read."""

    line: int
    last_line: int
    source: str
    text: str
    """The statement, hostile and cut; what happened and what it means, in plain text."""


class Receipt(Kept, frozen=True, kw_only=True):
    """What it takes to mark the same submission again in the same way."""

    grader: str
    torch: str
    numpy: str
    python: str
    spec: str
    key: str
    submission: str
    """SHA-256 of the spec's files; of all that the key follows from; of the submitted files."""

    seed: int
    variant: int | None = None
    """The seed of the student's own cases; None where all students met the same."""

    isolation: str
    marked_at: str
    """The level that the student's code ran under; and when, as ISO 8601 in UTC."""


class Report(Kept, frozen=True, kw_only=True):
    """All results of one submission."""

    version: Literal[1] = 1
    language: str = "en"
    """The file's version, which fields may be added without; and as in ``<html lang>``."""

    assignment: str
    course: str
    title: str
    student: str
    """As handed in; hostile."""

    points: float
    earned: float | None
    """What could be earned, and what was; None where a fault of ours withholds the mark."""

    problems: tuple[ProblemIntro, ...] = ()
    """The problems that the parts belong to, in order."""

    parts: tuple[PartResult, ...]
    mishaps: tuple[Mishap, ...] = ()
    notes: tuple[str, ...] = ()
    printed: str = ""
    """What the student should know about the submission as a whole, in plain text; and what was
    printed while the file was read, hostile and cut."""

    receipt: Receipt
