"""The attack corpus: student files that try to get out, to lie, or to cost somebody else something.

``hostile/expected.csv`` says what must come of each, and where. Whatever comes of it, nothing
outside may be read, changed or left behind, and the next submission is marked as ever. The files
are never imported here: each goes to a worker as bytes.
"""

import ast
import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from hostile_ground import HONEST, HONEST_LABELS, MIB, Ground, laid_ground, run
from hostile_watch import Watch, processes, settle

from grader.sandbox.blueprint import Walls
from grader.sandbox.level import Level, probe
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.skipif(sys.platform != "linux", reason="knows where Linux keeps what is left over"),
]

CORPUS: Final = Path(__file__).with_name("hostile")
FILES: Final = {f"{p.parent.name}/{p.stem}": p for p in sorted(CORPUS.glob("*/*.py"))}
ROWS: Final = list(csv.DictReader((CORPUS / "expected.csv").read_text("utf-8").splitlines()))
CASES: Final = [
    pytest.param(level, row, id=f"{level}-{row['attack']}")
    for level in Level
    for row in ROWS
    if level in row["levels"].split()
]

GROWN: Final = {
    "import/parentheses": b"\nx = " + b"(" * 100_000,
    "import/operators": b"\nx = " + b"-" * 100_000 + b"1",
    "import/attributes": b"\nx = f" + b".f" * 100_000,
    "import/nul": b"\nx = '\0'\n\0\0",
    "import/ten_megabytes": b"\n1/0" * 200 + b"\n#" * MIB + b"#" * (8 * MIB),
    "output/forged_dump": b"\n#" * (MIB // 2),
}
"""What is added to a file because nobody wants it in a repository: size, and odd bytes."""

NO_WALLS: Final = Walls(namespaces=False, landlock=False, seccomp=False, limits=False)

ORDINARY_USER: Final = 54321
FORBID_NAMESPACES: Final = """
import os, pathlib, sys
from grader.sandbox import linux
user, group = os.getuid(), os.getgid()
linux.unshare(linux.CLONE_NEWUSER)
for name, text in (
    ("self/setgroups", "deny"),
    ("self/uid_map", f"{user} {user} 1"),
    ("self/gid_map", f"{group} {group} 1"),
    ("sys/user/max_user_namespaces", "0"),
):
    pathlib.Path("/proc", name).write_text(text)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def parts(attack: str) -> list[bytes]:
    """The first file of an attack, and after it the names and texts of others that come along."""
    return re.split(rb"^# file: (.+)\n", FILES[attack].read_bytes(), flags=re.MULTILINE)


def submission(attack: str) -> dict[str, bytes]:
    """The files of an attack, by name."""
    first, *others = parts(attack)
    files = {name.decode(): text for name, text in zip(others[::2], others[1::2], strict=True)}
    return {"hw.py": first + GROWN.get(attack, b""), **files}


def matches(found: str, expected: str) -> bool:
    """Whether a label is one of the alternatives; ``raised`` stands for whatever was raised."""
    return any(found == one or found.startswith(f"{one}:") for one in expected.split("|"))


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with laid_ground() as ground:
        yield ground


@pytest.fixture(scope="module")
def worker_at(ground) -> Iterator[Callable[[Level], Worker]]:
    """Give the one worker of a level; asking for another level ends it, with all it started."""
    before = Counter(processes())  # of other tests: Python's own resource tracker lives on
    with ExitStack() as stack:
        current: dict[Level, Worker] = {}

        def worker_at(level: Level) -> Worker:
            if level not in current:
                if not probe().level.gives(level):
                    pytest.skip(f"this machine gives no level {level}")
                stack.close()
                current.clear()
                # At `basic` a fresh interpreter has to import NumPy as well.
                seconds = 5.0 if level is Level.BASIC else 2.0
                limits = Limits(import_seconds=seconds, memory_mib=256)
                current[level] = stack.enter_context(Worker(isolation=level, limits=limits))
                settle(current[level], ground)
            return current[level]

        yield worker_at
    assert not Counter(processes()) - before


@pytest.mark.parametrize(("level", "row"), CASES)
def test_an_attack_is_contained_and_gets_what_it_is_filed_under(
    worker_at, ground, level, row, capfd
):
    worker = worker_at(level)
    watch = Watch(ground)

    report = run(worker, ground, submission(row["attack"]))

    assert watch.breaches(report) == []
    assert {k: v for k, v in report.labels.items() if not matches(v, row[k])} == {}
    assert "".join(capfd.readouterr()) == ""
    assert run(worker, ground, {"hw.py": HONEST}).labels == HONEST_LABELS


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
def test_without_walls_the_same_attack_gets_through(attack, ground):
    with Worker(isolation=Level.KERNEL, torch=False, walls=NO_WALLS) as worker:
        settle(worker, ground)
        watch = Watch(ground)

        report = run(worker, ground, submission(attack))

        assert watch.breaches(report) != []
    ground.lay_out()
    ground.signals.clear()


def as_ordinary_user(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user who has no rights here, with our packages."""
    packages = [entry for entry in sys.path if entry.endswith("site-packages")]
    path = ":".join([str(CORPUS.parents[1]), *packages])
    try:
        return subprocess.run(  # noqa: S603 - this very test, under another name
            command,
            user=ORDINARY_USER,
            group=ORDINARY_USER,
            extra_groups=[],
            cwd=CORPUS.parents[1],
            env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            text=True,
        )
    except PermissionError as error:
        return subprocess.CompletedProcess(command, 126, "", str(error))


@pytest.fixture(scope="module")
def ordinary_python() -> str:
    """An interpreter that a user with no rights here can run."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    for python in (sys.executable, "/usr/bin/python3"):
        if as_ordinary_user(python, "-c", "import torch, pytest, psutil, grader").returncode == 0:
            return python
    pytest.skip("an ordinary user can reach no interpreter of this version")


@pytest.mark.parametrize(
    ("others", "before"),
    [
        pytest.param("kernel- or basic-", [], id="full"),
        pytest.param("full- or basic-", ["-c", FORBID_NAMESPACES], id="kernel, no namespaces"),
    ],
)
def test_the_corpus_holds_for_an_ordinary_user(others, before, ordinary_python):
    select = ["-k", f"attack_is_contained and not ({others})"]
    pytest_quietly = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]

    done = as_ordinary_user(ordinary_python, *before, *pytest_quietly, *select, str(Path(__file__)))

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    if "passed" not in done.stdout and not before:
        pytest.skip("this machine gives an ordinary user no namespaces")
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) >= 70, done.stdout[-2000:]
