"""Packages that are not here: harmless where nobody needs them, and said so where they are used."""

import pytest

from grader.outcome import Raised
from grader.request import Call, Fetch
from grader.sandbox.inside import hints
from grader.sandbox.level import Level, best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.stops import explain_stop

pytestmark = pytest.mark.sandbox

STUBS = ("plotting", "bars", "numpy")


@pytest.fixture(scope="module")
def worker():
    level = Level.FULL if best_level().gives(Level.FULL) else Level.BASIC
    with Worker(isolation=level, limits=Limits(import_seconds=5.0), torch=False) as worker:
        yield worker


def read(worker, source, *names, files=(), call=None):
    files = {"hw2.py": source.encode(), **{name: text.encode() for name, text in files}}
    with worker.open(files, "hw2.py", stubs=STUBS) as session:
        asked = [Fetch(name) for name in names] + ([Call(call)] if call else [])
        return session.incidents, session.ask([(request, 5.0) for request in asked])


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("from bars import tqdm\nx = [n for n in tqdm([1, 2, 3])]", [1, 2, 3]),
        ("from bars.auto import tqdm\nx = list(enumerate(tqdm('ab', desc='c')))",
         [(0, "a"), (1, "b")]),
        ("from bars import trange\nx = list(trange(2, 5))", [2, 3, 4]),
        ("import bars\nb = bars.tqdm(iterable=[7])\nx = list(b) + [len(b)]\nb.set_postfix(a=1)",
         [7, 1]),
        ("import plotting.pyplot as plt\nplt.figure(figsize=(1, 2)).add_subplot(1)\nx = 1", 1),
        ("from plotting import pyplot\nfig, (a, b) = pyplot.subplots(1, 2)\na.plot(b)\nx = 1", 1),
        ("from plotting import *\nx = 1", 1),
        ("import plotting\nplotting.rc['a'] = 2\nplotting.style.b = plotting.x[1:2]\nx = 1", 1),
        ("import plotting\n@plotting.jit\ndef f(): return 5\nx = f()", 5),
        ("import plotting\n@plotting.jit(fast=True)\ndef f(): return 5\nx = f()", 5),
        ("import plotting\nwith plotting.open('a') as p:\n    p.write(1)\n    x = 1", 1),
        ("import plotting\nclass A(plotting.B):\n"  # noqa: ISC004 - one text
         "    def __init__(self): super().__init__(1, a=2); self.y = 3\nx = A().y", 3),
        ("import plotting\nx = [isinstance(3, plotting.T), bool(plotting.a), len(plotting.a)]",
         [False, True, 0]),
        ("import plotting\nx = [n for n in plotting.things()]", []),
        ("from IPython import get_ipython\nx = get_ipython() is None", True),
        ("from google.colab import drive\ndrive.mount('/content')\nx = 1", 1),
        ("import pdb, ipdb\npdb.set_trace()\nipdb.set_trace()\nbreakpoint()\nx = 1", 1),
        ("import numpy as np\nx = int(np.arange(3).sum())", 3),
    ],
)  # fmt: skip
def test_a_harmless_package_does_nothing_whatever_is_asked_of_it(worker, source, value):
    incidents, (x,) = read(worker, source, "x")

    assert incidents == ()
    assert x.value == value


@pytest.mark.parametrize(
    "imported",
    ["import pandaz", "import pandaz as p, kerazz.layers", "from pandaz.io import thing"],
)
def test_a_missing_package_costs_nothing_until_it_is_used(worker, imported):
    incidents, (x,) = read(worker, f"{imported}\ndef f(): pass\nx = 1", "x")

    assert {each.outcome.type_name for each in incidents} == {"ModuleNotFoundError"}
    assert {each.outcome.hint for each in incidents} == {hints.NO_PACKAGE}
    assert all(each.names == () and each.line == 1 for each in incidents)
    assert x.value == 1


@pytest.mark.parametrize(
    "use",
    [
        *("p.read()", "p.a.b()", "p.x + 1", "1 - p.x", "p.x @ p.y", "-p.x", "p.x < 1", "p.x == 1"),
        *(
            "list(p.x)",
            "len(p.x)",
            "float(p.x)",
            "[1][p.x]",
            "bool(p.x)",
            "np.sum(p.x)",
            "3 in p.x",
        ),
        *("p.x[0]()", "setattr(p.x, 'a', 1)", "abs(p.x)", "p.f(p)", "exec('with p.x: pass')"),
        *("exec('class A(p.B): pass')", "exec('@p.jit\\ndef g(): pass')", "a, b = p.pair"),
    ],
)
def test_using_a_missing_package_says_that_it_is_missing(worker, use):
    body = f"import numpy as np\nimport pandaz as p\ndef f():\n    {use}\nx = 1"

    _, (x, raised) = read(worker, body, "x", call="f")

    assert x.value == 1
    assert isinstance(raised, Raised)
    assert (raised.type_name, raised.message) == (
        *("ModuleNotFoundError", "No module named 'pandaz'"),
    )
    assert raised.hint == hints.NO_PACKAGE


def test_annotations_may_name_a_missing_package(worker):
    source = (
        "import typing\nimport pandaz as p\n"
        "def f(a: p.Frame, b: p.Frame | None = None, *c: p.Array[float, '3']) -> 'p.X':\n"
        "    return 4\n"
        "def g(a: typing.Optional[p.Frame], b: list[p.Frame]): pass\nx = f(1)"
    )

    incidents, (x,) = read(worker, source, "x")

    assert (len(incidents), x.value) == (1, 4)


