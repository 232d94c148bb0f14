"""Random generators that a check imports late draw as they do in marking, where all is imported."""

import numpy as np
import pytest

from grader.request import Call, Fetch
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

pytestmark = pytest.mark.sandbox

LIMITS = Limits(import_seconds=10.0, memory_mib=256)
ENTRY = "hw2.py"
SEED = 7
TORCH = """
class Tensor: pass
seeds = []
def manual_seed(seed):
    seeds.append(seed)
"""


@pytest.fixture(params=list(Level))
def worker(request):
    """One as a check makes it."""
    if not best_level().gives(request.param):
        pytest.skip(f"this machine gives {best_level()}")
    with Worker(
        isolation=request.param, limits=LIMITS, self_test=False, libraries=("numpy",)
    ) as worker:
        yield worker


def fetch(worker, source, name="x", **files):
    """Read a module and give what a name of it holds."""
    beside = {f"{stem}.py": text.encode() for stem, text in files.items()}
    with worker.open({ENTRY: source.encode(), **beside}, ENTRY, seed=SEED) as session:
        assert session.incidents == ()
        (outcome,) = session.ask([(Fetch(name), 5.0)])
    return outcome.value


def test_numpy_is_seeded_although_somebody_looked_for_its_generator(worker):
    source = (
        "import importlib.util\nspec = importlib.util.find_spec('numpy.random')\n"
        "import numpy as np\nx = float(np.random.rand())\n"
    )

    assert fetch(worker, source) == np.random.RandomState(SEED).rand()


def test_a_generators_module_is_as_python_imports_it(worker):
    source = (
        "import sys, numpy.random as r\n"
        "x = [type(r.__loader__).__name__, r.__spec__.loader is r.__loader__,\n"
        "     r.__spec__.origin == r.__file__, r.__loader__.get_source(r.__name__) is not None]\n"
    )

    assert fetch(worker, source) == ["SourceFileLoader", True, True, True]


def test_torch_is_seeded_whenever_it_is_imported(tmp_path, monkeypatch):
    folder = tmp_path / "site-packages"
    folder.mkdir()
    (folder / "torch.py").write_text(TORCH)
    monkeypatch.syspath_prepend(str(folder))
    source = "def late():\n    import torch\n    return torch.seeds\n"

    with (
        Worker(
            isolation=best_level(), limits=LIMITS, self_test=False, libraries=("numpy",)
        ) as worker,
        worker.open({ENTRY: source.encode()}, ENTRY, seed=SEED) as session,
    ):
        outcomes = session.ask([(Call("late"), 5.0), (Call("late"), 5.0)])

    assert [outcome.value for outcome in outcomes] == [[SEED], [SEED]]


def test_a_students_own_torch_is_imported_as_it_is(worker):
    assert fetch(worker, "import torch\nx = torch.mine", torch="mine = 4711") == 4711


def test_a_students_own_files_do_not_break_numpys_generator(worker):
    named = ("secrets", "hmac", "hashlib", "base64", "bisect", "threading", "zlib", "binascii")
    own = dict.fromkeys(named, "raise RuntimeError('the student wrote this')")

    drawn = fetch(worker, "import numpy as np\nx = float(np.random.rand())\n", **own)

    assert drawn == np.random.RandomState(SEED).rand()


def test_numpys_generator_needs_nothing_else_of_the_standard_library(worker):
    source = (
        "import sys, numpy\nbefore = {*sys.modules}\nimport numpy.random\n"
        "x = sorted(({*sys.modules} - before) & sys.stdlib_module_names)\n"
    )

    assert fetch(worker, source) == []
