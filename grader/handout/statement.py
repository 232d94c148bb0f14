"""The statement of a homework: what is asked, as a page and as Markdown. It holds no answer."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.handout.bundle import Bundle, BundledPart
from grader.key.kinds import FormKey, RelationKey
from grader.language import say, speak, write_decimal
from grader.record import Record
from grader.report import markup
from grader.report.words import write_points


class PartText(Record, frozen=True):
    """One part as it is asked."""

    anchor: str
    label: str
    title: str
    points: str
    prompt: Markup
    names_word: str
    names: tuple[str, ...]
    """What the module is to define."""


class SectionText(Record, frozen=True):
    """A problem with its parts."""

    anchor: str
    label: str
    title: str
    intro: Markup
    parts: tuple[PartText, ...]


class Statement(Record, frozen=True):
    """A homework as it is asked."""

    language: str
    course: str
    title: str
    points: str
    points_word: str
    how: str
    sections: tuple[SectionText, ...]


def render_statement(bundle: Bundle) -> str:
    """Render the statement as a whole HTML document; encode it as UTF-8."""
    with speak(bundle.language):
        template = _templates().get_template("statement.html")
        return template.render(statement=_view(bundle), css=markup.stylesheet("report"))


def write_statement(bundle: Bundle) -> str:
    """Write the statement as Markdown with TeX maths."""
    with speak(bundle.language):
        return "\n\n".join(_paragraphs(bundle)) + "\n"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("grader.handout"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _view(bundle: Bundle) -> Statement:
    points = sum(part.points for part in bundle.parts)
    return Statement(
        language=bundle.language,
        course=bundle.course,
        title=bundle.title,
        points=write_decimal(points),
        points_word=write_points(points).removeprefix(write_decimal(points)).strip(),
        how=_how(bundle),
        sections=tuple(
            SectionText(
                anchor=f"problem-{number}",
                label=each.id,
                title=each.title,
                intro=markup.prose(each.intro) if each.intro else markup.NOTHING,
                parts=tuple(_part(p) for p in bundle.parts if p.problem == each.id),
            )
            for number, each in enumerate(bundle.problems)
        ),
    )


def _part(part: BundledPart) -> PartText:
    return PartText(
        anchor=f"p{part.full_id}",
        label=f"{part.problem} ({part.id})",
        title=part.title,
        points=write_points(part.points),
        prompt=markup.prose(part.prompt) if part.prompt else markup.NOTHING,
        names_word=say("Define"),
        names=tuple(_names(part)),
    )


def _names(part: BundledPart) -> Iterator[str]:
    for answer in part.answers:
        key = answer.key.like if isinstance(answer.key, FormKey) else answer.key
        if isinstance(key, RelationKey):
            yield from (unknown.name for unknown in key.unknowns)
        else:
            yield key.name


def _how(bundle: Bundle) -> str:
    return say(
        "Write your answers into {module}.py, or into a notebook {module}.ipynb, and run "
        "'grader check' to see where you stand before you hand it in.",
        module=bundle.module,
    )


def _paragraphs(bundle: Bundle) -> Iterator[str]:
    yield f"# {' · '.join(filter(None, (bundle.course, bundle.title)))}"
    yield _how(bundle)
    for problem in bundle.problems:
        yield f"## {problem.id} {problem.title}"
        if problem.intro:
            yield problem.intro.strip()
        for part in bundle.parts:
            if part.problem != problem.id:
                continue
            label = f"{part.problem} ({part.id})"
            yield f"### {label} {part.title} ({write_points(part.points)})"
            if part.prompt:
                yield part.prompt.strip()
            yield f"{say('Define')} {', '.join(f'`{name}`' for name in _names(part))}"
