"""From the handout to a homework that is ready, in a fresh environment with no torch in it."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import click
import pytest

from grader.cli import run

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parent.parent
COHORT = ROOT / "submissions" / "dsga1008-hw2"


def call(*command, folder=ROOT):
    """Run a program as a student would; gives what it prints, and fails with what it says."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(  # noqa: S603 - our own
        list(map(str, command)), capture_output=True, check=False, cwd=folder, env=clean, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return click.unstyle(done.stdout)


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Make an environment as a student does: the wheel, and what it depends on."""
    folder = tmp_path_factory.mktemp("student")
    call(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "-q", "-w", folder / "wheel")
    (wheel,) = (folder / "wheel").glob("grader-*.whl")
    venv.create(folder / "venv", with_pip=True)
    own = folder / "venv" / "bin" / "python"
    call(own, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel)
    return own


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    """Hand the homework out, as its author does."""
    folder = tmp_path_factory.mktemp("handout") / "hw2"
    assert run(["handout", str(ROOT / "problems" / "dsga1008-hw2"), "-o", str(folder)]) == 0
    return folder


def check(python, handout, *arguments):
    return call(python, "-m", "grader", "check", *arguments, folder=handout)


def test_the_way_from_the_handout_to_ready(python, handout):
    freeze = call(python, "-m", "pip", "list", "--format", "freeze").lower()
    assert "torch" not in freeze

    starter = json.loads(check(python, handout, "--json"))
    assert {part["standing"] for part in starter["parts"]} == {"missing"}

    module = handout / "hw2.py"
    right = (COHORT / "mia" / "hw2.py").read_text(encoding="utf-8")
    half = right.replace("def max_pool(", "def max_poll(") + "\nconv_output = None\n"
    module.write_text(half, encoding="utf-8")
    said = " ".join(check(python, handout).split())
    assert "1.1 (c) Convolution result ○ missing" in said
    assert "max_pool is not defined. Did you mean max_poll?" in said
    assert "6 of 8 parts are ready." in said

    module.write_text(right, encoding="utf-8")
    said = " ".join(check(python, handout).split())
    assert "8 of 8 parts are ready." in said
    assert "checks are hidden, and are made only when the homework is marked." in said
    assert "Ready does not mean full marks." in said


def test_a_page_comes_out_there_as_well(python, handout):
    (handout / "hw2.py").write_text((COHORT / "yuki" / "hw2.py").read_text(encoding="utf-8"))

    check(python, handout, "--html")

    assert "parts ready" in (handout / "hw2-check.html").read_text(encoding="utf-8")


def test_a_module_that_needs_torch_is_told_that_it_is_not_there(python, handout):
    source = (COHORT / "jonas" / "hw2.py").read_text(encoding="utf-8")
    assert "import torch" in source
    (handout / "hw2.py").write_text(source, encoding="utf-8")

    said = " ".join(check(python, handout).split())

    assert "torch" in said
    assert "pip install torch" in said


def test_what_an_author_needs_is_in_the_package(python, tmp_path):
    call(python, "-m", "grader", "new", tmp_path / "hw3", "--ci")

    assert (tmp_path / "hw3" / "linear.yaml").is_file()
    assert (tmp_path / "hw3" / "ci" / ".gitlab-ci.yml").is_file()
