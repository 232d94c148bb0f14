"""An author's own words replace a sentence by its id, wherever it is said, and only there."""

import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sample_keys import ARRAY, NUMBER, came, raised
from sample_marking import mark, question
from test_feedback import SENTENCES as FEEDBACK

from grader.causes import explain_cause
from grader.diagnose.pattern import PatternId
from grader.feedback import explain
from grader.language import reword, say, say_count, speak
from grader.record import replace
from grader.sentences import SENTENCES, by_sentence
from grader.spec.check_says import places_of

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "docs"))

from make_catalogue import collect  # noqa: E402 - a script beside the pages
from sample_patterns import pattern_of  # noqa: E402 - in one block with the former

FILES = {
    *("grader/feedback.py", "grader/causes.py", "grader/stops.py"),
    *("grader/grade/answer.py", "grader/grade/shrinking.py", "grader/grade/submission.py"),
}
"""What says sentences about an answer."""


def said_in(files):
    """Every whole sentence that is written out there; one that counts in its form for many."""
    messages = [m for m in collect() if m.id and any(name in files for name, _ in m.locations)]
    texts = [m.id if isinstance(m.id, str) else m.id[1] for m in messages]
    return {text for text in texts if text.endswith((".", "?"))}


def test_every_sentence_about_an_answer_has_an_id():
    assert said_in(FILES) - set(SENTENCES.values()) == set(), "give it an id in grader/sentences.py"


def test_every_id_has_a_sentence_that_is_said_and_no_two_have_the_same():
    everything = [m.id if isinstance(m.id, str) else m.id[1] for m in collect() if m.id]

    assert set(SENTENCES.values()) - set(everything) == set()
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_every_general_mistake_is_reworded_by_its_own_id():
    for pattern in PatternId:
        own = by_sentence({pattern.value: "Mine."})
        with reword(own):
            assert explain_cause(pattern_of(pattern)) == "Mine."


def test_every_sentence_of_feedback_can_be_in_other_words():
    """What is left of ours are numbers, names and phrases."""
    own = {
        name: "§" + "".join(f"{{{p}}}" for p in places_of(SENTENCES[name])) for name in SENTENCES
    }
    with reword(by_sentence(own)):
        heard = [explain(comparison, key, "expected") for comparison, key, _ in FEEDBACK]

    assert all(text == "" or "§" in text for text in heard)
    assert not any(
        text == plain for text, (_, _, plain) in zip(heard, FEEDBACK, strict=True) if text
    )


def test_own_words_hold_meanwhile_in_every_language_and_inner_ones_first():
    with speak("de"), reword({"Right.": "Bravo."}):
        with reword({"Right.": "Inner."}):
            inner = say("Right.")
        outer = say("Right.")

    assert (inner, outer, say("Right.")) == ("Inner.", "Bravo.", "Right.")


def test_one_text_stands_for_one_and_for_many():
    with reword({"{number} eggs": "eggs: {number}"}):
        assert [say_count("{number} egg", "{number} eggs", n) for n in (1, 2)] == [
            "eggs: 1",
            "eggs: 2",
        ]


def test_doubled_braces_stand_for_themselves_whether_or_not_there_are_places():
    with reword({"Right.": r"$\frac{{1}}{{2}}$", "It is {actual}.": r"$\hat{{y}}$ = {actual}"}):
        assert say("Right.") == r"$\frac{1}{2}$"
        assert say("It is {actual}.", actual=3) == r"$\hat{y}$ = 3"


def test_what_a_student_wrote_is_inserted_and_never_filled_in():
    with reword(by_sentence({"raised": "{name}: {error}"})):
        hostile = explain_stopped(raised("KeyError", "{name} {0} {error.__class__}"))

    assert hostile.startswith("`g`") is False
    assert "{name} {0} {error.__class__}" in hostile


def explain_stopped(outcome):
    marked = mark(question(ARRAY), (outcome,))
    return marked.result.feedback.found


def test_a_mark_does_not_depend_on_the_words():
    plain = mark(question(NUMBER), (came(4.0),)).result
    with reword(by_sentence({"number": "{actual}!{expected}", "rounding": "{off}{allowed}"})):
        own = mark(question(NUMBER), (came(4.0),)).result

    assert own.feedback.found.startswith("4!4711.25")
    unsaid = {"feedback": None}
    assert replace(own, **unsaid) == replace(plain, **unsaid)


@given(st.sampled_from(sorted(SENTENCES)), st.text(st.characters(exclude_characters="{}")))
def test_any_words_with_the_same_places_are_fine(name, words):
    places = "".join(f"{{{each}}}" for each in places_of(SENTENCES[name]))
    values = dict.fromkeys(places_of(SENTENCES[name]), "x")

    with reword(by_sentence({name: words + places})):
        assert say(SENTENCES[name], **values) == words + "x" * len(values)
