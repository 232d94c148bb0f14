"""Lines of hostile files, looked up at little cost."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.sources import Sources

LONG = b"".join(b"line %d\n" % number for number in range(1, 200_001))


@given(
    st.lists(st.text(alphabet="ab \t\x0cé", max_size=9), max_size=30),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.integers(-2, 40),
    st.integers(1, 9),
)
def test_an_excerpt_is_what_splitting_the_file_gives(lines, ending, first, count):
    last = first + count - 1
    wanted = lines[first - 1 : min(last, first + 4)] if first > 0 else []

    assert Sources({"hw2.py": ending.join(lines).encode()}).excerpt("hw2.py", first, last) == (
        "\n".join(wanted)
    )


@pytest.mark.parametrize("line", [1, 2, 1999, 2000, 2001, 123_456, 200_000])
def test_lines_of_a_long_file_are_found_by_number(line):
    assert Sources({"hw2.py": LONG}).excerpt("hw2.py", line, line) == f"line {line}"


@pytest.mark.parametrize("line", [-1, 0, 200_002, 1 << 40])
def test_a_line_that_is_not_there_is_empty(line):
    assert Sources({"hw2.py": LONG}).excerpt("hw2.py", line, line) == ""


def test_an_excerpt_is_cut_to_a_few_lines_and_letters():
    sources = Sources({"many.py": b"x\n" * 99, "wide.py": "é".encode() * 9999})

    assert sources.excerpt("many.py", 3, 90) == "x\nx\nx\nx\nx"
    assert sources.excerpt("wide.py", 1, 1) == "é" * 400


def test_many_look_ups_in_a_large_file_cost_little_processor_time():
    sources = Sources({"hw2.py": b"#\n" * (5 << 20)})
    start = time.process_time()

    texts = [
        sources.excerpt("hw2.py", line, line)
        for line in itertools.islice(range(1, 1 << 22, 9999), 300)
    ]

    assert set(texts) == {"#"}
    assert time.process_time() - start < 2.0  # splitting it each time would take a minute
