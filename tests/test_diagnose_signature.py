"""Equal wrong answers of code that is run share a signature, and others do not."""

import numpy as np
import pytest

from grader.compare.reading import Draws, Numbers, Trained
from grader.compare.result import Stopped
from grader.diagnose.signature import sign
from grader.outcome import TimedOut

WRONG = (0.1225, 0.1069, 0.1091)


def noise(seed, deviation, mean=0.0):
    drawn = np.random.default_rng(seed).normal(mean, deviation, 12_000)
    return Draws(((Numbers(drawn),),))


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (Trained(WRONG, (3.0, 2.0)), True),
        (Trained((0.12250001, *WRONG[1:]), ()), True),
        (Trained((0.8508, *WRONG[1:]), ()), False),
        (Trained((*WRONG[:2], Stopped(TimedOut(3.0, (), ""))), ()), False),
    ],
    ids=["another-curve", "rounding", "another-run", "a-run-stopped"],
)
def test_training_is_known_by_what_its_runs_came_to(other, is_same):
    assert (sign(Trained(WRONG, ())) == sign(other)) == is_same


def test_draws_of_one_distribution_share_a_signature_although_no_draw_does():
    assert sign(noise(1, 0.52)) == sign(noise(2, 0.52))


@pytest.mark.parametrize("other", [noise(3, 0.85), noise(3, 0.52, mean=0.5)])
def test_draws_of_another_distribution_have_another(other):
    assert sign(noise(1, 0.52)) != sign(other)
