"""Which file is taken for the module, and what the student is told about it."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.entry import find_entry
from grader.submission.load import Found, load_submission
from grader.submission.support import add_support
from grader.submission.text import straighten

CODE = b"x = 1\n"


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
