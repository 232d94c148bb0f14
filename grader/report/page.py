"""A student's page: one HTML file that needs nothing but itself, and no script.

Templates escape everything, know no undefined name, and decide nothing; the view model does.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.report import markup, words
from grader.report.page_view import view_page
from grader.results import Report


def render_report(report: Report) -> str:
    """Render a student's page as a whole HTML document; encode it as UTF-8."""
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
    environment.globals["words"] = words
    return environment
