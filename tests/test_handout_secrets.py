"""No bundle that ships holds an answer, in any encoding; and none depends on one."""

import base64
import binascii
import gzip
import json
import re
import zlib
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from sample_handouts import HOMEWORK, SHIPPED, solve

from grader.handout.file import dump_bundle
from grader.handout.make import make_bundle
from grader.key.kinds import (
    ArrayKey,
    ChoiceKey,
    FormKey,
    FormulaKey,
    FunctionKey,
    NamesKey,
    NumberKey,
    RandomKey,
    RelationKey,
    ShapeKey,
    TrainingKey,
)
from grader.record import replace
from grader.spec.base import Judged

TYPES = ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8")
LEAST_TEXT = 10
"""Characters of a number that does not stand somewhere by chance, as among drawn inputs."""


def hidden(assignment):
    """Yield every value that only the key may hold: a label and an array."""
    _, key, _, bundle = solve(assignment)
    for part, bundled in zip(key.parts, bundle.parts, strict=True):
        for answer, shown in zip(part.answers, bundled.answers, strict=True):
            if shown.hidden:
                values = _values(answer, shown.public)
                yield from ((f"{part.id} {answer.name}", value) for value in values)


def _values(key, public):  # noqa: C901 - one case for each kind
    match key:
        case NumberKey() | ArrayKey():
            yield key.case.truth.value
            yield from (each.value for each in key.case.mistakes if each.value is not None)
        case FunctionKey():
            for call in key.calls[public:]:
                for case in call:
                    yield case.truth.value
        case FormulaKey():
            yield np.array([float(each) for each in key.expected[public:]])
        case TrainingKey():
            yield from (run.labels for run in key.runs)
        case RandomKey():
            for call in key.calls:
                yield from (each.cdf for each in call.expected)
        case RelationKey():
            for settled in key.settled:
                yield from (np.array(values) for values in settled.binding)
                for trial in settled.trials:
                    yield from (trial.left.value, trial.right.value)
        case _:
            return


def is_telling(value):
    """Whether finding a value says anything: not one small number, nor a constant array."""
    value = np.asarray(value)
    if value.size == 1:
        return len(repr(float(value.reshape(())))) >= LEAST_TEXT
    return value.size >= 4 and np.unique(value).size > 2


def as_bytes(value):
    """Yield an array's raw bytes in every number format that holds it without loss."""
    for name in TYPES:
        with np.errstate(all="ignore"):
            cast = np.asarray(value).astype(name)
        if np.array_equal(cast.astype(np.float64), value) or name in ("<f4", ">f4"):
            raw = cast.tobytes()
            if len(raw) >= 4:
                yield raw


def as_texts(value):
    """Yield an array in decimal, as it stands where all blanks and brackets are dropped."""
    flat = [float(each) for each in np.asarray(value).flat]
    yield ",".join(map(repr, flat))
    yield ",".join(f"{each:g}" for each in flat)
    yield ",".join(f"{each:.6g}" for each in flat)
    yield ",".join(str(Fraction(each)) for each in flat if np.isfinite(each))
    if all(each.is_integer() for each in flat):
        yield ",".join(str(int(each)) for each in flat)


def views(content):
    """Yield a file's content, and everything that its texts decode or inflate to."""
    yield content
    for text in re.findall(rb"[A-Za-z0-9+/=_-]{8,}", content):
        for decode in (base64.b64decode, base64.urlsafe_b64decode, binascii.unhexlify):
            try:
                found = decode(text)
            except ValueError:
                continue
            yield found
            yield from _inflated(found)


def _inflated(content):
    for inflate in (gzip.decompress, zlib.decompress):
        try:
            yield inflate(content)
        except (OSError, EOFError, zlib.error):
            continue


def as_base64(raw):
    """Yield how bytes look in base64 wherever in it they begin, edges dropped."""
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + raw)
        yield text[4 if offset else 0 : len(text) - 4 - (len(text) % 4)]


def holds(content, value):
    """Whether a value stands in a file's content in any encoding."""
    found = list(views(content))
    for turned in (value, np.asarray(value).T):
        for raw in as_bytes(turned):
            looks = [raw, raw.hex().encode(), raw.hex().upper().encode()]
            looks += [text for text in as_base64(raw) if len(set(text)) >= 5]
            if any(look in view for look in looks for view in found):
                return True
        plain = re.sub(rb"[\s\[\](){}]", b"", content).decode(errors="replace")
        bounded = (rf"(?<![\d.]){re.escape(text)}(?![\d.])" for text in as_texts(turned))
        if any(re.search(text, plain) for text in bounded):
            return True
    return False


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_no_hidden_value_stands_in_a_bundle(folder):
    content = dump_bundle(solve(folder)[3])
    told = [(name, value) for name, value in hidden(folder) if is_telling(value)]

    assert len(told) > 10
    assert [name for name, value in told if holds(content, value)] == []


