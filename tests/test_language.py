"""One catalogue holds every sentence of ours, and German has all of them."""

import ast
import gettext
import re
import sys
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po
from sample_class import HALF, grade, write_assignment, write_students
from sample_patterns import pattern_of
from sample_reports import HOMEWORK
from sample_states import STATES
from test_feedback import SENTENCES
from test_report_page import Page

from grader.causes import evidence, explain_cause
from grader.diagnose.pattern import PatternId
from grader.feedback import explain
from grader.formula import FormulaError, read_formula
from grader.language import (
    LOCALE,
    Tongue,
    find_tongue,
    languages,
    say,
    say_count,
    speak,
    spoken,
    write_count,
    write_decimal,
)
from grader.record import Record, asdict, replace
from grader.report import words
from grader.report.class_page import render_class
from grader.report.page import render_report
from grader.report_json import load_report
from grader.spec.model import AssignmentFile
from grader.summary import summarise

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "docs"))

from make_catalogue import collect, is_translated  # noqa: E402 - a script beside the pages

OTHERS = [code for code in languages() if code != "en"]
PLACES = re.compile(r"\{\w*\}")


def catalogue(code):
    with (LOCALE / code / "LC_MESSAGES" / "grader.po").open("rb") as file:
        return read_po(file, locale=code)


