"""Data sets: split without overlap, the same each time; and what an author without them is told."""

import subprocess
import sys

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import SpecError
from grader.oracle.datasets import digits, spirals
from grader.oracle.expression import Evaluator
from grader.spec.assignment import Source
from grader.spec.load import load_assignment


def test_digits_are_the_1797_scans_that_scikit_learn_documents():
    data = digits()

    assert len(data.train_x) + len(data.test_x) == 1797
    assert data.train_x.shape[1:] == data.test_x.shape[1:] == (64,)
    assert (data.train_x.min(), data.train_x.max()) == (0, 1)
    per_digit = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert torch.cat([data.train_y, data.test_y]).bincount().tolist() == per_digit


def test_no_digit_is_in_both_halves():
    data = digits()
    rows = {tuple(row) for row in data.train_x.tolist()}

    assert not any(tuple(row) in rows for row in data.test_x.tolist())


def test_images_and_labels_stay_together():
    """A class mean tells most held-back digits, which labels of other images could not."""
    data = digits()
    means = torch.stack([data.train_x[data.train_y == each].mean(0) for each in range(10)])

    nearest = torch.cdist(data.test_x, means.to(data.test_x.dtype)).argmin(1)

    assert (nearest == data.test_y).double().mean() > 0.85


@pytest.mark.parametrize("make", [digits, lambda: spirals(40)], ids=["digits", "spirals"])
def test_the_same_call_gives_the_same_data(make):
    torch.manual_seed(1)
    first = make()
    torch.manual_seed(2)

    assert all(torch.equal(a, b) for a, b in zip(first, make(), strict=True))


@given(st.integers(8, 200), st.integers(2, 5))
def test_spirals_deal_their_points_to_the_arms_in_turn(count, classes):
    data = spirals(count, classes)

    assert len(data.test_x) == count // 4
    sizes = torch.cat([data.train_y, data.test_y]).bincount(minlength=classes)
    assert sizes.max() - sizes.min() <= 1


def test_without_noise_a_point_lies_on_its_own_arm():
    data = spirals(300, 3, noise=0)
    radius = data.train_x.norm(dim=1)

    turned = torch.atan2(data.train_x[:, 1], data.train_x[:, 0]) / (2 * torch.pi) - 0.75 * radius

    arms = turned - data.train_y / 3
    assert torch.allclose(arms, arms.round(), atol=1e-5)


def test_importing_the_oracle_imports_no_scikit_learn():
    code = "import sys, grader.oracle.vocabulary; sys.exit('sklearn' in sys.modules)"

    program = [sys.executable, "-c", code]
    found = subprocess.run(program, check=False)  # noqa: S603 - our own program

    assert found.returncode == 0


def test_an_author_without_scikit_learn_is_told_where_and_what_to_install(
    monkeypatch, example_assignment
):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    source = Source(file=example_assignment.folder / "assignment.yaml", marks={})
    evaluator = Evaluator(example_assignment)

    with pytest.raises(SpecError, match=r"digits\(\) wanted scikit-learn, found none \(install"):
        evaluator.evaluate(evaluator.compile("digits().train_x", source, ()), {})


@pytest.fixture
def example_assignment(request):
    return load_assignment(request.config.rootpath / "problems" / "digits")
