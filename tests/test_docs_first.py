"""Everything that docs/guide.md shows is executed in its order, from an empty folder."""

import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from doc_pages import blocks, read

GUIDE = "guide.md"
BLOCKS = blocks(GUIDE)
CONSOLES = [block.text for block in BLOCKS if block.language == "console"]


def place(block):
    """The file that a block is written to, and whether it is added at its end."""
    how, _, name = block.info.partition("=")
    return name, {"file": "w", "append": "a"}[how]


def give(command, folder):
    """Give a command in a folder; what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "GRADER_CACHE": str(folder / "cache"), "COLUMNS": "100", "LC_ALL": "C"}
    return subprocess.run(  # noqa: S602 - commands of our own page
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, **own, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    ).stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What the commands of the page printed, in order; its files are written as it says."""
    folder = tmp_path_factory.mktemp("first")
    found = []
    for block in BLOCKS:
        if block.language == "console":
            found.append(give(block.text.splitlines()[0].removeprefix("$ "), folder))
            continue
        name, mode = place(block)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open(mode, encoding="utf-8") as stream:
            stream.write(block.text)
    return found


def plain(text):
    """What is printed, without what depends on the machine: isolation, and rounding's margins."""
    text = re.sub(r"^Isolation: \w+", "Isolation: …", text, flags=re.MULTILINE)
    text = re.sub(r"(?<=[0-9–]) +[0-9.e-]+ +[0-9.e-]+$", " … …", text, flags=re.MULTILINE)
    return [" ".join(line.split()) for line in text.strip().splitlines()]


@pytest.mark.sandbox
@pytest.mark.parametrize("number", range(len(CONSOLES)))
def test_a_command_prints_what_the_page_shows(printed, number):
    assert plain(printed[number]) == plain(CONSOLES[number].partition("\n")[2])


@pytest.mark.sandbox
def test_only_the_first_audit_and_the_flawed_spec_leave_something_to_mend(printed):
    audits = [
        text for text, shown in zip(printed, CONSOLES, strict=True) if "grader audit" in shown
    ]

    assert ["proves itself" in text for text in audits] == [False, True, False, True]


def test_every_block_is_a_file_or_a_command():
    assert all(block.language == "console" or place(block)[0] for block in BLOCKS)


def test_the_page_takes_as_long_as_it_says():
    minutes, lines = re.search(
        r"takes (\d+) minutes .* typing the (\d+) lines", read(GUIDE)
    ).groups()
    typed = [line for b in BLOCKS if b.language != "console" for line in b.text.splitlines()]

    assert int(minutes) == math.ceil(len(read(GUIDE).split()) / 200)
    assert int(lines) == sum(bool(line.strip()) for line in typed)
