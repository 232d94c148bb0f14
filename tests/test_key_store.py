"""The answer key on disk: equal in every field when read back, and never half of one."""

import dataclasses
import hashlib
import io
import json
import math
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.key import called, kinds, running, terms, truth
from grader.key.kinds import AnswerKey, FunctionKey, PartKey
from grader.key.store import load_key, save_key
from grader.key.terms import Terms
from grader.key.truth import Case, Coarse, Mistake, Truth
from grader.oracle.solve import Oracle
from grader.record import Record, list_fields, replace
from grader.spec.load import load_assignment
from grader.values import Array

FOLDER = Path(__file__).parent.parent / "problems" / "dsga1008-hw2"


def differences(one, other, path="key"):
    """Every place where two keys differ, in type or in value, down to the bit."""
    if type(one) is not type(other):
        return [f"{path}: {type(one).__name__} is not {type(other).__name__}"]
    if isinstance(one, np.ndarray):
        same = (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
        return [] if same else [path]
    if isinstance(one, Record | Array):
        names = list_fields(one) if isinstance(one, Record) else one.__slots__
        pairs = [(name, getattr(one, name), getattr(other, name)) for name in names]
    elif isinstance(one, Mapping):
        if list(one) != list(other):
            return [path]
        pairs = [(key, one[key], other[key]) for key in one]
    elif isinstance(one, tuple | list):
        if len(one) != len(other):
            return [path]
        pairs = [(place, *both) for place, both in enumerate(zip(one, other, strict=True))]
    else:
        same = one == other or (one != one and other != other)  # noqa: PLR0124 - nan
        return [] if same else [f"{path}: {one!r} is not {other!r}"]
    return [each for name, a, b in pairs for each in differences(a, b, f"{path}.{name}")]


@pytest.fixture(scope="module")
def homework():
    return Oracle(load_assignment(FOLDER)).solve("digest")


def key_of(*answers, digest="d"):
    return AnswerKey("hw", digest, "2.0", (PartKey("1.a", answers),))


SMALL = key_of(kinds.ShapeKey("s", (3, 3), {"m": (5, 5)}))


def test_the_homeworks_key_comes_back_equal_in_every_field(homework, tmp_path):
    save_key(homework, tmp_path / "homework.key")

    assert differences(load_key(tmp_path / "homework.key"), homework) == []


def test_the_walk_over_two_keys_does_find_a_difference(homework):
    part = homework.parts[2]
    value = part.answers[0].case.truth.value.copy()
    value[2, 2] = np.nextafter(value[2, 2], np.inf)
    case = part.answers[0].case
    other = replace(case, truth=replace(case.truth, value=value))
    answer = replace(part.answers[0], case=other)
    parts = (
        *homework.parts[:2],
        replace(part, answers=(answer,)),
        *homework.parts[3:],
    )

    found = differences(homework, replace(homework, parts=parts))

    assert found == ["key.parts.2.answers.0.case.truth.value"]


def test_every_record_a_key_can_hold_comes_back_equal(tmp_path):
    floats = np.array([[1.5, math.inf], [math.nan, -0.0]])
    allowed = np.zeros((2, 2))
    right = Truth(floats, allowed, (Coarse("float16", floats), Coarse("bfloat16", allowed)))
    arguments = (
        Array.of(np.arange(3, dtype=np.int8), "torch"),
        dataclasses.replace(Array.of(np.float64(2)), is_scalar=True, subclass="Odd"),
        [(0, 1), [2.5, None]],
        True,
        1,
        1.0,
        "ü\n\udc80",
        -math.inf,
        2**4000,
    )
    case = Case(arguments, right, (Mistake("m", floats), Mistake("n", None)))
    trial = kinds.Trial({"X": "[[1]]"}, right, right)
    unknown = kinds.Unknown("s", ("n",), ((1,), (2,)))
    settled = kinds.Settled(((1.0,), (math.inf, math.nan)), None, (trial,))
    answers = (
        kinds.NumberKey("a", case),
        kinds.ArrayKey("b", case, "cells", Terms(("A[1,1]·B[2,3]",), floats)),
        kinds.ArrayKey("i", case, "whole"),
        kinds.ShapeKey("c", (), {}),
        kinds.FormulaKey("d", ("I",), ((1,), (-2,)), (Fraction(1, 3), 2), {"m": (None, 7)}),
        kinds.NamesKey("e", "torch.nn", (("A", "B"), ("C",)), ("D",)),
        kinds.ChoiceKey("f", {"a": "It grows", "b": "It {shrinks}"}, ("a",)),
        kinds.FunctionKey("g", ("X", "S"), (case, case), "cases"),
        kinds.RelationKey((kinds.Unknown("p"), unknown), "p == 1", (settled,)),
        kinds.TextKey("h", ("Says why",), optional=True),
        kinds.FigureKey("j", ("Axes are labelled",)),
        kinds.FormKey(kinds.ArrayKey("k", case, "cells"), is_shaped=True),
        called.FunctionKey(
            "l",
            ("X",),
            (case, replace(case, output="dx")),
            "whole",
            (called.Way("one", "l(X)"), called.Way("two", "(l(X=X), X)")),
            ("loss", "dx"),
            ("X",),
            text=True,
            forbid=("autograd",),
            effort=called.Effort(arguments, "X * 2", 50.0, None, 0.5),
            invariants=(called.Invariant("i", "l(X) <= 1", "<=", "It is <small>."),),
        ),
        running.TrainingKey(
            "m",
            ("X", "seed"),
            "m(X)",
            (running.Training(arguments, floats), running.Training((), allowed)),
            "mean-squared-error",
            ((0.1, 1.0), (1.0, 0.5)),
            "best",
            has_curve=True,
        ),
        running.RandomKey(
            "n",
            ("p",),
            "sample = n(p)",
            (
                running.Sampling(
                    arguments,
                    (
                        running.Chances(0.25, np.zeros(0), np.zeros(0)),
                        running.Chances(None, np.linspace(-1, 1, 5), np.linspace(0, 1, 5)),
                    ),
                ),
            ),
            ("One is off.", "Two is off."),
            1000,
        ),
    )
    held = {type(each) for each in answers} | {AnswerKey, PartKey, Case, Truth, Coarse, Mistake}
    held |= {Terms, kinds.Trial, kinds.Settled, kinds.Unknown}
    held |= {called.Way, called.Effort, called.Invariant}
    held |= {running.Training, running.Sampling, running.Chances}
    assert held == {
        each
        for module in (kinds, called, running, terms, truth)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Record) and each is not Record
    }

    save_key(key_of(*answers), tmp_path / "homework.key")

    assert differences(load_key(tmp_path / "homework.key"), key_of(*answers)) == []


