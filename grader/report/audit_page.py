"""The page of an audit, for an author: one HTML file that needs nothing but itself, no script."""

from grader.audit.results import AuditFacts
from grader.report import markup
from grader.report.audit_view import view_audit
from grader.report.page import templates


def render_audit(audit: AuditFacts) -> str:
    """Render an audit as a whole HTML document; encode it as UTF-8."""
    page = view_audit(audit)
    return templates().get_template("audit.html").render(page=page, css=markup.stylesheet("audit"))