def test_an_answer_from_a_missing_file_is_not_there(worker):
    _, (x,) = read(worker, "from my_layers import x", "x")

    assert isinstance(x, Raised)
    assert x.message == "No module named 'my_layers'"


@pytest.mark.parametrize(
    ("source", "files", "file"),
    [
        ("from .utilz import (\n    conv,\n)\nx = conv(1)", (), "utilz.py"),
        ("from . import utilz\nx = utilz.conv(1)", (), "utilz.py"),
        ("from .layerz.conv import f\nx = f", (), "layerz.py"),
        ("import layerz.conv\nx = layerz.conv.f", (("layerz/__init__.py", ""),), "layerz/conv.py"),
        ("from layerz import a\nx = a", (("layerz/__init__.py", "from .a import a"),),
         "layerz/a.py"),
    ],
)  # fmt: skip
def test_a_module_of_ones_own_is_no_package_to_install(worker, source, files, file):
    incidents, (x,) = read(worker, source, "x", files=files)

    said = [explain_stop(each.outcome, "line 1") for each in incidents]
    assert said[0] == (
        f"`line 1` imports {file}, and no file of that name was handed in beside the module; hand "
        "it in as well."
    )
    assert not any("No module named" in each or "installed" in each for each in said)
    assert not isinstance(x, Raised) or file in explain_stop(x, "x")


def test_an_import_within_a_function_that_finds_no_file_is_told_alike(worker):
    source = "def f():\n    from .utilz import conv\n    return conv(1)"

    _, (raised,) = read(worker, source, call="f")

    assert explain_stop(raised, "f").startswith("`f` imports utilz.py, and no file")


@pytest.mark.parametrize(
    "source",
    [
        "import plotting.pyplot as plt\nx = plt.figure()",
        "import plotting.pyplot as plt\nx, _ = plt.subplots()",
        "from plotting import x",
    ],
)
def test_an_answer_that_is_only_a_stand_in_says_what_is_not_installed(worker, source):
    _, (x,) = read(worker, source, "x")

    assert isinstance(x, Raised)
    assert (x.message, x.hint) == ("No module named 'plotting'", hints.NO_PACKAGE)


@pytest.mark.parametrize("package", ["plotting", "pandaz"])
@pytest.mark.parametrize(
    "use", ["[p.x]", "p.x", "'a' * p.x", "{}[repr(p.x)]", "p.x.real[0] + [1]", "B().c", "[B]"]
)
def test_no_class_of_ours_is_named_to_a_student(worker, package, use):
    source = f"import {package} as p\nclass B(p.B): pass\ndef f(): return {use}"

    incidents, (found,) = read(worker, source, call="f")

    for word in ("Harmless", "StandIn", "stand_ins", "Anything"):
        assert word not in f"{incidents}{found}"


def test_a_file_of_the_students_own_may_miss_a_package(worker):
    files = [("tools.py", "import pandaz\ndef double(n): return 2 * n")]

    incidents, (x,) = read(worker, "from tools import double\nx = double(4)", "x", files=files)

    assert (len(incidents), x.value) == (1, 8)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import numpy.nothing", "No module named 'numpy.nothing'"),
        ("from numpy import nothing", "cannot import name 'nothing' from 'numpy'"),
        ("import os.nothing", "No module named 'os.nothing'; 'os' is not a package"),
    ],
)
def test_what_an_installed_package_lacks_stays_its_own_error(worker, source, message):
    ((incident),), _ = read(worker, source)

    assert incident.outcome.message.startswith(message)
    assert incident.outcome.hint == ""
    assert incident.names


def test_who_catches_the_error_decides_what_to_do(worker):
    source = (
        "try:\n    import pandaz\nexcept ImportError:\n    pandaz = None\nx = pandaz is None\n"
        "import importlib.util\ny = importlib.util.find_spec('pandaz') is None"
    )

    incidents, (x, y) = read(worker, source, "x", "y")

    assert (incidents, x.value, y.value) == ((), True, True)


def test_everything_from_a_missing_package_is_an_incident_that_may_define_any_name(worker):
    ((incident),), _ = read(worker, "from pandaz import *")

    assert incident.names == ("*",)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("n = input('n? ')", hints.NO_INPUT),
        ("import sys; sys.exit()", hints.NO_PROGRAM_TO_END),
        ("quit()", hints.NO_PROGRAM_TO_END),
        ("open('/home/me/data.npy')", hints.FOREIGN_PATH),
        (r"open('C:\\data\\x.npy')", hints.FOREIGN_PATH),
        ("import numpy as np; np.load('w.npy')", hints.NOT_HANDED_IN),
        ("raise RuntimeError('Found no NVIDIA driver on your system')", hints.NO_GPU),
        ("print 'x'", hints.PYTHON_2),
        ("x = raw_input", hints.PYTHON_2),
        ("{}.has_key(1)", hints.PYTHON_2),
        ("if 1:\n\tx = 1\n        y = 2", hints.MIXED_TABS),
        ("raise ImportError('TkAgg requires the tk interactive framework')", hints.NO_SCREEN),
        ("raise ValueError('x')", ""),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_named(worker, source, hint):
    (incident, *_), _ = read(worker, source)

    assert incident.outcome.hint == hint


def test_a_file_that_is_not_utf_8_says_so(worker):
    with worker.open({"hw2.py": "x = 1\n".encode("utf-16-le")}, "hw2.py") as session:
        (incident,) = session.incidents

    assert explain_stop(incident.outcome, "line 1") == (
        "The file is not saved as UTF-8; save it again as UTF-8."
    )