SECRET = np.array([[109.0, 92.0, 72.25], [108.0, 85.5, 74.0]])


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda a: json.dumps(a.tolist(), indent=2).encode(), id="nested lists"),
        pytest.param(lambda a: repr(a.T.tolist()).encode(), id="transposed"),
        pytest.param(lambda a: a.astype("<f4").tobytes(), id="raw single precision"),
        pytest.param(lambda a: a.astype(">f8").tobytes(), id="raw, bytes swapped"),
        pytest.param(lambda a: a.tobytes().hex().encode(), id="hexadecimal"),
        pytest.param(lambda a: base64.b64encode(b"x" + a.tobytes()), id="base64, one byte on"),
        pytest.param(lambda a: base64.b64encode(b"xy" + a.tobytes()), id="base64, two bytes on"),
        pytest.param(
            lambda a: base64.b64encode(gzip.compress(a.astype("<f4").tobytes())), id="gzip"
        ),
        pytest.param(lambda a: base64.b64encode(zlib.compress(a.tobytes())), id="zlib"),
    ],
)
def test_the_search_finds_what_is_hidden_so(encode):
    content = dump_bundle(solve(HOMEWORK)[3]) + b' "' + encode(SECRET) + b'" '

    assert holds(content, SECRET)
    assert not holds(content, SECRET + 1)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_no_reference_and_no_formula_of_a_mistake_stands_in_a_bundle(folder):
    assignment, _, _, bundle = solve(folder)
    shown = "".join(f"{asked.problem.intro}{asked.part.prompt}" for asked in assignment)
    texts = {_squeeze(text) for asked in assignment for text in _expressions(asked)}
    texts |= {_squeeze(line) for line in (assignment.reference or "").splitlines()}
    content = _squeeze(dump_bundle(bundle).decode())

    searched = {text for text in texts if len(text) >= 8 and text not in _squeeze(shown)}

    assert len(searched) > 10
    assert {text for text in searched if text in content} == set()


def _squeeze(text):
    return "".join(text.split())


def _expressions(asked):
    for answer in asked.answers:
        given = [getattr(answer, "oracle", None), getattr(answer, "claim", None)]
        if isinstance(answer, Judged):
            given += [each.oracle for each in answer.misconceptions]
        for each in given:
            yield from each.values() if isinstance(each, dict) else [each or ""]


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_bundle_does_not_depend_on_what_it_hides(folder):
    assignment, key, probes, bundle = solve(folder)
    parts = [
        replace(
            part,
            answers=tuple(
                _otherwise(answer, shown)
                for answer, shown in zip(part.answers, bundled.answers, strict=True)
            ),
        )
        for part, bundled in zip(key.parts, bundle.parts, strict=True)
    ]

    other = make_bundle(assignment, replace(key, parts=tuple(parts), digest="other"), probes)

    assert dump_bundle(other) == dump_bundle(bundle)


def _otherwise(key, shown):  # noqa: C901 - one case for each kind
    """Change everything that is right about an answer but what is public."""
    if not isinstance(shown.key, FormKey | FunctionKey | FormulaKey) or not shown.hidden:
        return key
    match key:
        case NumberKey() | ArrayKey():
            return replace(key, case=_moved(key.case))
        case ShapeKey():
            return replace(key, expected=(77, 78, 79), mistakes={"other": (80,)})
        case FormulaKey():
            kept = key.expected[: shown.public]
            return replace(key, expected=(*kept, *(each + 1 for each in key.expected[len(kept) :])))
        case NamesKey():
            return replace(key, expected=(("Other",),), harmless=("Another",))
        case ChoiceKey():
            return replace(key, expected=(next(reversed(key.options)),))
        case FunctionKey():
            public = sum(len(call) for call in key.calls[: shown.public])
            moved = tuple(map(_moved, key.cases[public:]))
            return replace(key, cases=(*key.cases[:public], *moved))
        case RelationKey():
            return replace(key, settled=key.settled[:1])
        case TrainingKey():
            runs = tuple(replace(run, labels=run.labels + 1) for run in key.runs)
            return replace(key, runs=runs, grades=((0.1234, 1.0),))
        case RandomKey():
            calls = tuple(replace(call, expected=call.expected[::-1]) for call in key.calls)
            return replace(key, calls=calls, says=tuple(f"{each}!" for each in key.says))
        case _:
            return key


def _moved(case):
    truth = replace(case.truth, value=case.truth.value + 4711)
    return replace(case, truth=truth, mistakes=())


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_bundle_holds_no_digest_but_its_own(folder):
    found = re.findall(r"\b[0-9a-f]{24,}\b", dump_bundle(solve(folder)[3]).decode())

    assert len(found) == 1


def test_hidden_calls_are_not_among_the_probes():
    for folder in SHIPPED:
        _, key, _, bundle = solve(folder)
        for part, bundled in zip(key.parts, bundle.parts, strict=True):
            for answer, shown in zip(part.answers, bundled.answers, strict=True):
                if isinstance(answer, FunctionKey) and isinstance(shown.key, FormKey):
                    asked = {case.arguments for case in shown.key.like.cases}
                    assert asked.isdisjoint({case.arguments for case in answer.cases})


def test_points_are_asked_smallest_first():
    for folder in SHIPPED:
        for part in solve(folder)[3].parts:
            for answer in part.answers:
                like = answer.key.like if isinstance(answer.key, FormKey) else answer.key
                if isinstance(like, FormulaKey):
                    assert all(sum(a) <= sum(b) for a, b in pairwise(like.points))
