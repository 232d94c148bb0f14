"""What is said of code that is run rather than compared: each sentence holds, and says of what."""

import struct

import numpy as np
import pytest
from sample_keys import ARRAY, FUNCTION_KEY, came, case

from grader.compare.figure import MOST_BYTES, compare_figure, read_figure
from grader.compare.random import compare_random
from grader.compare.reading import Draws, Numbers, Results, Trained
from grader.compare.result import Absent, BelowWanted, BrokenClaim, Match, UnlikelyDraws, WrongCases
from grader.compare.training import compare_training
from grader.feedback import explain, tell_finding
from grader.key.kinds import (
    Chances,
    FigureKey,
    FunctionKey,
    Invariant,
    RandomKey,
    Sampling,
    Training,
    TrainingKey,
    Way,
)
from grader.language import speak
from grader.values import Array

CLASSES = np.repeat([0.0, 1.0, 2.0, 3.0], [40, 20, 20, 20])
SIZES = np.array([1.0, 2.0, 3.0, 10.0])


def training(metric="accuracy", labels=CLASSES, wanted=0.9, counts="median", runs=3):
    return TrainingKey(
        "fit",
        ("x",),
        "fit(x)",
        (Training((), labels),) * runs,
        metric,
        ((wanted, 1.0),),
        counts,
        has_curve=False,
    )


def trained(key, *values):
    return compare_training(key, Trained(values, ()))


@pytest.mark.parametrize(
    ("key", "values", "sentence"),
    [
        pytest.param(
            training(),
            (0.8486, 0.875, 0.85),
            (
                "On unseen data the accuracy came to 84.86 %, 87.5 %, 85 %. "
                "The median counts: 85 %. Full points take 90 %."
            ),
            id="median",
        ),
        pytest.param(
            training(runs=1),
            (0.49,),
            (
                "On unseen data the accuracy came to 49 %. Full points take 90 %. "
                "One answer for every input would come to 40 %."
            ),
            id="within two deviations of 40 of 100",
        ),
        pytest.param(
            training("mean-squared-error", SIZES, 0.1, "all", 2),
            (0.5, 3.0),
            (
                "On unseen data the mean squared error came to 0.5, 3. The worst counts: 3. "
                "Full points take 0.1."
            ),
            id="error",
        ),
        pytest.param(
            training("mean-squared-error", SIZES, 0.1, "best", 2),
            (20.0, 13.0),
            (
                "On unseen data the mean squared error came to 20, 13. The best counts: 13. "
                "Full points take 0.1. One answer for every input would come to 12.5."
            ),
            id="no better than the mean, which is 4, of 1, 2, 3 and 10",
        ),
        pytest.param(
            training("mean-absolute-error", SIZES, 0.1, runs=1),
            (2.5,),
            (
                "On unseen data the mean absolute error came to 2.5. Full points take 0.1. "
                "One answer for every input would come to 2.5."
            ),
            id="no better than the median, which is 2.5",
        ),
    ],
)
def test_training_is_told_in_its_metric_with_what_counts_and_what_a_constant_does(
    key, values, sentence
):
    assert explain(trained(key, *values), key, "expected") == sentence
    assert len(sentence.split()) <= 40


def test_what_falls_short_is_never_rounded_up_to_what_is_wanted():
    key = training(wanted=0.94, runs=1)

    assert "came to 93.99 %. Full points take 94 %." in explain(
        trained(key, 0.939999), key, "expected"
    )


def test_percentages_follow_the_language_and_code_does_not():
    key, draws = training(runs=1), uniform()
    with speak("de"):
        assert "84,86 %" in explain(trained(key, 0.8486), key, "expected")
        assert "0.5" in explain(drawn(draws, np.linspace(0, 0.5, 1000)), draws, "expected")


def test_nothing_is_said_of_what_is_wanted_where_the_author_hides_it():
    said = explain(trained(training(), 0.1, 0.1, 0.1), training(), "none")

    assert said == "On unseen data the accuracy came to 10 %, 10 %, 10 %. The median counts: 10 %."


def test_runs_of_right_code_are_told_in_the_same_words():
    key = training()
    reading = Trained((0.95, 0.96, 0.97), ())

    said = tell_finding(Match(), key, reading, "expected")
    assert said == "On unseen data the accuracy came to 95 %, 96 %, 97 %."


# Draws.


def shares(*expected, script="sample = f(p)\n((sample == 0), (abs(sample) < 1e-6),)", says=None):
    none = np.zeros(0)
    chances = tuple(Chances(each, none, none) for each in expected)
    says = says or tuple(f"Check {rank} fails." for rank in range(len(expected)))
    return RandomKey("f", ("p",), script, (Sampling((0.5,), chances),), says, 10)


def uniform():
    grid = np.linspace(-2, 2, 401)
    chances = (Chances(None, grid, np.clip(grid, 0, 1)),)
    return RandomKey("f", (), "(sample - x,)", (Sampling((), chances),), ("Not uniform.",), 10)


