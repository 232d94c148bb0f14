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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "points: 3\ntitle: x\npoints: 4\n",
            "3:1: points: wanted each key once, found 'points' again (first on line 1)",
            id="duplicate key",
        ),
        pytest.param(
            "a: *A\n",
            "1:4: a: wanted a value, found '*A', an alias (write the value out, or quote text "
            "that begins with *)",
            id="alias",
        ),
        pytest.param(
            "a: &A 3\n",
            "1:4: a: wanted a value, found '&A', an anchor (remove it, or quote text that "
            "begins with &)",
            id="anchor",
        ),
        pytest.param(
            "a: !!str 3\n",
            "1:4: a: wanted a value, found '!!str', a tag (remove it, or quote text that "
            "begins with !)",
            id="standard tag",
        ),
        pytest.param(
            "a: !python/object x\n",
            "1:4: a: wanted a value, found '!python/object', a tag (remove it, or quote "
            "text that begins with !)",
            id="own tag",
        ),
        pytest.param(
            "a: 1\n<<: {b: 2}\n",
            "2:1: .: wanted a key, found '<<', a merge key (write the keys out)",
            id="merge key",
        ),
        pytest.param(
            "[a, b]: 1\n",
            "1:1: .: wanted a key, found a list or a mapping (put a key that is text in quotes)",
            id="list as key",
        ),
        pytest.param(
            "a: 1\n---\nb: 2\n",
            "2:1: .: wanted one document, found a second one after '---' (remove one)",
            id="two documents",
        ),
        pytest.param(
            "- a\n",
            "1:1: .: wanted keys such as 'id: …' and 'title: …', found a list",
            id="list at the top",
        ),
        pytest.param(
            "just text\n",
            "1:1: .: wanted keys such as 'id: …' and 'title: …', found only text",
            id="text at the top",
        ),
        pytest.param(
            "# nothing\n",
            "1:1: .: wanted keys such as 'id: …' and 'title: …', found an empty file",
            id="empty",
        ),
        pytest.param(
            "a: C # sharp\n",
            "1:6: a: wanted two spaces before a comment, found one before '# sharp' (add one, "
            "or put text that holds ' #' in quotes)",
            id="text that looks like a comment",
        ),
    ],
)
def test_refuses_what_could_mean_two_things(text, wanted):
    assert flaws(text) == [wanted]


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "a: lambda x: x\n",
            "1:12: .: wanted one 'key: value', found a second ':' (put a value that holds ': ' in "
            "quotes)",
            id="colon in text",
        ),
        pytest.param(
            "a: b\n  c: d\n",
            "2:4: .: wanted a key in line with its neighbours, found one that continues the line "
            "above (indent it as they are, and write 'key: value' above with a space after the "
            "':')",
            id="indented too far",
        ),
        pytest.param(
            "a: 1\nb:2\nc: 3\n",
            "2:1: .: wanted 'key: value', found no space after the ':' (add one)",
            id="no space",
        ),
        pytest.param(
            "a: 1\nb\nc: 3\n",
            "2:1: .: wanted 'key: value', found a line without ':' (write its key, or indent it "
            "under the text it continues)",
            id="no colon",
        ),
        pytest.param(
            "a: @x\n",
            "1:4: .: wanted a value, found '@', which YAML keeps for itself (put the value in "
            "quotes)",
            id="at sign",
        ),
        pytest.param(
            "a: `x`\n",
            "1:4: .: wanted a value, found '`', which YAML keeps for itself (put the value in "
            "quotes)",
            id="backquote",
        ),
        pytest.param(
            "a: %d\n",
            "1:4: .: wanted a value, found '%', which YAML keeps for itself (put the value in "
            "quotes)",
            id="per cent",
        ),
        pytest.param(
            "a:\n\tb: 1\n",
            "2:1: .: wanted spaces, found a tab (indent and align with spaces)",
            id="tab",
        ),
        pytest.param(
            "a: [1, 2\nb: 3\n",
            "2:2: .: wanted ',' or ']', found ':' (close the list that opens on line 1)",
            id="open list",
        ),
        pytest.param(
            "a: {b: 1\n",
            "2:1: .: wanted ',' or '}', found the end of the file (close the mapping that opens on "
            "line 1)",
            id="open mapping",
        ),
        pytest.param(
            "a: 'b\n",
            "2:1: .: wanted a closing quote, found the end of the file (close the quote that opens "
            "on line 1)",
            id="open quote",
        ),
        pytest.param(
            "a: 'it's'\n",
            "1:8: .: wanted nothing after the closing quote, found more (write '' for a ' inside "
            "quotes)",
            id="apostrophe",
        ),
        pytest.param(
            'a: "b" c\n',
            '1:8: .: wanted nothing after the closing quote, found more (write \\" for a " inside '
            "quotes)",
            id="double quote",
        ),
        pytest.param(
            "a: [1] x\n",
            "1:8: .: wanted nothing after the closing bracket, found more (put the whole value in "
            "quotes)",
            id="list and more",
        ),
        pytest.param(
            "a: - b\n",
            "1:4: .: wanted a value, found the start of a list or a key (begin it on its own line, "
            "or put the value in quotes)",
            id="list beside its key",
        ),
        pytest.param(
            "a: , b\n", "1:4: .: wanted a value, found ',' (put the value in quotes)", id="comma"
        ),
        pytest.param(
            "a: |b\n",
            "1:5: .: wanted the text on the lines after '|' or '>', found it beside them (move it "
            "to the next line, indented; or put it in quotes)",
            id="text beside the bar",
        ),
        pytest.param(
            "a: *\n",
            "1:4: .: wanted a value, found '*', which YAML keeps for itself (put the value in "
            "quotes)",
            id="lone star",
        ),
        pytest.param(
            "a:\n  - b\n c: d\n",
            "3:2: .: wanted a line indented like the block that begins on line 1, found a key that "
            "is indented differently (indent it like its neighbours)",
            id="indented too little",
        ),
        pytest.param(
            "a: !x!y z\n",
            "1:4: .: wanted keys and values, found a tag or a directive (remove it, or put the "
            "value in quotes)",
            id="unknown tag handle",
        ),
        pytest.param(
            "%YAML 2.0\n---\na: 1\n",
            "1:1: .: wanted keys and values, found a tag or a directive (remove it, or put the "
            "value in quotes)",
            id="directive",
        ),
    ],
)
def test_unreadable_yaml_is_explained_in_an_authors_words(text, wanted):
    assert flaws(text) == [wanted]


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
