"""A student's page: one HTML file that needs nothing but itself, and no script.

Templates escape everything, know no undefined name, and decide nothing; the view model does.
"""

from functools import cache
from types import ModuleType

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.language import Tongue, say, speak, spoken
from grader.report import markup, words
from grader.report.page_view import view_page
from grader.results import Report


def render_report(report: Report, language: str | Tongue = "") -> str:
    """Render a student's page as a whole HTML document; encode it as UTF-8.

    Args:
        report: What to show.
        language: Of what the page itself says; the report's where none is given.
    """
    with speak(language or report.language):
        return (
            templates()
            .get_template("report.html")
            .render(page=view_page(report), css=markup.stylesheet("report"))
        )


@cache
def templates() -> Environment:
    """Make the environment that every page is rendered in; it keeps its templates compiled."""
    environment = Environment(
        loader=PackageLoader("grader.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["words"] = Said(words)
    return environment


class Said:
    """A page's own words, said in the language being spoken."""

    def __init__(self, own: ModuleType) -> None:
        """Take the module that holds them."""
        self._own = own

    def __getattr__(self, name: str) -> str:
        if name == "LANGUAGE":
            return spoken()
        word: str = getattr(self._own, name)
        return say(word)
