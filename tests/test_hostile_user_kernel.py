"""The attack corpus for an ordinary user, where the machine gives no namespaces."""

import sys

import pytest
from hostile_user import FORBID_NAMESPACES, attack_as_ordinary_user, passed

from grader.sandbox.level import Level

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what is left over"),
]


def test_the_corpus_holds_for_an_ordinary_user_without_namespaces():
    said = attack_as_ordinary_user(Level.KERNEL, "-c", FORBID_NAMESPACES)

    assert passed(said) >= 70, said[-2000:]
