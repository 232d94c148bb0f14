"""Reports in which everything that a student can choose is one hostile text."""

from hypothesis import strategies as st
from sample_states import HOSTILE, STATES

from grader.record import Record, asdict, replace
from grader.results import Report

FRAGMENTS = (
    *("::error::x", "\n::error file=a::x", "\n::stop-commands::", "##[error]x", "%0A::error::x"),
    *("\r::warning::x", "\n  ::add-mask::x", "::set-output name=result::x", "]]>", "<!--", "-->"),
    *("</script><script>alert(1)</script>", "</pre>", "</details>", "<img src=x onerror=alert(1)>"),
    *("[a](javascript:alert(1))", "![a](https://evil.example/x)", "```", "\n\n# x\n", "\n> x", "|"),
    *("@everyone", "https://evil.example", "www.evil.example", "a@evil.example", "$x$", "&lt;"),
    *("\x1b[31m", "\x1b[0Ksection_end:1:grader_1\r\x1b[0K", "\u202e", "\x00", "\ud800", "\ufffe"),
    *('"', "'", "\\", "{{7*7}}", "=1+1", "\u2028", "\x85", "\x0b", "\t", "\n", " ", "é", "李"),
)

TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(FRAGMENTS)).map("".join))

FLOOD = "::error::x\n" * 200_000
"""More than 2 MB."""


def hostile_report(text: str) -> Report:
    """The hostile state, with another text throughout."""
    return _replace(STATES["hostile"], text)


def _replace(value, text):
    if type(value) is str:
        return value.replace(HOSTILE, text)
    if isinstance(value, Record):
        found = asdict(value)
        return replace(value, **_replace(found, text))
    if isinstance(value, dict):
        return {key: _replace(each, text) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_replace(each, text) for each in value)
    return value
