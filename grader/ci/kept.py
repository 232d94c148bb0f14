"""The results that stay when a submission is not marked.

Pure. They come back from the platform, so they are checked as if they were new before they are
written again; where only the score can be used, that stays, and the student is told so.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from grader.ci.metadata import Earlier, read_score
from grader.exchange.gradescope import VISIBILITIES
from grader.record import Record

NOTED = "counted"
"""Where results note the times of the submissions that counted, among their `extra_data`."""

TOLD = "told"
"""Where they note what of their output was said about the limit, above all else."""

Visibility = Annotated[str, Field(pattern=rf"\A(?:{'|'.join(VISIBILITIES)})\z")]
_Format = Literal["text", "html", "simple_format", "md", "ansi"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow", strict=True, allow_inf_nan=False)

    score: float | None = None
    output: str = ""
    output_format: _Format = "text"
    visibility: Visibility = "visible"
    extra_data: dict[str, Any] = {}


class _Test(_Strict):
    max_score: float | None = None
    status: Literal["passed", "failed"] | None = None
    name: str = ""
    name_format: _Format = "text"
    number: str = ""
    tags: list[str] = []


class _Results(_Strict):
    """`results.json` as Gradescope takes it."""

    execution_time: float | None = None
    test_output_format: _Format = "text"
    test_name_format: _Format = "text"
    stdout_visibility: Visibility = "hidden"
    tests: list[_Test] = []
    leaderboard: list[dict[str, Any]] = []


class Kept(Record, frozen=True):
    """What there is of an earlier submission to be written again."""

    results: dict[str, Any]
    """Without what was said above them about the limit."""

    @property
    def has_details(self) -> bool:
        """Whether there is more to show than the score."""
        return bool(self.results.get("output") or self.results.get("tests"))


def find_kept(earlier: Sequence[Earlier], visibility: str) -> Kept | None:
    """Find the results that stay: those of the latest submission that was marked.

    Args:
        earlier: The latest first.
        visibility: When students see a score of which there are no results any more.

    Returns:
        None where no submission is known to have been marked.
    """
    for each in earlier:
        if each.has_failed:
            continue
        results = _read_results(each.results)
        if results is not None:
            return Kept(results)
        score = each.score if each.score is not None else read_score(each.results.get("score"))
        # Of one that is still being marked the platform might say zero.
        if score is not None and (score > 0 or each.results):
            shown = {"visibility": visibility, "stdout_visibility": "hidden"}
            return Kept({"score": score, "output_format": "text", **shown, "tests": []})
    return None


def write_kept(kept: Kept, message: str, counted: Sequence[datetime]) -> str:
    """Write results again.

    Args:
        kept: What they are.
        message: Said above everything else.
        counted: The times of the submissions that count, to be noted.
    """
    before = kept.results.get("output")
    notes = {NOTED: [each.isoformat() for each in counted], TOLD: message}
    results = {
        **kept.results,
        "output": f"{message}\n\n{before}" if before else message,
        "extra_data": {**kept.results.get("extra_data", {}), **notes},
    }
    return json.dumps(results, indent=1, allow_nan=False) + "\n"


def _read_results(said: dict[str, Any]) -> dict[str, Any] | None:
    """Read results that can be written as they are; None for what the platform would not take.

    What is null is left out, which says the same.
    """
    results: dict[str, Any] = _without_nulls(said)
    if isinstance(tests := results.get("tests"), list):
        results["tests"] = [_without_nulls(each) for each in tests]
    try:
        read = _Results.model_validate(results)
        json.dumps(results, allow_nan=False)
    except (ValueError, OverflowError, RecursionError):
        return None
    if read.score is None and all(each.score is None for each in read.tests):
        return None
    above = read.extra_data.get(TOLD)
    if isinstance(above, str) and above and read.output.startswith(above):
        results["output"] = read.output.removeprefix(above).lstrip("\n")
    return results


def _without_nulls(said: Any) -> Any:
    if not isinstance(said, dict):
        return said
    return {key: value for key, value in said.items() if value is not None}