def forms(message):
    """Pair each English form of a sentence with its translation."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


def test_an_author_can_choose_every_language_there_is():
    assert get_args(AssignmentFile.model_fields["language"].annotation) == ("en", *OTHERS)


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated_and_none_is_left_over(code):
    said = {message.id for message in collect() if message.id}
    translated = {
        message.id for message in catalogue(code) if message.id and is_translated(message)
    }

    assert said == translated, "run: make catalogue, and translate what it lists"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_places_and_the_code_of_its_sentence(code):
    for message in catalogue(code):
        for english, other in forms(message) if message.id else ():
            # "one of them" may leave the number out, in one language or the other.
            spared = {"{number}"} if isinstance(message.id, tuple) else set()
            assert set(PLACES.findall(english)) - spared == set(PLACES.findall(other)) - spared
            assert english.count("`") == other.count("`"), english
            assert english.startswith(" ") == other.startswith(" "), english


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_is_written(code):
    compiled = gettext.translation("grader", LOCALE, [code])

    for message in catalogue(code):
        if isinstance(message.id, str) and message.id:
            assert compiled.gettext(message.id) == message.string
        elif message.id:
            for number, string in ((1, message.string[0]), (2, message.string[1])):
                assert compiled.ngettext(*message.id, number) == string


def test_numbers_are_written_as_the_language_does():
    with speak("de"):
        german = [write_count(1234567), write_decimal(2.5), words.of_points(1.0)]
        german += [words.of_points(0.5), words.tell_cases(1, 1), words.tell_cases(1, 12)]

    assert german == [
        *("1\u202f234\u202f567", "2,5", "von 1 Punkt"),
        *("von 0,5 Punkten", "1 von 1 Fall richtig", "1 von 12 Fällen richtig"),
    ]
    assert [write_count(1234), write_decimal(2.5), words.of_points(1.0)] == [
        "1,234",
        "2.5",
        "of 1 point",
    ]


def test_a_language_is_spoken_only_meanwhile():
    with speak("de"):
        with speak("en"):
            assert spoken() == "en"
        assert spoken() == "de"
    with pytest.raises(SystemExit), speak("de"):
        sys.exit()

    assert spoken() == "en"
    assert say("Right.") == "Right."
    with speak("tlh"):
        assert say("Right.") == "Right."


def test_what_is_inserted_is_only_inserted():
    assert (
        say("`{name}` is not defined.", name="{0.__class__}%s")
        == "`{0.__class__}%s` is not defined."
    )
    assert say("") == ""
    with speak("de"):
        assert say("") == ""
        assert say("{unknown} text of a student") == "{unknown} text of a student"


# A language of which every letter can be told from English: what is not in it has been missed.

_WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
)


class Wide(gettext.NullTranslations):
    """Every sentence in full-width letters, but for its places and its code."""

    def gettext(self, message):
        return "".join(
            piece if piece.startswith(("{", "`")) else piece.translate(_WIDE)
            for piece in re.split(r"(\{\w*\}|`[^`]*`)", message)
        )

    def ngettext(self, msgid1, msgid2, n):
        return self.gettext(msgid1 if n == 1 else msgid2)


WIDE = Tongue("xx", Wide())
KEPT = {"verdict", "cases", "reveal", "form", "kind", "language", "isolation", "id", "problem"}
"""Fields that are no text, or name something."""

CODE = re.compile(r"`[^`]*`|grader replay report\.json|float(?:16|32|64)|MiB|SHA-256")
ENGLISH = re.compile(r"[A-Za-z]{2,}")


def blank(value, field=""):
    """Take every letter out of a report that is not ours."""
    if isinstance(value, dict):
        return {key: blank(each, key) for key, each in value.items()}
    if isinstance(value, Record):
        return replace(value, **blank(asdict(value)))
    if isinstance(value, tuple):
        return tuple(blank(each, field) for each in value)
    return re.sub("[A-Za-z]", "·", value) if type(value) is str and field not in KEPT else value


@pytest.mark.parametrize("state", STATES)
def test_no_word_on_a_page_is_outside_the_catalogue(state):
    report = blank(STATES[state])
    page = Page(render_report(report, WIDE))
    heard = [
        *(page.text, *(each.get("aria-label", "") for _, each in page.elements)),
        *(each.get("alt", "") + each.get("title", "") for _, each in page.elements),
    ]
    isolation = report.receipt.isolation

    left = ENGLISH.findall(CODE.sub("", " ".join(heard)))
    assert set(left) <= {isolation}


@pytest.mark.parametrize("found", SENTENCES, ids=[each[2][:50] for each in SENTENCES])
def test_no_word_of_feedback_is_outside_the_catalogue(found):
    comparison, key, _ = found
    with speak(WIDE):
        said = [explain(comparison, key, reveal) for reveal in ("expected", "shape", "none")]
        said.append(evidence(key))

    names = {word for text in map(repr, (comparison, key)) for word in ENGLISH.findall(text)}
    left = ENGLISH.findall(CODE.sub("", " ".join(said)))
    assert set(left) <= names | {"or"}


@pytest.mark.parametrize("pattern", PatternId)
def test_no_general_mistake_is_outside_the_catalogue(pattern):
    with speak(WIDE):
        assert not ENGLISH.search(CODE.sub("", explain_cause(pattern_of(pattern))))


SPOKEN = [
    *(
        "feedback",
        "causes",
        "stops",
        "showing",
        "exhibit",
        "difference",
        "grade",
        "submission",
        "compare",
    ),
    *("formula/cursor", "formula/parse", "formula/evaluate", "formula/number", "formula/read"),
    *("report/words", "report/class_words", "report/answer_view", "report/page_view"),
]
"""What speaks to students, or for the pages."""

PROSE = re.compile(r"(?:^|\s)[a-z]{2,} [a-z]{2,}", re.IGNORECASE)


def spoken_files():
    for name in SPOKEN:
        path = ROOT / "grader" / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


@pytest.mark.parametrize("path", [*spoken_files()], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_bypasses_the_catalogue(path):
    tree = ast.parse(path.read_bytes())
    fine = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", "")
            spoken_here = called in {"say", "say_count", "later"} or called.endswith("Error")
            fine |= {id(each) for each in ast.walk(node) if spoken_here}
        if isinstance(node, ast.Dict):
            fine |= {id(key) for key in node.keys}

    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fine:
            assert not PROSE.search(node.value), f"line {node.lineno}: {node.value!r}"


@pytest.mark.parametrize("text", ["2 +", "I + Q", "max(I)", "(I", "I $ 2", "", "1/2 I", "I" * 999])
def test_why_a_formula_cannot_be_read_is_said_in_german(text):
    with pytest.raises(FormulaError) as english:
        read_formula(text, ("I", "K"))
    with speak("de"), pytest.raises(FormulaError) as german:
        read_formula(text, ("I", "K"))

    assert str(english.value) != str(german.value)
    assert not re.search(r"\b(wanted|found|write|know)\b", str(german.value))


def test_a_german_page_says_so():
    html = render_report(STATES["mixed"], "de")

    assert '<html lang="de"' in html
    assert "teilweise richtig" in html
    assert "12,17" in html
    assert find_tongue("de").code == "de"


def test_a_class_page_can_be_german():
    rows = [summarise(STATES[name], name) for name in ("right", "mixed", "wrong")]
    html = render_class(rows, title=HOMEWORK.head.title, language="de")

    assert '<html lang="de"' in html
    assert "3 Abgaben" in html
    assert say_count("{number} submission", "{number} submissions", 3) == "3 submissions"


@pytest.mark.sandbox
def test_a_german_assignment_gives_german_reports(tmp_path):
    assignment = write_assignment(tmp_path / "tiny")
    with (assignment / "assignment.yaml").open("a") as head:
        head.write("language: de\n")
    students = write_students(tmp_path / "inbox", {"ann": HALF})
    (tmp_path / "inbox" / "bea").mkdir()
    (tmp_path / "inbox" / "bea" / "other.py").write_text(HALF)
    grade(assignment, students, tmp_path / "out")
    ann, bea = (
        load_report((tmp_path / "out" / name / "report.json").read_bytes())
        for name in ("ann", "bea")
    )

    assert ann.language == "de"
    assert [part.feedback.partition(".")[0] for part in ann.parts] == [
        "Richtig",
        "Falsch in 8 von 8 Fällen",
    ]
    assert bea.notes[0].startswith("Erwartet wurde eine Datei hw.py")
    for page in ("ann/report.html", "index.html"):
        assert '<html lang="de"' in (tmp_path / "out" / page).read_text(encoding="utf-8")
