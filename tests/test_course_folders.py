"""Every student gets a folder that any disk takes and that is theirs alone."""

import hashlib
import os
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course.folders import name_folders

NAMES = st.text(min_size=1, max_size=85).filter(lambda name: "/" not in name and "\0" not in name)


@pytest.mark.parametrize(
    "name", ["ann", "Ann", "ann.b", "ann-b_2", "Zoë", "李雷", "राहुल", "محمد", "o.O"]
)
def test_a_safe_name_stays_as_it_is(name):
    assert name_folders([name]) == {name: name}


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        pytest.param("Ann Bell", "Ann_Bell", id="space"),
        pytest.param('O\'Hara "Bo"', "O_Hara_Bo", id="quotes"),
        pytest.param("a\nb", "a_b", id="newline"),
        pytest.param("-rf", "rf", id="option"),
        pytest.param(".hidden", "hidden", id="dot"),
        pytest.param("..", "student", id="parent"),
        pytest.param("..\\..\\x", "x", id="climbs on Windows"),
        pytest.param("🦀", "student", id="emoji"),
        pytest.param("☃️ann", "ann", id="variation selector"),
        pytest.param("\N{RIGHT-TO-LEFT OVERRIDE}nna", "nna", id="turns the writing"),
        pytest.param("<img src=x>", "img_src_x", id="markup"),
        pytest.param("=cmd|'/C calc'!A0", "cmd_C_calc_A0", id="spreadsheet formula"),
        pytest.param("\N{ESCAPE}[31mred", "31mred", id="terminal"),
        pytest.param("con", "con", id="device"),
        pytest.param("COM1.txt", "COM1_txt", id="device with a suffix"),
        pytest.param("index.html", "index.html", id="our class page"),
        pytest.param("Gradebook.csv", "Gradebook.csv", id="our gradebook"),
        pytest.param("ann.", "ann", id="Windows drops the dot"),
        pytest.param("\udcff", "student", id="no Unicode"),
        pytest.param("Zoe\N{COMBINING DIAERESIS}", "Zoë", id="decomposed"),
    ],
)
def test_any_other_name_is_made_safe_and_gets_digits_of_its_hash(name, readable):
    digits = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:6]

    assert name_folders([name]) == {name: f"{readable}-{digits}"}


def test_names_that_differ_in_case_only_get_folders_that_differ_in_more():
    folders = name_folders(["ann", "Ann", "ANN"])

    assert folders["ANN"] == "ANN"
    assert len({folder.casefold() for folder in folders.values()}) == 3


def test_nobody_gets_the_folder_of_another_by_a_name_like_a_hash():
    victim = "a{b"
    (theirs,) = name_folders([victim]).values()

    folders = name_folders([victim, theirs])

    assert folders[theirs] == theirs
    assert folders[victim].startswith(theirs)
    assert folders[victim] != theirs


@given(st.sets(NAMES, min_size=1, max_size=8))
def test_folders_are_safe_and_nobody_shares_one(names):
    folders = name_folders(names)

    assert set(folders) == names
    assert len({unicodedata.normalize("NFD", f).casefold() for f in folders.values()}) == len(names)
    for folder in folders.values():
        assert len(os.fsencode(folder)) <= 255
        assert PurePosixPath(folder).parts == PureWindowsPath(folder).parts == (folder,)
        assert not folder.startswith((".", "-", "_"))
        assert not folder.endswith(".")
        assert folder.isprintable()
        assert not set(quote(folder, safe="%")) & set("<>'\"& ")


@given(st.sets(NAMES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_rerun_finds_the_same_folders_in_whatever_order(names, random):
    shuffled = sorted(names)
    random.shuffle(shuffled)

    assert name_folders(shuffled) == name_folders(names)
