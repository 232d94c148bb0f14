"""The one place where text becomes markup that a template does not escape.

Rule: only what our own renderers made of a text, and our own stylesheets and script. Nothing else
in the package makes a `Markup`; a test holds that.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from grader.report.maths import MATHS_CSS, render_maths
from grader.report.prose import PROSE_CSS, render_prose, render_prose_inline

NOTHING = Markup("")


def prose(markdown: str) -> Markup:
    """Markdown as blocks; see `grader.report.prose` for what can come out."""
    return Markup(render_prose(markdown))  # noqa: S704 - sanitised there


def prose_inline(markdown: str) -> Markup:
    """Markdown to stand within a block."""
    return Markup(render_prose_inline(markdown))  # noqa: S704 - sanitised there


def maths(tex: str) -> Markup:
    """A formula to stand within a sentence; see `grader.report.maths`."""
    return Markup(render_maths(tex, display=False))  # noqa: S704 - built as a tree there


@cache
def stylesheet(name: str) -> Markup:
    """What formulas and prose need, the shared stylesheet, and that of one page."""
    sheets = (MATHS_CSS, PROSE_CSS, _own_file("pages.css"), _own_file(f"{name}.css"))
    return Markup("\n".join(sheets))  # noqa: S704 - our own files


@cache
def script(name: str) -> Markup:
    """A script of ours; `script_hash` admits it to the page."""
    return Markup(_own_file(f"{name}.js"))  # noqa: S704 - our own file


@cache
def script_hash(name: str) -> str:
    """The hash of a script, as a content security policy names it."""
    return "sha256-" + b64encode(sha256(script(name).encode()).digest()).decode()


def _own_file(name: str) -> str:
    return (files("grader.report") / "templates" / name).read_text(encoding="utf-8")
