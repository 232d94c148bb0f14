"""YAML text to plain data: what is kept as typed, what is refused, and where."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grader.spec.document import MAX_DEPTH, read_document
from grader.spec.events import MAX_BYTES, UnreadableError, parse_events
from grader.spec.scalar import Scalar

SPECS = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"


def read(text):
    return read_document(text.encode(), Path("one.yaml"))


def flaws(text):
    return [f"{f.line}:{f.column}: {f.where}: {f.text}" for f in read(text).flaws]


def test_a_plain_scalar_keeps_its_letters_and_a_quoted_one_is_text():
    data = read("a: 1.10\nb: '1.10'\nc: |\n  1.10\n").data

    assert [(key, type(value), str(value)) for key, value in data.items()] == [
        ("a", Scalar, "1.10"),
        ("b", str, "1.10"),
        ("c", str, "1.10\n"),
    ]


def test_keys_are_text_so_that_1_1_and_1_10_are_two():
    assert read("1.1: a\n1.10: b\nno: c\ntrue: d\n").data == {
        "1.1": "a",
        "1.10": "b",
        "no": "c",
        "true": "d",
    }


def test_every_key_and_value_knows_its_line_and_column():
    source = read("a: 1\nb:\n  - x\n  - {c: 2}\n").source

    assert source.marks == {
        (): (1, 1),
        ("a",): (1, 4),
        ("b",): (3, 3),
        ("b", 0): (3, 5),
        ("b", 1): (4, 5),
        ("b", 1, "c"): (4, 9),
    }
    assert source.keys == {("a",): (1, 1), ("b",): (2, 1), ("b", 1, "c"): (4, 6)}


def test_a_byte_order_mark_and_other_line_ends_are_read_over():
    document = read_document(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", Path("one.yaml"))

    assert document.data == {"a": "1", "b": "2"}
    assert document.source.marks["b",] == (2, 4)
    assert document.flaws == ()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1e-3", 0.001),
        ("1E5", 100000.0),
        ("-.5", -0.5),
        ("+3", 3),
        ("0", 0),
        ("1.10", 1.1),
        (".inf", float("inf")),
        ("-.inf", float("-inf")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("010", "010"),
        ("08", "08"),
        ("0x1f", "0x1f"),
        ("1:1", "1:1"),
        ("12:30:45", "12:30:45"),
        ("1_1", "1_1"),
        ("2026-10-01", "2026-10-01"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("=", "="),
        ("３", "３"),  # noqa: RUF001  a full-width digit, as an East Asian keyboard types it
    ],
)
def test_a_scalar_is_read_by_yaml_1_2_without_its_octals(typed, value):
    found = Scalar(typed).value

    assert (found, type(found)) == (value, type(value))


def test_a_comment_after_two_spaces_or_after_a_number_is_a_comment():
    document = read("a: C  # the third\nb: 2 # as in class\nc: 'x' # quoted\n")

    assert (document.flaws, document.data) == ((), {"a": "C", "b": "2", "c": "x"})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (r"\frac{1}{2}", r"found '\frac' in double quotes, where '\f' is a form feed"),
        (r"a \times b", r"found '\times' in double quotes, where '\t' is a tab"),
        (r"\text{out}", r"found '\text' in double quotes, where '\t' is a tab"),
        (r"\nabla f", r"found '\nabla' in double quotes, where '\n' is a line break"),
        (r"a \neq b", r"found '\neq' in double quotes, where '\n' is a line break"),
        (r"\beta", r"found '\beta' in double quotes, where '\b' is a backspace"),
        (r"\alpha", r"found '\alpha' in double quotes, where '\a' is a bell"),
        (r"\right)", r"found '\right' in double quotes, where '\r' is a carriage return"),
        (r"\vec x", r"found '\vec' in double quotes, where '\v' is a vertical tab"),
        (r"\epsilon", r"found '\epsilon' in double quotes, where '\e' is an escape character"),
        (r"\Lambda", r"found '\Lambda' in double quotes, where '\L' is a line break"),
        (r"\Phi", r"found '\Phi' in double quotes, where '\P' is a paragraph break"),
        (r"x\_i", r"found '\_i' in double quotes, where '\_' is a space"),
        (r"\lambda", r"found '\l', which means nothing in double quotes"),
        (r"\sum", r"found '\s', which means nothing in double quotes"),
        (r"\xi", r"found '\x', which means nothing in double quotes"),
        (r"\underline{x}", r"found '\u', which means nothing in double quotes"),
    ],
)
def test_latex_in_double_quotes_is_named_before_it_is_eaten(typed, words):
    (found,) = read(f'prompt: "{typed}"\n').flaws

    assert found.text == f"wanted text, {words} (you probably wrote LaTeX; use single quotes or |)"


@pytest.mark.parametrize("typed", [r"one\ntwo", r"\\frac", r"a \" b", r"\\nabla", r"\u00e9"])
def test_escapes_that_are_meant_pass(typed):
    assert flaws(f'prompt: "{typed}"\n') == []


def test_latex_in_single_quotes_or_blocks_arrives_as_typed():
    document = read("a: '\\frac\\nabla'\nb: |\n  \\times\\beta\n")

    assert document.data == {"a": "\\frac\\nabla", "b": "\\times\\beta\n"}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        pytest.param(
            b"a: 1\nb: \xe9\n",
            "2:4: .: wanted UTF-8, found the byte 0xe9 (save the file as UTF-8)",
            id="latin-1",
        ),
        pytest.param(
            "a: 1\n".encode("utf-16"),
            "1:1: .: wanted UTF-8, found the byte 0xff (save the file as UTF-8)",
            id="utf-16",
        ),
        pytest.param(
            b"a: 1\nb: \x07\n",
            "2:4: .: wanted text, found the control character U+0007 (delete it)",
            id="control character",
        ),
        pytest.param(
            b"a: " + b"x" * MAX_BYTES,
            "1:1: .: wanted at most 4 MiB, found more (move the data to reference.py, or split the "
            "file)",
            id="huge",
        ),
        pytest.param(
            b"a: " + b"[" * 100 + b"]" * 100,
            f"1:{4 + MAX_DEPTH}: .: wanted at most {MAX_DEPTH} levels, found more (close the "
            "brackets before)",
            id="deep",
        ),
    ],
)
def test_refuses_files_that_are_no_spec(content, wanted):
    (flaw,) = read_document(content, Path("one.yaml")).flaws

    assert f"{flaw.line}:{flaw.column}: {flaw.where}: {flaw.text}" == wanted


@given(st.data())
def test_the_fast_parser_and_the_plain_one_agree_on_events_and_places(data):
    text = data.draw(st.sampled_from([file.read_text() for file in sorted(SPECS.glob("*.yaml"))]))
    start = data.draw(st.integers(0, len(text) - 1))
    cut = text[text.rfind("\n", 0, start) + 1 : start + 300]
    at = data.draw(st.integers(0, len(cut)))
    mutated = cut[:at] + data.draw(st.sampled_from("é😀:#-'\"[]{},|>&*! \n\u2028")) + cut[at:]
    try:
        plain = list(yaml.parse(mutated, Loader=yaml.BaseLoader))
    except yaml.YAMLError:
        return
    try:
        found = list(parse_events(mutated))
    except UnreadableError as error:
        pytest.fail(f"the plain parser reads it: {error}")

    assert [outline(event) for event in found] == [outline(event) for event in plain]


def outline(event):
    is_end = type(event).__name__.endswith("EndEvent")
    mark = None if is_end else (event.start_mark.line, event.start_mark.column)
    return type(event), getattr(event, "value", None), mark
