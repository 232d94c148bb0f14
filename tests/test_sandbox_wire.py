"""The frames, and what the host makes of those a hostile child sends."""

import os
import struct
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.outcome import KillReason, Raised, Returned, ReturnedEach, RowReturned
from grader.request import Call, CallEach
from grader.sandbox import wire
from grader.sandbox.autopsy import explain_end
from grader.sandbox.child import Child
from grader.sandbox.handle import End
from grader.sandbox.limits import Limits
from grader.sandbox.sources import Sources
from grader.sandbox.verdict import read_answer, read_told
from grader.sandbox.wire import Frame, Kind
from grader.values import WireError, encode

LIMITS = Limits(printed_kib=1)
RAISED = ("ValueError", "no", (("hw2.py", 3, "f", "return 1 / 0"),), False, "")


def raised_at(line):
    return ("E", "m", (("hw2.py", line, "f", "s"),), False, "")


class Silent:
    """A channel and a process that are not there."""

    incoming = bytearray()

    def kill(self):
        pass

    def close(self):
        pass


@pytest.fixture
def child(tmp_path):
    """A child that printed 3,000 letters and sends what the test says it does."""
    output = tmp_path / "output"
    output.write_bytes(b"a" * 1000 + b"b" * 2000)
    descriptors = [os.open(output, os.O_RDONLY) for _ in range(2)]
    child = Child(Silent(), Silent(), *descriptors, scratch="/box", limits=LIMITS)
    yield child
    child.discard()


@given(
    st.sampled_from(list(Kind)), st.integers(0, 2**32 - 1), st.lists(st.text()), st.binary()
)  # fmt: skip
def test_a_frame_survives_in_pieces(kind, number, head, body):
    frame = Frame(kind, number, head, body)
    packed = wire.pack(frame) * 2
    buffer = bytearray()
    found = []

    for at in range(0, len(packed), 7):
        buffer += packed[at : at + 7]
        while (taken := wire.unpack(buffer)) is not None:
            found.append(taken)

    assert found == [frame, frame]
    assert not buffer


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(b"xx" + bytes(30), id="no magic"),
        pytest.param(struct.pack("<2sBxIII", b"gw", 99, 0, 1, 0), id="unknown kind"),
        pytest.param(struct.pack("<2sBxIII", b"gw", 5, 0, 1 << 31, 0), id="a head of 2 GiB"),
        pytest.param(struct.pack("<2sBxIII", b"gw", 5, 0, 1, (1 << 32) - 1), id="a body of 4 GiB"),
    ],
)
def test_a_header_that_lies_is_refused_before_anything_is_kept(header):
    with pytest.raises(WireError):
        wire.unpack(bytearray(header))


@pytest.mark.parametrize(
    ("end", "printed"),
    [
        pytest.param(1000, "a" * 1000, id="honest"),
        pytest.param(0, "", id="nothing"),
        pytest.param(-5, "", id="negative"),
        pytest.param(1 << 70, "a" * 1000 + "b" * 24, id="far too much, and more than is kept"),
    ],
)
def test_how_much_was_printed_is_only_a_claim(child, end, printed):
    frame = Frame(Kind.ANSWER, 1, ("returned", 0.5, end), encode(1))

    assert read_answer(Call("f"), frame, child, 1.0) == Returned(1, printed, 0.5)


@pytest.mark.parametrize(("claimed", "seconds"), [(0.5, 0.5), (99.0, 1.0), (float("inf"), 1.0)])
def test_how_long_it_took_is_only_a_claim(child, claimed, seconds):
    frame = Frame(Kind.ANSWER, 1, ("returned", claimed, 0), encode(1))

    assert read_answer(Call("f"), frame, child, 1.0).seconds == seconds


def test_rows_are_read_one_by_one(child):
    body = encode([(True, 1), (False, RAISED)])
    frame = Frame(Kind.ANSWER, 1, ("each", 0.1, 0), body)

    outcome = read_answer(CallEach("f", ((1,), (2,))), frame, child, 1.0)

    assert isinstance(outcome, ReturnedEach)
    assert outcome.rows[0] == RowReturned(1)
    assert isinstance(outcome.rows[1], Raised)


