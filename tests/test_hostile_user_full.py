"""The attack corpus for an ordinary user, behind every wall there is."""

import sys

import pytest
from hostile_user import attack_as_ordinary_user, passed

from grader.sandbox.level import Level

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what is left over"),
]


def test_the_corpus_holds_for_an_ordinary_user():
    said = attack_as_ordinary_user(Level.FULL)

    if "passed" not in said:
        pytest.skip("this machine gives an ordinary user no namespaces")
    assert passed(said) >= 70, said[-2000:]
