"""The class page, for the instructor: one HTML file, complete without its script.

The script only sorts and searches the table of students; the content security policy admits it by
its hash and nothing else.
"""

from collections.abc import Sequence

from grader.course.insight import Insight, look_into
from grader.language import ENGLISH, speak
from grader.report import class_words, markup
from grader.report.class_view import view_class
from grader.report.page import Said, templates
from grader.sandbox.level import Level
from grader.summary import Summary


def render_class(
    summaries: Sequence[Summary],
    insight: Insight | None = None,
    *,
    title: str,
    course: str = "",
    wanted: Level = Level.KERNEL,
    language: str = ENGLISH,
) -> str:
    """Render the class page as a whole HTML document; encode it as UTF-8.

    Args:
        summaries: The students, in the order of the table; their pages are
            ``<folder>/report.html`` beside this page.
        insight: What is known of the class; without it, what the summaries alone tell.
        title: Of the homework.
        course: Of the homework; may be empty.
        wanted: The isolation level below which the page warns.
        language: Of what the page itself says, by its code.
    """
    known = look_into(summaries) if insight is None else insight
    with speak(language):
        return (
            templates()
            .get_template("class.html")
            .render(
                page=view_class(summaries, known, title=title, course=course, wanted=wanted),
                words=Said(class_words),
                css=markup.stylesheet("class"),
                script=markup.script("class"),
                script_hash=markup.script_hash("class"),
            )
        )
