"""A check as a page: a student's report page, whose words claim no more than was looked at."""

from grader.check.run import Checked
from grader.check.standing import Standing, stand
from grader.check.words import (
    LOOKS,
    tell_answer,
    tell_hidden,
    tell_isolation,
    tell_ready,
    tell_standing,
)
from grader.handout.bundle import BundledAnswer, BundledPart
from grader.language import say, speak
from grader.record import replace
from grader.report import markup
from grader.report.answer_view import AnswerView, Badge
from grader.report.exhibits import view_sentence
from grader.report.page import templates
from grader.report.page_view import (
    PageView,
    PartView,
    ReceiptView,
    SectionView,
    Tile,
    view_page,
)
from grader.report.tones import Tone
from grader.report.words import write_points
from grader.results import AnswerResult, PartResult

_TONES = {
    Standing.READY: Tone.READY,
    Standing.RIGHT: Tone.RIGHT,
    Standing.MISSING: Tone.OPEN,
    Standing.FAULT: Tone.OPEN,
}
"""Of what is not wrong. What is ready is not green: that is for what was judged."""


def render_check_page(checked: Checked) -> str:
    """Render a check as a whole HTML document; encode it as UTF-8."""
    with speak(checked.report.language):
        page = templates().get_template("report.html")
        return page.render(page=_view(checked), css=markup.stylesheet("report"))


def _view(checked: Checked) -> PageView:
    view = view_page(checked.report)
    rows = list(
        zip(checked.report.parts, checked.bundle.parts, checked.standings, view.tiles, strict=True)
    )
    by_anchor = {tile.anchor: (part, bundled, own) for part, bundled, own, tile in rows}
    fine = sum(own in (Standing.READY, Standing.RIGHT) for own in checked.standings)
    return replace(
        view,
        earned=str(fine),
        possible=say("of {number} parts ready", number=len(rows)),
        remark=" ".join(filter(None, (tell_ready(checked), tell_hidden(checked)))),
        tiles=tuple(_tile(tile, part, own) for part, _, own, tile in rows),
        sections=tuple(_section(section, by_anchor) for section in view.sections),
        notes=(*view.notes, view_sentence(tell_isolation(checked))),
        receipt=ReceiptView(_tell_receipt(checked), "", ()),
    )


def _tell_receipt(checked: Checked) -> str:
    receipt = checked.report.receipt
    return say(
        "Checked with grader {grader} on Python {python}; nothing was marked",
        grader=receipt.grader,
        python=receipt.python,
    )


def _tile(tile: Tile, part: PartResult, standing: Standing) -> Tile:
    return replace(
        tile,
        tone=_TONES.get(standing, Tone.WRONG),
        mark=LOOKS[standing].mark,
        verdict=tell_standing(part, standing),
        points=tell_standing(part, standing),
        percent=None,
    )


_Row = tuple[PartResult, BundledPart, Standing]


def _section(section: SectionView, by_anchor: dict[str, _Row]) -> SectionView:
    parts = tuple(_part(part, *by_anchor[part.anchor]) for part in section.parts)
    return replace(section, parts=parts)


def _part(view: PartView, part: PartResult, bundled: BundledPart, standing: Standing) -> PartView:
    triples = zip(view.answers, part.answers, bundled.answers, strict=True)
    return replace(
        view,
        badge=_badge(part, tell_standing(part, standing), standing),
        answers=tuple(_answer(*each) for each in triples),
    )


def _answer(view: AnswerView, answer: AnswerResult, bundled: BundledAnswer) -> AnswerView:
    standing = stand(answer, bundled)
    badge = view.badge and _badge(answer, tell_answer(answer, standing), standing)
    is_fine = standing in (Standing.READY, Standing.RIGHT)
    return replace(view, badge=badge, withheld="" if is_fine else view.withheld)


def _badge(result: PartResult | AnswerResult, words: str, standing: Standing) -> Badge:
    return Badge(
        tone=_TONES.get(standing, Tone.WRONG),
        mark=LOOKS[standing].mark,
        verdict=words,
        points=write_points(result.points) if result.points else "",
    )
