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
            "مریم 👩\u200d🔬 ✔\ufe0f zoe\u0308\tx",
            "مریم 👩\u200d🔬 ✔\ufe0f zoe\u0308\tx",
            id="writing stays",
        ),
    ],
)
def test_what_hides_becomes_visible(text, shown):
    assert make_visible(text) == shown


IGNORABLE = (
    *("00AD", "034F", "061C", "115F..1160", "17B4..17B5", "180B..180F", "200B..200F", "202A..202E"),
    *("2060..206F", "3164", "FE00..FE0F", "FEFF", "FFA0", "FFF0..FFF8", "1BCA0..1BCA3"),
    *("1D173..1D17A", "E0000..E0FFF"),
)
"""Default_Ignorable_Code_Point in Unicode 14 to 16."""

WRITTEN_WITH = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}
"""The joiners, and the selectors of text and emoji."""


@pytest.mark.parametrize("span", IGNORABLE)
def test_whatever_unicode_lets_a_program_ignore_is_shown(span):
    first, _, last = span.partition("..")
    found = set(map(chr, range(int(first, 16), int(last or first, 16) + 1)))

    for each in found - WRITTEN_WITH:
        assert make_visible(f"a{each}b") == f"a⟨U+{ord(each):04X}⟩b"
    for each in found & WRITTEN_WITH:
        assert make_visible(f"a{each}b") == f"a{each}b"


@pytest.mark.parametrize("blank", ["\u2800", "\ufff9", "\ufffb"])
def test_a_blank_that_is_no_space_is_shown(blank):
    assert make_visible(blank) == f"⟨U+{ord(blank):04X}⟩"


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
