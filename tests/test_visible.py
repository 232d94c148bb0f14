import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.visible import cut, make_visible, make_visible_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred\x00\x7f", "␛[31mred␀␡", id="control characters"),
        pytest.param("user\u202egnp.exe", "user⟨U+202E⟩gnp.exe", id="direction"),
        pytest.param("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩", id="no width"),
        pytest.param("\ud800", "⟨U+D800⟩", id="half a character"),
        pytest.param("a\r\nb\rc", "a\nb␍c", id="line ends"),
        pytest.param("\x85", "⟨U+0085⟩", id="the second control block"),
        pytest.param(
            "مریم 👩\u200d🔬 zoe\u0308\tx", "مریم 👩\u200d🔬 zoe\u0308\tx", id="writing stays"
        ),
    ],
)
def test_what_hides_becomes_visible(text, shown):
    assert make_visible(text) == shown


def test_a_line_stays_one():
    assert make_visible_line("a\tb\nc") == "a␉b␊c"


@given(st.text(st.characters(codec=None)))
def test_what_is_visible_can_be_written_and_holds_no_control(text):
    shown = make_visible_line(text)

    assert shown.encode().decode() == shown
    assert not [each for each in shown if unicodedata.category(each) in {"Cc", "Cs"}]
    assert make_visible_line(shown) == shown


@pytest.mark.parametrize(("text", "short"), [("abcd", "abcd"), ("abcde", "abc…"), ("", "")])
def test_a_cut_text_says_so(text, short):
    assert cut(text, 4) == short
