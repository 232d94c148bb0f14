"""Which file is taken for the module, and what the student is told about it."""

import codecs
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.collect import MOST_FILES
from grader.submission.entry import find_entry
from grader.submission.load import Found, load_named, load_submission
from grader.submission.support import add_support
from grader.submission.text import straighten

CODE = b"x = 1\n"
STARTER = b"import numpy as np\nx = None\n\ndef f(a):\n    raise NotImplementedError\n"


def entry(*names, module="hw2"):
    return find_entry(dict.fromkeys(names, CODE), module)


@pytest.mark.parametrize(
    ("names", "file"),
    [
        (["hw2.py", "a/hw2.py", "HW2.py", "hw2.ipynb"], "hw2.py"),
        (["hw2/__init__.py", "hw2/hw2.py"], "hw2/__init__.py"),
        (["hw2.ipynb", "other.py"], "hw2.ipynb"),
        (["a/b/hw2.py", "a/hw2-old.py"], "a/b/hw2.py"),
        (["HW2.py", "layers.py"], "HW2.py"),
        (["Hw2.PY"], "Hw2.PY"),
        (["hw2 (1).py", "layers.py"], "hw2 (1).py"),
        (["hw2-final.py"], "hw2-final.py"),
        (["Copy of hw2.ipynb", "plot.ipynb"], "Copy of hw2.ipynb"),
        (["hw2.py.txt"], "hw2.py.txt"),
        (["my homework.py", "notes.txt"], "my homework.py"),
        (["untitled.ipynb", "data.csv"], "untitled.ipynb"),
        (["hw_2.py", "layers.py"], "hw_2.py"),
    ],
)
def test_what_can_only_be_meant_is_taken(names, file):
    assert entry(*names).file == file


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a/hw2.py", "b/hw2.py"], "hw2.py is there 2 times"),
        (["hw2 (1).py", "hw2 (2).py"], "found 'hw2 (1).py', 'hw2 (2).py'"),
        (["HW2.py", "Hw2.py"], "found 'HW2.py', 'Hw2.py'"),
        (["one.py", "two.py"], "found 'one.py', 'two.py'"),
        (["main.py", "main.ipynb"], "found 'main.py', 'main.ipynb'"),
        (["main.py", "main.ipynb"], "counts hw2.py, or hw2.ipynb if it is a notebook,"),
        (["one.ipynb", "two.ipynb"], "Name the one that counts hw2.ipynb and hand"),
        (["work.zip", "notes.txt"], "an archive in which others may be: 'work.zip'"),
        (["hw2.pdf"], "found no Python file"),
        ([], "found no Python file"),
    ],
)
def test_where_it_is_not_clear_nothing_is_guessed(names, words):
    found = entry(*names)

    assert found.file is None
    assert words in found.note


def test_an_empty_package_around_the_module_is_not_the_module():
    assert find_entry({"hw2/__init__.py": b" \n", "hw2/hw2.py": CODE}, "hw2").file == "hw2/hw2.py"


@pytest.mark.parametrize("names", [["hw2.py"], ["hw2/__init__.py"], ["hw2.ipynb"]])
def test_who_names_the_file_as_asked_is_told_nothing(names):
    assert entry(*names).note == ""


def notebook(*sources):
    cells = [{"cell_type": "code", "source": each, "execution_count": 1} for each in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}).encode()


@pytest.mark.parametrize(
    ("python", "cells", "file", "said"),
    [
        pytest.param(CODE, ["x = 2"], "hw2.py", "hw2.ipynb beside it was not", id="both filled in"),
        pytest.param(STARTER, ["x = 2"], "hw2.ipynb", "hw2.py is not filled in", id="a starter"),
        pytest.param(b"", ["x = 2"], "hw2.ipynb", "hw2.py is not filled in", id="empty"),
        pytest.param(STARTER, ["x = None"], "hw2.py", "hw2.ipynb beside", id="starters both"),
        pytest.param(STARTER, [], "hw2.py", "hw2.ipynb beside it was not", id="no cells"),
    ],
)
@pytest.mark.parametrize("folder", ["", "Work/"])
def test_of_a_module_and_a_notebook_what_is_filled_in_counts(python, cells, file, said, folder):
    files = {f"{folder}hw2.py": python, f"{folder}hw2.ipynb": notebook(*cells)}

    found = find_entry(files, "hw2")

    assert found.file == folder + file
    assert said in found.note


def test_a_notebook_of_another_name_counts_only_where_the_module_is_not_filled_in():
    other = {"Untitled.ipynb": notebook("x = 2")}

    assert find_entry({"hw2.py": STARTER, **other}, "hw2").file == "Untitled.ipynb"
    assert find_entry({"hw2.py": CODE, **other}, "hw2") == find_entry({"hw2.py": CODE}, "hw2")


def test_a_notebook_is_asked_for_under_a_notebooks_name():
    assert "Wanted a file hw2.ipynb, found 'Untitled.ipynb'" in entry("Untitled.ipynb").note


@pytest.mark.parametrize("name", ["hw2.py", "solution.py"])
def test_a_notebook_saved_as_a_module_is_read_as_one(tmp_path, name):
    content = codecs.BOM_UTF8 + notebook("x = 2", "%matplotlib inline")
    (tmp_path / name).write_bytes(content)

    for submission in (
        load_submission(Found("ann", tmp_path), "hw2"),
        load_submission(Found("ann", tmp_path / name), "hw2"),
        load_named(Found("ann", tmp_path / name), "hw2"),
    ):
        assert submission.entry == "hw2.ipynb"
        assert submission.files["hw2.ipynb, cell 1"] == b"x = 2"
        assert "holds a notebook, and was read as one: call it hw2.ipynb." in submission.notes[0]


