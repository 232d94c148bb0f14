"""Result files of course platforms, as models of what each one's documentation allows."""

import base64
import json
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Visibility = Literal["hidden", "after_due_date", "after_published", "visible"]
Format = Literal["text", "html", "simple_format", "md", "ansi"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class GradescopeTest(Strict):
    score: float | None = None
    max_score: float | None = None
    status: Literal["passed", "failed"] | None = None
    name: str = ""
    name_format: Format = "text"
    number: str = ""
    output: str = ""
    output_format: Format = "text"
    tags: list[str] = []
    visibility: Visibility = "visible"
    extra_data: dict[str, Any] = {}


class Gradescope(Strict):
    score: float | None = None
    execution_time: float | None = None
    output: str = ""
    output_format: Format = "simple_format"
    test_output_format: Format = "text"
    test_name_format: Format = "text"
    visibility: Visibility = "visible"
    stdout_visibility: Visibility = "hidden"
    extra_data: dict[str, Any] = {}
    tests: list[GradescopeTest] = []
    leaderboard: list[dict[str, Any]] = []

    @model_validator(mode="after")
    def _has_a_score(self):
        assert self.score is not None or any(test.score is not None for test in self.tests)
        for test in self.tests:
            assert (test.score is None) == (test.status is None) == (test.max_score is None)
            assert "\r" not in test.output
        return self


class Classroom50Test(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    name: str = Field(alias="test-name", min_length=1)
    passed: bool
    score: int = Field(ge=0)
    most: int = Field(alias="max-score", ge=0)


class Person(Strict):
    username: str
    id: int | None = None


Zulu = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]


class Classroom50(Strict):
    form: Literal["classroom50/result/v1"] = Field(alias="schema")
    classroom: str
    assignment: str
    assignment_type: Literal["individual", "group"]
    owner: str
    submission: str = Field(pattern="^submit/")
    commit: str
    release: str
    review: str
    datetime: Zulu
    score: int = Field(ge=0)
    most: int = Field(alias="max-score", ge=0)
    tests: list[Classroom50Test]
    graded_at: Zulu | None = None
    submitted_by: Person | None = None

    @model_validator(mode="after")
    def _is_possible(self):
        assert self.score <= self.most
        assert all(test.score <= test.most for test in self.tests)
        return self


class ClassroomTest(Strict):
    name: str
    status: Literal["pass", "fail", "error"]
    message: str
    test_code: str
    filename: Literal[""]
    line_no: Literal[0]
    execution_time: Annotated[str, Field(pattern=r"^\d+\.\d\ds$")] | Literal[0]
    score: float | None = None


class GitHubClassroom(Strict):
    version: Literal[1]
    status: Literal["pass", "fail", "error"]
    max_score: float | None = None
    tests: list[ClassroomTest]

    @model_validator(mode="after")
    def _has_scores_unless_in_error(self):
        failed = self.status == "error"
        assert (self.max_score is None) == failed
        assert all((test.score is None) == failed for test in self.tests)
        return self


class Autolab(Strict):
    scores: dict[str, float]
    scoreboard: list[Any] | None = None


class PrairieLearnTest(Strict):
    name: str
    description: str = ""
    points: float
    max_points: float
    message: str = ""
    output: str = ""
    images: list[Any] = []


class PrairieLearn(Strict):
    gradable: bool = True
    score: float | None = Field(default=None, ge=0, le=1)
    message: str = ""
    output: str = ""
    images: list[Any] = []
    format_errors: list[str] = []
    tests: list[PrairieLearnTest] = []

    @model_validator(mode="after")
    def _has_a_score_if_it_can_be_graded(self):
        assert (self.score is not None) == self.gradable
        return self


class Metadata(BaseModel):
    """A part of `submission_metadata.json`, in the form that Gradescope gives its times."""

    created_at: AwareDatetime


def gradescope(text):
    return Gradescope.model_validate_json(text)


def classroom50(text):
    return Classroom50.model_validate_json(text)


def github_classroom(text):
    decoded = base64.b64decode(text, validate=True)
    return GitHubClassroom.model_validate_json(decoded)


def autolab(output):
    """The scores of the last line of what an autograder printed."""
    return Autolab.model_validate_json(output.rstrip("\n").split("\n")[-1])


def prairielearn(text):
    assert len(text.encode()) <= 1_000_000
    json.loads(text)
    return PrairieLearn.model_validate_json(text)