def test_arrays_come_back_read_only_as_the_border_wants_them(homework, tmp_path):
    save_key(homework, tmp_path / "homework.key")

    answers = [each for part in load_key(tmp_path / "homework.key").parts for each in part.answers]
    cases = [case for each in answers if isinstance(each, FunctionKey) for case in each.cases]
    assert cases != []
    for case in cases:
        assert not case.truth.value.flags.writeable
        assert not case.arguments[0].data.flags.writeable


def test_what_a_key_cannot_hold_is_our_own_mistake(tmp_path):
    with pytest.raises(TypeError, match="an answer key cannot hold set"):
        save_key(key_of({1}), tmp_path / "homework.key")
    assert list(tmp_path.iterdir()) == []


def npz(tree):
    buffer = io.BytesIO()
    np.savez(buffer, tree=np.frombuffer(json.dumps(tree).encode(), np.uint8))
    return buffer.getvalue()


def undamaged(content):
    """Content as if it had been stored as a key: marked, and with its checksum."""
    return b"grader answer key 1\n" + hashlib.sha256(content).digest() + content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"grader answer key 1\n", id="the mark alone"),
        pytest.param(undamaged(b""), id="a key of nothing"),
        pytest.param(b"\x80\x04N.", id="a pickle"),
        pytest.param(undamaged(b"\x80\x04N."), id="a pickle with our mark"),
        pytest.param(npz(["("]), id="somebody's arrays"),
        pytest.param(undamaged(b"text"), id="text"),
        pytest.param(undamaged(npz({"a": 1})), id="a tree that is no list"),
        pytest.param(undamaged(npz([])), id="a tree of nothing"),
        pytest.param(undamaged(npz(["Path", "/"])), id="a record we do not know"),
        pytest.param(undamaged(npz([["("], 1])), id="a tag that is a list"),
        pytest.param(undamaged(npz(["AnswerKey", "a"])), id="a record of another make"),
        pytest.param(undamaged(npz(["(", 1, 2])), id="no key at all"),
        pytest.param(undamaged(npz(["#", 7])), id="an array that is not there"),
    ],
)
def test_a_file_that_is_no_key_is_none(tmp_path, content):
    file = tmp_path / "homework.key"
    file.write_bytes(content)

    assert load_key(file) is None


def test_a_file_that_is_not_there_or_is_a_folder_is_none(tmp_path):
    assert load_key(tmp_path / "homework.key") is None
    assert load_key(tmp_path) is None


def test_a_key_cut_short_anywhere_is_none(tmp_path):
    file = tmp_path / "homework.key"
    save_key(SMALL, file)
    content = file.read_bytes()

    for length in range(len(content)):
        file.write_bytes(content[:length])
        assert load_key(file) is None


@pytest.fixture(scope="module")
def flipping(tmp_path_factory):
    file = tmp_path_factory.mktemp("flipped") / "homework.key"
    save_key(SMALL, file)
    return file, file.read_bytes()


@given(data=st.data())
def test_a_key_with_a_byte_changed_is_none(flipping, data):
    file, content = flipping
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(changed)

    assert load_key(file) is None


def test_a_failed_write_leaves_the_old_key_and_no_draft(tmp_path, monkeypatch):
    file = tmp_path / "homework.key"
    save_key(SMALL, file)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        save_key(key_of(digest="other"), file)

    assert load_key(file).digest == "d"
    assert os.listdir(tmp_path) == ["homework.key"]  # noqa: PTH208 - names are enough


def test_a_reader_sees_the_old_key_or_the_new_one_and_never_a_part_of_either(tmp_path):
    file = tmp_path / "homework.key"
    text = "x" * 200_000
    keys = [key_of(kinds.TextKey("t", (letter + text,), optional=False)) for letter in "ab"]
    save_key(keys[0], file)

    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(lambda k=k: [save_key(k, file) for _ in range(20)]) for k in keys]
        seen = set()
        while not all(writer.done() for writer in writers):
            found = load_key(file)
            assert found is not None
            seen.add(found.parts[0].answers[0].rubric[0][0])
        for writer in writers:
            writer.result()

    assert seen <= {"a", "b"}
    assert [each.name for each in tmp_path.iterdir()] == ["homework.key"]
