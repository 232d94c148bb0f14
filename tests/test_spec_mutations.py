"""Whatever is done to a good spec, an author sees flaws and never a traceback."""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SpecError
from grader.spec.load import load_assignment

SHIPPED = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"

SNIPPETS = [
    "",
    " ",
    "\n",
    "\t",
    ":",
    "- ",
    "'",
    '"',
    "\\n",
    "&a ",
    "*a",
    "!!int ",
    "{",
    "}",
    "[",
    "]",
]
SNIPPETS += [
    "#",
    "|",
    ">",
    "~",
    "null",
    "1e999",
    "9" * 400,
    "−",
    "\x00",
    "\u2028",
    "😀",
    "---\n",
    "<<: ",
]
SNIPPETS += ["kind: array", "kind: [1]", "answer: 3\n", "parts:\n", "id: 1\n", "uses: {C: 1.1.c}\n"]


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_whatever_an_author_types_is_loaded_or_refused_with_flaws(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("mutated") / "hw"
    shutil.copytree(SHIPPED, folder)
    file = folder / data.draw(
        st.sampled_from(["assignment.yaml", "convolution.yaml", "pooling.yaml"])
    )
    text = file.read_text()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.sampled_from([start, start + 1, start + 7, text.find("\n", start)]))
        snippet = data.draw(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5)))
        text = text[:start] + snippet + text[max(start, end) :]
    file.write_bytes(text.encode("utf-8", "surrogatepass"))

    found = flaws_of(folder)
    shutil.rmtree(folder)

    assert all(flaw.line >= 1 and flaw.column >= 1 for flaw in found)
    assert [flaw.text for flaw in found if not flaw.text.startswith("wanted ")] == []
    assert [flaw.text for flaw in found if "Input should" in flaw.text] == []


def flaws_of(folder):
    try:
        load_assignment(folder)
    except SpecError as error:
        return error.flaws
    return ()
