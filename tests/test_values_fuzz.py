"""The fuzzer of `benchmarks/fuzz_wire.py`, for a while, on the real decoders."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "fuzz_wire.py"


@pytest.fixture(scope="module")
def fuzz():
    spec = importlib.util.spec_from_file_location("fuzz_wire", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", [11, 12])
def test_nothing_but_a_wire_error_escapes_the_decoders(fuzz, seed):
    tally = fuzz.run_fuzz(20_000, seed)

    assert tally.escaped == []
    assert tally.refused > 5_000  # it does damage
    assert tally.values > 1_000  # and not only that


def test_decoding_damaged_messages_takes_no_memory(fuzz):
    fuzz.run_fuzz(2_000, 13)
    before = fuzz.resident_mib()

    fuzz.run_fuzz(10_000, 13)

    assert fuzz.resident_mib() - before < 32
