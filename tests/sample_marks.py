"""Classes made up from numbers: summaries with any points, verdicts and shared wrong answers."""

from grader.score import Verdict
from grader.summary import AnswerSummary, PartSummary, Status, Summary


def answer(verdict="right", signature="", misconception=None, likely=(), *, name="x", kind="array"):
    return AnswerSummary(name, kind, Verdict(verdict), 1.0, signature, misconception, likely)


def part(letter, earned=1.0, points=1.0, *answers, verdict=None, seconds=None):
    """One part; its verdict follows from its points where none is given."""
    if verdict is None:
        verdict = "right" if earned == points else "partly-right" if earned else "wrong"
    return PartSummary(
        id=f"1.{letter}",
        label=f"1 ({letter})",
        title=f"Part {letter}",
        points=points,
        earned=earned,
        verdict=Verdict(verdict),
        answers=answers or (answer(verdict),),
        seconds=seconds,
    )


def student(name, *parts, status=Status.MARKED, folder=None):
    earned = [each.earned for each in parts]
    return Summary(
        student=name,
        folder=folder or name,
        points=sum(each.points for each in parts),
        earned=None if None in earned else sum(earned),
        status=status,
        isolation="full",
        parts=parts,
    )


def class_of(table, points=None):
    """A class from rows of points, a column a part."""
    return [
        student(
            f"s{row}",
            *(
                part("abcdefghijklmnop"[column], float(earned), points or max(map(max, table)))
                for column, earned in enumerate(line)
            ),
        )
        for row, line in enumerate(table)
    ]


def sharing(counts, right=0, letter="a", **more):
    """A class of one part: for each signature, how many gave that wrong answer."""
    wrong = [
        student(f"{signature}{n}", part(letter, 0.0, 1.0, answer("wrong", signature, **more)))
        for signature, number in counts.items()
        for n in range(number)
    ]
    return [*wrong, *(student(f"right{n}", part(letter)) for n in range(right))]
