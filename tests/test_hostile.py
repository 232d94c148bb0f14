"""The attack corpus is whole, and aims at what is there: without walls its attacks get through."""

import ast
import re
import sys
from typing import Final

import pytest
from hostile_corpus import EITHER_S, FILES, ROWS, parts, submission
from hostile_ground import NO_HURRY, laid_ground, run
from hostile_watch import Watch, settle

from grader.sandbox.blueprint import Walls
from grader.sandbox.level import Level
from grader.sandbox.worker import Worker

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what is left over"),
]

NO_WALLS: Final = Walls(namespaces=False, landlock=False, seccomp=False, limits=False)


def test_every_attack_is_filed_and_says_what_it_tries():
    assert {row["attack"] for row in ROWS} == FILES.keys()
    assert len(FILES) >= 70
    trees = {attack: ast.parse(parts(attack)[0]) for attack in FILES}
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_every_address_attacked_is_this_machine():
    texts = [path.read_text("utf-8") for path in FILES.values()]
    addresses = re.findall(r"\d+\.\d+\.\d+\.\d+|//[\w.-]+(?=[:/])", "".join(texts))
    assert set(addresses) == {"127.0.0.1", "//127.0.0.1"}


@pytest.mark.parametrize(
    "attack",
    [
        "reading/answer_key",
        "reading/process_files",
        "writing/canary",
        "writing/inode_flags",
        "network/past_the_guard",
        "processes/clone",
        "signals/by_descriptor",
    ],
)
def test_without_walls_the_same_attack_gets_through(attack):
    with (
        laid_ground() as ground,
        Worker(isolation=Level.KERNEL, torch=False, walls=NO_WALLS) as worker,
    ):
        settle(worker, ground)
        watch = Watch(ground)

        report = run(worker, ground, submission(attack), dict.fromkeys(NO_HURRY, EITHER_S))

        assert watch.breaches(report) != []
