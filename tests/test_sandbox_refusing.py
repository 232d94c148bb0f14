"""What a question forbids is refused at run time wherever the student's module keeps it."""

from textwrap import dedent
from types import ModuleType

import numpy as np
import pytest
from sample_graded import graded

from grader.sandbox.inside.refusing import ForbiddenError, refused
from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker

FILE = "/box/tiny.py"

KEPT = {
    "a name": "from numpy import dot as d\ndef f(a, b): return d(a, b)",
    "a list": "L = []\nL.append(np.dot)\ndef f(a, b): return L[0](a, b)",
    "a dict in a list": "L = [{}]\nL[0]['d'] = np.dot\ndef f(a, b): return L[0]['d'](a, b)",
    "a tuple in a tuple": "T = ((1, np.dot),)\ndef f(a, b): return T[0][1](a, b)",
    "a default": "def f(a, b, d=np.dot): return d(a, b)",
    "a keyword's default": "def f(a, b, *, d=np.dot): return d(a, b)",
    "a partial": "from functools import partial\nd = partial(np.dot)\ndef f(a, b): return d(a, b)",
    "a closure": "def g(d):\n  return lambda a, b: d(a, b)\nf = g(np.dot)",
    "a class": "class K:\n  d = staticmethod(np.dot)\ndef f(a, b): return K.d(a, b)",
    "an object": "class K: ...\nk = K()\nk.d = np.dot\ndef f(a, b): return k.d(a, b)",
    "an attribute of itself": "def f(a, b): return f.d(a, b)\nf.d = np.dot",
    "a pattern": "match np:\n  case object(dot=d): ...\ndef f(a, b): return d(a, b)",
    "a text": "def f(a, b): return eval('np.dot(a, b)')",
    "nothing": "def f(a, b): return np.dot(a, b)",
}


def make(source, file=FILE, name="tiny"):
    module = ModuleType(name)
    vars(module)["np"] = np
    code = compile(dedent(source), file, "exec", dont_inherit=True)
    exec(code, vars(module))  # noqa: S102 - what a student's module is to us here
    return module


def is_own(file):
    return file == FILE


@pytest.mark.parametrize("place", KEPT)
def test_a_forbidden_function_is_refused_where_it_was_kept_and_served_again_after(place):
    module = make(KEPT[place])

    with (
        pytest.raises(ForbiddenError, match=r"numpy\.dot is not allowed"),
        refused(["numpy.dot"], is_own, [module]),
    ):
        module.f(2, 3)

    assert module.f(2, 3) == 6


def test_everything_below_a_name_is_refused():
    module = make("def f(a, b): return np.linalg.multi_dot([a, b])")

    with pytest.raises(ForbiddenError), refused(["numpy.linalg.*"], is_own, [module]):
        module.f(np.eye(2), np.eye(2))

    assert module.f(np.eye(2), np.eye(2)).tolist() == np.eye(2).tolist()


@pytest.mark.parametrize(
    "source",
    [
        "def f(a, b): return helper(a, b)",
        "def f(a, b): return np.linalg.multi_dot([[[a]], [[b]]])[0, 0]",
        "kept = [np.dot]\ndef f(a, b): return a * b",
    ],
)
def test_what_others_call_and_what_is_not_called_is_no_matter(source):
    helper = make("d = np.dot\ndef helper(a, b): return d(a, b)", "/box/handed_out.py", "handed")
    module = make(source)
    module.helper = helper.helper

    with refused(["numpy.dot", "numpy.maximum"], is_own, [module, helper]):
        assert module.f(2, 3) == 6


def test_the_parts_of_a_function_of_numpy_stay_within_reach_of_libraries():
    library = make("def f(a): return np.maximum.reduce(a)", "/lib/library.py", "library")

    with refused(["numpy.maximum"], is_own):
        assert library.f([1, 3, 2]) == 3


def test_what_was_kept_while_it_was_refused_serves_where_it_is_allowed():
    module = make("L = []\ndef keep(): L.append(np.dot)\ndef f(a, b): return L[0](a, b)")

    with refused(["numpy.dot"], is_own, [module]):
        module.keep()

    assert module.f(2, 3) == 6


def test_looking_calls_nothing_of_the_students_and_comes_to_an_end():
    module = make(
        """
        class K(dict):
            __class__ = property(lambda self: 1 / 0)
            __getattribute__ = __iter__ = items = __getitem__ = lambda self, *a: 1 / 0
        k = K(d=np.dot)
        loop = []
        loop.append(loop)
        large = [[float(n)] for n in range(50_000)]
        def f(a, b): return dict.get(k, "d")(a, b)
        """
    )

    with pytest.raises(ForbiddenError), refused(["numpy.dot"], is_own, [module]):
        module.f(2, 3)

    assert module.f(2, 3) == 6


PROBLEM = """\
id: 1
title: Rows
parts:
  - id: a
    title: Product
    points: 2
    answer:
      name: product
      kind: function
      arguments: {x: "normal(2, 3)", y: "normal(3, 2)"}
      forbid: [numpy.dot]
    oracle: x @ y
"""
EVASIONS = {
    "a list": "import numpy as np\nL = []\nL.append(np.dot)\ndef product(x, y): return L[0](x, y)",
    "a text": "import numpy as np\ndef product(x, y): return eval('np.do' + 't(x, y)')",
    "an import": "from numpy import dot as product",
    "a decoy": "from numpy import dot\ndef product(x, y): return dot(x, y)",
    "a file of its own making": """
        import os, sys, types
        text = "import numpy as n\\ndef g(x, y): return n.dot(x, y)"
        made = types.ModuleType("made")
        made.__file__ = os.path.join(os.path.dirname(os.path.abspath(__file__)), "made.py")
        exec(compile(text, made.__file__, "exec"), vars(made))
        def product(x, y): return made.g(x, y)
    """,
}


@pytest.mark.sandbox
def test_no_such_place_earns_anything(assignment):
    with Worker(isolation=best_level(), limits=Limits(), torch=False, self_test=False) as worker:
        for evasion in EVASIONS.values():
            files = {"tiny.py": dedent(evasion), "numpy.py": "def dot(x, y): ..."}
            (answer,) = graded(worker, assignment(PROBLEM), files)

            assert answer.earned == 0.0, evasion
