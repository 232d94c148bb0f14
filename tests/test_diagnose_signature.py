"""Equal wrong answers of code that is run share a signature, and others do not."""

import numpy as np
import pytest

from grader.compare.reading import Draws, Numbers, Trained
from grader.compare.result import Stopped
from grader.diagnose.signature import sign
from grader.outcome import Raised, TimedOut

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


def raised(message, name="ValueError"):
    return Stopped(Raised(name, message, (), ""))


def test_exceptions_of_one_type_are_told_apart_by_what_they_say_but_for_its_numbers():
    one = raised("size 10 is different from 64")

    assert sign(one) == sign(raised("size 7 is different from 512"))
    assert sign(one) != sign(raised("too many values to unpack (expected 2)"))
    assert sign(one) != sign(raised("size 10 is different from 64", "RuntimeError"))


def uniform(reach):
    drawn = np.random.default_rng(5).uniform(-reach, reach, 12_000)
    return Draws(((Numbers(drawn),),))


def test_small_draws_and_draws_of_another_shape_are_told_apart():
    """Uniform up to 0.433 has the deviation 0.25."""
    assert sign(noise(3, 0.02)) != sign(noise(3, 0.04))
    assert sign(noise(3, 0.25)) != sign(uniform(0.433))
