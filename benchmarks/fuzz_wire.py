"""Throw mutated messages at the decoders that read what student processes send.

Each input is an honest message with bytes flipped, cut, repeated, spliced or replaced by lengths
that lie, or plain noise. The decoders must answer each with a value or a `WireError`, soon, and
without memory growing. Run it with ``python benchmarks/fuzz_wire.py [INPUTS] [SEED]``.
"""

import os
import random
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from grader.request import Call, CallEach
from grader.sandbox import wire
from grader.sandbox.child import Child
from grader.sandbox.limits import Limits
from grader.sandbox.sources import Sources
from grader.sandbox.verdict import read_answer, read_told
from grader.sandbox.wire import Frame, Kind
from grader.values import Array, Named, Unsupported, WireError, decode, encode

RAISED = ("ValueError", "no", (("hw2.py", 3, "f", "return 1 / 0"),), False, "")
LYING_LENGTHS = (0, 1, 0x7F, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 1 << 62, (1 << 64) - 1)
SOURCES = Sources({"hw2.py": b"x = 1\n"})
REQUEST = Call("f")
ROWS = CallEach("f", ((1,), (2,)))


@dataclass
class Tally:
    """What became of the inputs."""

    values: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    escaped: list[str] = field(default_factory=list)
    """Exceptions that are not `WireError`, with the input; must stay empty."""


class _NoLine:
    """A channel nobody is at the other end of."""

    incoming = bytearray()

    def queue(self, data: bytes) -> None:
        """Drop it."""

    def pump(self, timeout: float) -> bool:
        """Nothing comes."""
        return timeout < 0

    def close(self) -> None:
        """Nothing to close."""


class _NoHandle:
    """Power over no process."""

    def signal(self, number: int) -> None:
        """Reach nobody."""

    def kill(self) -> None:
        """End nobody."""

    def wait(self, timeout: float) -> None:  # type: ignore[override]  # never asked
        """Learn nothing."""

    def close(self) -> None:
        """Nothing to close."""


def honest_values() -> list[bytes]:
    """One message of each shape the encoder writes."""
    generator = np.random.default_rng(0)
    numbers: list[object] = [
        None,
        True,
        3,
        -(2**70),
        1.5,
        2j,
        "naïve",
        [1, 2],
        (1.0, 2.0),
        [1, "a"],
    ]
    arrays = [generator.normal(size=shape).astype("<f4") for shape in ((3, 4), (), (0, 2))]
    return [
        *map(encode, numbers),
        encode({"a": 1, 2: [None], (1, "b"): {}}),
        encode([[[[[[1.0, 2.0]]]]]]),
        encode([list(map(float, range(64)))] * 8),
        *(encode(Array.of(array)) for array in arrays),
        encode([Array.of(generator.integers(0, 2, 5).astype(bool), "torch")] * 2),
        encode(Named("function", "hw2", "f", ("x", "y"))),
        encode(Unsupported("generator", "is lazy")),
    ]


def honest_frames() -> list[bytes]:
    """One frame of each kind a child sends."""
    rows = encode([(True, 1), (False, RAISED)])
    return [
        wire.pack(Frame(Kind.READY, 0, None)),
        wire.pack(Frame(Kind.LOADED, 1, ([("raised", 0, 1, 2, RAISED, ("f",))], 10))),
        wire.pack(Frame(Kind.LOADED, 1, ([("skipped", 3, ("g",)), ("unread", ("h",))], 10))),
        wire.pack(Frame(Kind.ANSWER, 1, ("returned", 0.1, 4), encode([1.0, 2.0]))),
        wire.pack(Frame(Kind.ANSWER, 1, ("each", 0.1, 4), rows)),
        wire.pack(Frame(Kind.ANSWER, 1, ("raised", RAISED, 0.1, 4))),
        wire.pack(Frame(Kind.ANSWER, 1, ("not-found", "f", ("F",), 0.1, 4))),
    ]


def mutate(message: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Damage a message in one to four ways."""
    data = bytearray(message)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0 if data:
                data[place % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                del data[place:]
            case 2:
                data[place:place] = chance.randbytes(chance.randint(1, 16))
            case 3:
                lie = struct.pack("<Q", chance.choice(LYING_LENGTHS))[: chance.choice((1, 4, 8))]
                data[place : place + len(lie)] = lie
            case 4:
                other = chance.choice(others)
                data[place:] = other[chance.randrange(len(other)) :]
            case 5:
                data += data[place:][:4096]
            case _:
                data[place : place + 1] = chance.choice(b"NTFiIfcsltjkxydamu").to_bytes(1, "little")
    return bytes(data)


def read_as_host(child: Child, message: bytes) -> None:
    """Do with bytes from a child all that the host does."""
    buffer = bytearray(message)
    while (frame := wire.unpack(buffer)) is not None:
        if frame.kind is Kind.LOADED:
            read_told(frame, SOURCES, ["hw2.py"])
        for request in (REQUEST, ROWS):
            try:
                read_answer(request, frame, child, 1.0)
            except WireError:
                continue


def run_fuzz(inputs: int, seed: int) -> Tally:
    """Feed mutated messages to the decoder of values and to the reader of frames, in turn."""
    chance = random.Random(seed)  # noqa: S311 - a seed that can be written down is the point
    tally = Tally()
    output = os.open(os.devnull, os.O_RDONLY)
    child = Child(_NoHandle(), _NoLine(), output, output, scratch="/box", limits=Limits())  # type: ignore[arg-type]  # never waits
    targets: list[tuple[list[bytes], Callable[[bytes], object]]] = [
        (honest_values(), decode),
        (honest_frames(), lambda message: read_as_host(child, message)),
    ]
    for number in range(inputs):
        honest, read = targets[number % 2]
        noise = number % 50 == 0
        message = (
            chance.randbytes(chance.randrange(200))
            if noise
            else mutate(chance.choice(honest), honest, chance)
        )
        start = time.perf_counter()
        try:
            read(message)
            tally.values += 1
        except WireError:
            tally.refused += 1
        except Exception as error:  # noqa: BLE001 - to be counted and shown
            tally.escaped.append(f"{type(error).__name__}: {error}: {message[:200]!r}")
        tally.slowest_s = max(tally.slowest_s, time.perf_counter() - start)
    os.close(output)
    return tally


def resident_mib() -> float:
    """Memory of this process now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def main(inputs: int, seed: int) -> int:
    """Run, print a summary; 1 if anything escaped."""
    run_fuzz(1000, seed)
    before = resident_mib()
    start = time.perf_counter()
    tally = run_fuzz(inputs, seed)
    took = time.perf_counter() - start
    print(f"{inputs} inputs, seed {seed}, {took:.0f} s ({inputs / took:.0f} a second)")
    print(f"values {tally.values}, refused {tally.refused}, escaped {len(tally.escaped)}")
    grown = resident_mib() - before
    print(f"slowest input {tally.slowest_s * 1e3:.1f} ms, memory grew {grown:.1f} MiB")
    for line in tally.escaped[:10]:
        print(line)
    return 1 if tally.escaped else 0


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(arguments + [1_000_000, 0][len(arguments) :])))