@pytest.mark.parametrize(
    ("request_", "head", "body"),
    [
        pytest.param(Call("f"), None, b"", id="nothing"),
        pytest.param(Call("f"), ("returned",), encode(1), id="too short"),
        pytest.param(Call("f"), ("returned", float("nan"), 0), encode(1), id="no number"),
        pytest.param(Call("f"), ("returned", 0.1, "0"), encode(1), id="a text for a length"),
        pytest.param(Call("f"), ("returned", 0.1, 0), b"\x80\x04N.", id="a pickle"),
        pytest.param(Call("f"), ("right", 0.1, 0), encode(1), id="a verdict of its own"),
        pytest.param(Call("f"), ("each", 0.1, 0), encode([(True, 1)]), id="rows for a call"),
        pytest.param(CallEach("f", ((1,),)), ("each", 0.1, 0), encode([]), id="too few rows"),
        pytest.param(CallEach("f", ((1,),)), ("each", 0.1, 0), encode([1]), id="no row"),
        pytest.param(Call("f"), ("raised", ("E", 3, (), False, ""), 0.1, 0), b"", id="no message"),
        pytest.param(
            Call("f"), ("raised", ("E", "", ((1, 2),), False, ""), 0.1, 0), b"", id="no frame"
        ),
        *(
            pytest.param(Call("f"), ("raised", raised_at(line), 0.1, 0), b"", id=name)
            for name, line in [("line 0", 0), ("a line before", -1), ("beyond", 1 << 31)]
        ),
        pytest.param(Call("f"), ("not-found", "f", (3,), 0.1, 0), b"", id="a number for a name"),
    ],
)
def test_an_answer_of_another_shape_is_refused(child, request_, head, body):
    with pytest.raises(WireError):
        read_answer(request_, Frame(Kind.ANSWER, 1, head, body), child, 1.0)


@pytest.mark.parametrize(
    "head",
    [
        None,
        ([], "0"),
        ([("raised", 0, 0, 1, RAISED, ())], 0),
        ([("raised", 0, 2, 1, RAISED, ())], 0),
        ([("raised", 1, 1, 1, RAISED, ())], 0),
        ([("raised", -1, 1, 1, RAISED, ())], 0),
        ([("raised", 0, 1, 1, RAISED, (3,))], 0),
        ([("raised", 0, 1, 1)], 0),
        ([("skipped", "1", ())], 0),
        ([("unread", 3)], 0),
        ([3], 0),
    ],
)
def test_a_report_on_the_module_of_another_shape_is_refused(head):
    with pytest.raises(WireError):
        read_told(Frame(Kind.LOADED, 1, head), Sources({"hw2.py": b"x"}), ["hw2.py"])


def test_texts_are_cut(child):
    raised = ("E" * 999, "m" * 9999, (("f" * 999, 1, "g" * 999, "s" * 999),) * 99, False, "h" * 999)
    outcome = read_answer(Call("f"), Frame(Kind.ANSWER, 1, ("raised", raised, 0.1, 0)), child, 1.0)

    assert (len(outcome.type_name), len(outcome.message), len(outcome.frames)) == (200, 2000, 10)
    assert {len(part) for part in (outcome.hint, outcome.frames[0].source)} == {200}


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (End(0), KillReason.EXITED),
        (End(97), KillReason.EXITED),
        (End(-11), KillReason.SIGNAL),
        (End(-31), KillReason.FORBIDDEN_CALL),
        (End(-9), KillReason.MEMORY),
        (End(-9, cpu_seconds=LIMITS.cpu_seconds + 0.1), KillReason.SIGNAL),
        (End(-64), KillReason.SIGNAL),
    ],
)
def test_an_end_has_a_reason(end, reason):
    assert explain_end(end, LIMITS)[0] is reason


def test_the_level_basic_needs_no_module_that_only_linux_has():
    script = (
        "import sys\nabsent = ('fcntl', 'resource', 'grader.sandbox.warm')\n"
        "sys.modules.update(dict.fromkeys(absent))\n"
        "from grader.sandbox.level import Level\nfrom grader.request import Fetch\n"
        "from grader.sandbox.worker import Worker\n"
        "with Worker(isolation=Level.BASIC, torch=False) as worker:\n"
        "    with worker.open({'hw2.py': b'x = 1'}, 'hw2.py') as session:\n"
        "        assert session.ask([(Fetch('x'), 5.0)])[0].value == 1\n"
    )

    done = subprocess.run([sys.executable, "-c", script], check=False)  # noqa: S603 - our own

    assert done.returncode == 0