@pytest.mark.parametrize(
    "content", [b'{"cells": []}\n', b"{1: 2}\n", b'{"nbformat": 4}', b"[" * 100_000, b"{" * 99_999]
)
def test_a_module_that_only_looks_like_a_notebook_is_read_as_a_module(tmp_path, content):
    (tmp_path / "hw2.py").write_bytes(content)

    assert load_submission(Found("ann", tmp_path), "hw2").entry == "hw2.py"


def test_what_was_named_is_read_with_what_lies_beside_it(tmp_path):
    for name, content in {"hw2.py": STARTER, "draft.py": CODE, "layers.py": CODE}.items():
        (tmp_path / name).write_bytes(content)

    submission = load_named(Found("draft.py", tmp_path / "draft.py"), "hw2")

    assert submission.files == {"hw2.py": CODE, "layers.py": CODE}
    assert submission.notes == ("Hand it in as hw2.py: 'draft.py' is another name.",)


def test_what_was_named_is_read_though_there_is_too_much_beside_it(tmp_path):
    for number in range(MOST_FILES + 1):
        (tmp_path / f"a{number}.py").write_bytes(b"")
    (tmp_path / "z.ipynb").write_bytes(notebook("x = 2"))

    submission = load_named(Found("z.ipynb", tmp_path / "z.ipynb"), "hw2")

    assert submission.entry == "hw2.ipynb"


def test_a_notebook_that_was_named_is_read_whatever_module_is_beside_it(tmp_path):
    (tmp_path / "hw2.py").write_bytes(CODE)
    (tmp_path / "hw2.ipynb").write_bytes(notebook("x = 2"))

    submission = load_named(Found("hw2.ipynb", tmp_path / "hw2.ipynb"), "hw2")

    assert submission.entry == "hw2.ipynb"
    assert submission.notes == (
        "hw2.ipynb was read, and hw2.py beside it was not: hand in only the one that counts.",
    )
    (tmp_path / "hw2.py").write_bytes(STARTER)
    assert load_named(Found("hw2.ipynb", tmp_path / "hw2.ipynb"), "hw2").notes == ()


def test_a_package_that_was_named_stays_one(tmp_path):
    (tmp_path / "hw2").mkdir()
    (tmp_path / "hw2" / "__init__.py").write_bytes(b"from .layers import x\n")
    (tmp_path / "hw2" / "layers.py").write_bytes(CODE)

    submission = load_named(Found("hw2", tmp_path / "hw2" / "__init__.py"), "hw2")

    assert submission.entry == "hw2/__init__.py"
    assert set(submission.files) == {"hw2/__init__.py", "hw2/layers.py"}


def test_what_was_taken_in_place_of_the_module_gets_its_name(tmp_path):
    (tmp_path / "Work").mkdir()
    (tmp_path / "Work" / "hw2-final.py").write_bytes(b"import layers\n")
    (tmp_path / "Work" / "layers.py").write_bytes(CODE)
    (tmp_path / "notes.txt").write_bytes(b"")

    submission = load_submission(Found("ann", tmp_path), "hw2")

    assert submission.entry == "hw2.py"
    assert submission.files == {"hw2.py": b"import layers\n", "layers.py": CODE}
    assert "found 'Work/hw2-final.py', which was read in its place" in submission.notes[0]


@pytest.mark.parametrize(
    ("content", "straight", "was_odd"),
    [
        (CODE, CODE, False),
        (codecs.BOM_UTF8 + CODE, CODE, False),
        ("# é\r\n".encode("latin-1"), "# é\r\n".encode(), True),
        ("# “x”".encode("cp1252"), "# “x”".encode(), True),
        ("x = 'é'\n".encode("utf-16"), "x = 'é'\n".encode(), True),
        (codecs.BOM_UTF16_BE + "x".encode("utf-16-be"), b"x", True),
        ("# coding: latin-1\nx = 'é'".encode("latin-1"), None, False),
        ("\n# -*- coding=latin-1 -*-\nx = 'é'".encode("latin-1"), None, False),
        (b"\x80\x04\x95\0\0", None, False),
        (b"", b"", False),
    ],
)
def test_a_text_is_written_as_utf_8(content, straight, was_odd):
    assert straighten(content) == (content if straight is None else straight, was_odd)


@given(st.binary())
def test_any_bytes_stay_as_they_are_or_become_utf_8(content):
    once, was_odd = straighten(content)

    assert was_odd or codecs.BOM_UTF8 + once == content or once == content
    assert not was_odd or once.decode().encode() == once


def test_the_courses_files_take_the_place_of_copies_of_them():
    files = {"hw2.py": CODE, "tools.py": b"hacked", "same.py": b"s"}
    support = {"tools.py": b"tools", "same.py": b"s", "data/x.csv": b"1"}

    merged, notes = add_support(files, support)

    assert merged == {"hw2.py": CODE, "tools.py": b"tools", "same.py": b"s", "data/x.csv": b"1"}
    assert notes == ("'tools.py' is the course's; your version of it was not used.",)


def test_the_courses_files_lie_beside_the_module_wherever_that_was(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "hw2.py").write_bytes(CODE)

    submission = load_submission(Found("ann", tmp_path), "hw2", {"tools.py": b"t"})

    assert set(submission.files) == {"hw2.py", "tools.py"}
