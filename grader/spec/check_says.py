"""Whether an author's own words for our sentences have the places that are filled in."""

from collections.abc import Iterator, Mapping
from string import Formatter

from grader.errors import Flaw
from grader.sentences import SENTENCES
from grader.spec.places import KeyPath, Source
from grader.spec.wording import did_you_mean


def check_says(says: Mapping[str, str], source: Source, path: KeyPath = ()) -> Iterator[Flaw]:
    """Find what is wrong with a `says` of an assignment or a part.

    Args:
        says: Sentence's id to the author's words.
        source: The file it stands in.
        path: Of what has the key `says`.
    """
    for name, words in says.items():
        at = (*path, "says", name)
        if name not in SENTENCES:
            cure = did_you_mean(name, SENTENCES) or "docs/spec-reference.md lists them"
            yield source.key_flaw(at, f"wanted the id of a sentence, found {name!r} ({cure})")
            continue
        wanted = places_of(SENTENCES[name])
        try:
            found = places_of(words)
        except ValueError:
            cure = "write {{ and }} for braces that stand for themselves"
            yield source.flaw(at, f"wanted places such as {{name}}, found a lone brace ({cure})")
            continue
        if found != wanted:
            yield source.flaw(at, _differ(wanted, found))


def places_of(words: str) -> frozenset[str]:
    """Name the places of a sentence, with all that stands in their braces.

    Raises:
        ValueError: A brace opens or closes nothing.
    """
    return frozenset(
        place + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, place, form, conversion in Formatter().parse(words)
        if place is not None
    )


def _differ(wanted: frozenset[str], found: frozenset[str]) -> str:
    spelt = [
        ", ".join(f"{{{place}}}" for place in sorted(places)) or "none"
        for places in (wanted, found)
    ]
    cure = "doubled braces stand for themselves" if found - wanted else "use every one of them"
    return f"wanted the places {spelt[0]}, found {spelt[1]} ({cure})"
