"""Reports made by hand, one for each state that a page must show well; no student code is run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from grader.results import (
    AnswerResult,
    Example,
    Feedback,
    Grid,
    Line,
    Mishap,
    PartResult,
    Receipt,
    Report,
    Spot,
)
from grader.score import Verdict
from grader.spec.load import load_assignment

HOMEWORK: Final = load_assignment(Path(__file__).parents[1] / "problems" / "dsga1008-hw2")

RECEIPT: Final = Receipt(
    grader="0.1.0",
    torch="2.13.0",
    numpy="2.4.6",
    python="3.11.2",
    spec="4f1c9a" * 10 + "4f1c",
    key="2b90aa" * 10 + "2b90",
    submission="88d07e" * 10 + "88d0",
    seed=1008,
    isolation="full",
    marked_at="2026-03-01T12:00:00Z",
)

RIGHT: Final = {
    "conv_output_shape": Line(label="You gave", text="(3, 3)"),
    "output_width": Line(
        label="You gave",
        text="(I + 2*P - K) // S + 1",
        tex=r"\left\lfloor \frac{I + 2 P - K}{S} \right\rfloor + 1",
    ),
    "conv_output": Grid(
        label="You gave", rows=(("109", "92", "72"), ("108", "85", "74"), ("110", "74", "79"))
    ),
    "input_gradient": Grid(
        label="You gave",
        rows=(
            ("4", "7", "10", "6", "3"),
            ("9", "17", "25", "16", "8"),
            ("11", "23", "34", "23", "11"),
            ("7", "16", "24", "17", "8"),
            ("2", "6", "9", "7", "3"),
        ),
    ),
    "pooling_modules": Line(label="You gave", text="MaxPool2d, AvgPool2d, LPPool2d"),
    "max_pooled": Grid(label="You gave", rows=(("109", "92"), ("110", "85"))),
    "max_pool_p": Line(label="You gave", text="max_pool_p = inf"),
    "avg_pool_p": Line(label="You gave", text="avg_pool_p = 1, avg_pool_scale = 1/n"),
}
