"""What all tests share: sample modules, small assignments, untimed hypothesis, golden pages."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import settings

from grader.spec.assignment import Assignment
from grader.spec.load import load_assignment

sys.path.append(str(Path(__file__).parent))  # for the samples that stand beside the tests
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # What a shell starts in the background is deaf to Ctrl-C, and so would be what the tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden/ with what is rendered now; review the diff",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def assignment(tmp_path: Path) -> Callable[..., Assignment]:
    """Load a homework of one problem file, `p.yaml`, perhaps with a `reference.py`."""

    def load(problem: str, reference: str = "", seed: int = 0) -> Assignment:
        head = f"{{id: tiny, title: Tiny, module: tiny, problems: [p.yaml], seed: {seed}}}\n"
        (tmp_path / "assignment.yaml").write_text(head)
        (tmp_path / "p.yaml").write_text(dedent(problem))
        if reference:
            (tmp_path / "reference.py").write_text(dedent(reference))
        return load_assignment(tmp_path)

    return load
