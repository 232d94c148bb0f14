"""The page of an audit."""

from grader.audit.results import AuditFacts


def render_audit(audit: AuditFacts) -> str:
    """Render."""
    return audit.title
