"""Every attack of the corpus is contained where there are no namespaces."""

import sys

import pytest
from hostile_corpus import cases, find_faults, warm_worker

from grader.sandbox.level import Level

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what is left over"),
]


@pytest.fixture(scope="module")
def target():
    """A worker of the level, and what attacks are aimed at."""
    with warm_worker(Level.KERNEL) as target:
        yield target


@pytest.mark.parametrize("row", cases(Level.KERNEL))
def test_an_attack_is_contained_and_gets_what_it_is_filed_under(target, row, capfd):
    worker, ground = target

    assert find_faults(worker, ground, row) == []
    assert "".join(capfd.readouterr()) == ""