def drawn(key, *samples):
    return compare_random(key, Draws((tuple(Numbers(each) for each in samples),)))


def yes(number, size):
    return np.arange(size) < number


@pytest.mark.parametrize(
    ("key", "samples", "sentence"),
    [
        pytest.param(
            shares(0.25, 0.5),
            (yes(2742, 3600), yes(1800, 3600)),
            (
                "`sample == 0` holds for 76.16 % of 3,600 draws; 25 % is right. "
                "Right code is that far off less than once in a million times."
            ),
            id="share",
        ),
        pytest.param(
            shares(0.25, 1.0),
            (yes(900, 3600), yes(874, 3600)),
            "`abs(sample) < 1e-6` holds for 874 of 3,600 draws; it should hold for all.",
            id="all",
        ),
        pytest.param(
            shares(0.0, 1.0),
            (yes(1, 100), yes(100, 100)),
            "`sample == 0` holds for 1 of 100 draws; it should hold for none.",
            id="none",
        ),
        pytest.param(
            shares(0.25, 1.0, says=("Off.", "Off.")),
            (yes(25, 100), yes(99, 100)),
            "`abs(sample) < 1e-6` holds for 99 of 100 draws; it should hold for all.",
            id="told apart by what is expected",
        ),
        pytest.param(
            shares(1.0, 1.0, says=("Off.", "Off.")),
            (yes(100, 100), yes(99, 100)),
            (
                "`sample == 0` or `abs(sample) < 1e-6` holds for 99 of 100 draws; it should hold "
                "for all."
            ),
            id="not to be told apart",
        ),
        pytest.param(
            uniform(),
            (np.linspace(0, 0.5, 1000),),
            (
                "`sample - x` is at most 0.5 in 100 % of 1,000 draws; 50 % is right. "
                "Right code is that far off less than once in a million times."
            ),
            id="distribution",
        ),
    ],
)
def test_draws_are_told_with_what_was_looked_at(key, samples, sentence):
    found = drawn(key, *samples)

    assert isinstance(found, UnlikelyDraws)
    assert explain(found, key, "expected") == sentence
    assert explain(found, key, "none") == "The draws are not those of right code."


def test_a_finding_of_another_kind_of_answer_is_a_fault_of_ours():
    with pytest.raises(TypeError, match="ArrayKey never gives a BelowWanted"):
        explain(BelowWanted((0.1,), 0.1, 0.9, 0.0), ARRAY, "expected")


# Claims, ways and figures.


def test_a_broken_claim_is_named_once():
    claim = Invariant("sizes", "len(f(n)) == n", "==", "Too few.")
    key = FunctionKey("f", ("n",), (case(0),), "cases", invariants=(claim,))
    broken = WrongCases(0, BrokenClaim(claim, (), 3.0, 4.0, 1, 1), 12, 48)

    assert explain(broken, key, "expected") == (
        "Wrong on 12 of 48 cases. On the smallest: `len(f(n)) == n` does not hold. "
        "The left side is 3, the right side 4."
    )


@pytest.mark.parametrize("key", [FUNCTION_KEY, training(), uniform()], ids=["f", "fit", "g"])
def test_what_is_none_may_be_what_code_gave_so_none_is_not_said_to_be_its_name(key):
    assert explain(Absent("none"), key, "expected") == (
        f"`{key.name}` gives None, so there is nothing to mark. "
        "What a function prints, it must return as well."
    )


def test_the_way_it_was_called_is_told_where_there_are_several():
    ways = (Way("with your own cache", ""), Way("with ours", ""))
    key = FunctionKey("f", (), (case(0),) * 3, "cases", ways=ways)

    said = tell_finding(Match(), key, Results((), "with ours"), "expected")
    assert said == (
        "Right on all 3 cases. It was called in 2 ways and is marked by the best: with ours."
    )


def png(width, height, size=0):
    header = struct.pack(">II", width, height)
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + header + bytes(size)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"GIF89a", "Wanted a PNG file, found another format in 'a.png'.", id="gif"),
        pytest.param(png(0, 3), "Wanted a PNG file, found another format in 'a.png'.", id="empty"),
        pytest.param(
            png(4001, 4000),
            "Wanted a picture of at most 2 MiB and 16 million pixels, found a larger one.",
            id="pixels",
        ),
        pytest.param(
            png(4, 4, MOST_BYTES),
            "Wanted a picture of at most 2 MiB and 16 million pixels, found a larger one.",
            id="bytes",
        ),
        pytest.param(png(4, 4), "A person will look at this.", id="fine"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told_why(content, sentence):
    key = FigureKey("plot", ())
    given = Array.of(np.frombuffer(content, np.uint8))
    reading = read_figure(key, (came("a.png"), came(given)))
    found = compare_figure(key, reading) if hasattr(reading, "png") else reading

    assert explain(found, key, "expected") == sentence
