"""Every exception the package raises on purpose, and the exit code each one ends a command with.

    GraderError          base class                                    exit code
      UsageError         the caller named something that is not there  2
      SpecError          a course author's file is wrong               2
      IsolationError     this machine gives less isolation than asked  2
      OracleError        the reference itself misbehaved               3
      SandboxError       our own worker broke its protocol             3
      WithheldError      a file needs a mark that is withheld          3

A student's mistake is never an exception: it is a verdict, and it travels in the report.
"""

from collections.abc import Sequence
from pathlib import Path

from grader.record import Record


class GraderError(Exception):
    """Base of everything raised on purpose; its text is a finished sentence for the terminal."""

    exit_code = 3


class UsageError(GraderError):
    """A command was given something that is not there or cannot be used."""

    exit_code = 2


class IsolationError(GraderError):
    """This machine cannot wall student code off as firmly as was asked."""

    exit_code = 2


class OracleError(GraderError):
    """A reference raised, returned nan, or cannot serve as the truth."""


class SandboxError(GraderError):
    """A worker of ours died or broke its protocol; never the student's fault."""


class WithheldError(GraderError):
    """A file that cannot be written without a mark, of a submission that has none."""


class Flaw(Record, frozen=True, order=True):
    """One thing wrong with a spec file, and where."""

    line: int
    """Counted from 1, as editors do."""

    column: int
    """Counted from 1."""

    where: str
    """Keys and indices from the top of the document: ``parts[0].points``."""

    text: str
    """What was wanted, then what was found, then the cure in brackets."""

    file: Path | None = None
    """The file, if not the one whose loading found the flaw."""


class SpecError(GraderError):
    """A spec is malformed and its author must mend it; reports every flaw at once."""

    exit_code = 2

    def __init__(self, file: Path, flaws: Sequence[Flaw]) -> None:
        self.file = file
        self.flaws = tuple(flaws)
        super().__init__(
            "\n".join(
                f"{flaw.file or file}:{flaw.line}:{flaw.column}: {flaw.where}: {flaw.text}"
                for flaw in flaws
            )
        )
