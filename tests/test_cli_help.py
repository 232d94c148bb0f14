"""Help and version answer at once, from either way of calling."""

import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.cli import COMMANDS

HEAVY = {"torch", "numpy", "pydantic", "jinja2", "yaml", "rich", "multiprocessing"}


def run(*arguments):
    return subprocess.run(  # noqa: S603 - our own program
        arguments, capture_output=True, check=False, text=True, timeout=60
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"]], ids=str)
def test_what_needs_no_command_imports_nothing_heavy(arguments):
    script = (
        "import sys; from grader.cli import run; run(sys.argv[1:])\nprint('modules:', *sys.modules)"
    )

    done = run(sys.executable, "-c", script, *arguments)

    modules = set(done.stdout.rpartition("modules:")[2].split())
    assert "click" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize(
    "call",
    [
        pytest.param([sys.executable, "-m", "grader"], id="python -m grader"),
        pytest.param([str(Path(sys.executable).with_name("grader"))], id="grader"),
    ],
)
def test_both_ways_of_calling_are_one(call):
    helped, versioned = run(*call, "--help"), run(*call, "--version")

    assert helped.returncode == versioned.returncode == 0
    assert helped.stderr == versioned.stderr == ""
    assert versioned.stdout == f"grader, version {grader.__version__}\n"
    assert helped.stdout.startswith("Usage: grader [OPTIONS] COMMAND")
    assert all(f"  {name} " in helped.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    done = run(sys.executable, "-m", "grader", name, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: grader {name}")
    assert done.stderr == ""


def test_help_fits_80_columns():
    done = run(sys.executable, "-m", "grader", "grade", "--help")

    assert max(map(len, done.stdout.splitlines())) <= 80


def test_grade_says_that_it_deletes_nothing():
    done = run(sys.executable, "-m", "grader", "grade", "--help")

    assert "Nothing is ever deleted from OUT" in " ".join(done.stdout.split())
