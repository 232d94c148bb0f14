"""The lines that call a student's code: which names they see, and what the words do."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from grader.outcome import NotFound, Returned
from grader.request import Run
from grader.sandbox.inside.script import NameMissingError, run
from grader.sandbox.inside.words import PLAIN, WORDS, CallError
from grader.sandbox.level import best_level
from grader.sandbox.limits import Limits
from grader.sandbox.worker import Worker
from grader.spec.script import RESERVED
from grader.stops import explain_stop
from grader.values import Array

STUDENT = SimpleNamespace(forward=lambda x: x + 1, sum=lambda _: "mine", Net=nn.Linear)


def test_the_last_line_gives_the_value_and_arguments_come_first():
    assert run(STUDENT, "y = forward(x)\n(y, forward)", {"x": 1, "forward": lambda x: -x}) != ()
    assert run(STUDENT, "y = forward(x)\ny * 2", {"x": 1}) == 4


def test_the_students_names_stand_before_words_and_what_is_asked_for_before_pythons():
    assert run(STUDENT, "sum([1])", {}) == 1
    assert run(STUDENT, "sum([1])", {}, "sum") == "mine"
    assert run(STUDENT, "forward(1)", {}) == 2
    assert run(STUDENT, "words.forward(forward, 1)", {}) == 2
    assert run(STUDENT, "max(1, 2)", {}) == 2


def test_names_that_nobody_has_are_missing_and_not_an_error_of_the_students():
    with pytest.raises(NameMissingError) as caught:
        run(STUDENT, "backward(1)", {})

    assert caught.value.name == "backward"


def test_names_that_mean_one_thing_everywhere_can_be_nobodys_answer():
    assert frozenset({*PLAIN, "words"}) == RESERVED
    assert set(WORDS) > PLAIN


def test_a_tensor_is_differentiated_by_through_an_own_autograd_function():
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(_ctx, above):
            return above * 7  # not the derivative: that it is called is what shows

    script = "x = leaf(x)\ngrad(Cube.apply(x), x, upstream)"
    given = {"x": torch.ones(2), "upstream": torch.tensor([1.0, 2.0])}

    found = run(SimpleNamespace(Cube=Cube), script, given)

    assert found.tolist() == [7.0, 14.0]


def test_what_is_cut_off_from_its_inputs_cannot_be_differentiated():
    with pytest.raises(CallError, match="does not depend on its inputs"):
        run(SimpleNamespace(), "x = leaf(x)\ngrad(x.detach() * 2, x)", {"x": torch.ones(2)})


def test_weights_fit_by_shape_in_the_order_they_were_made():
    net = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 2))
    weights = [torch.full((2, 3), 1.0), torch.full((2, 2), 2.0), torch.full((2,), 3.0)]
    weights.append(torch.full((2,), 4.0))

    names = WORDS["load"](net, weights)

    assert names == ["0.weight", "1.weight", "0.bias", "1.bias"]
    assert [float(each.flatten()[0].detach()) for each in net.parameters()] == [1, 3, 2, 4]


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        pytest.param([torch.ones(5)], "a weight of shape (5,) has no place", id="no place"),
        pytest.param([torch.ones(2, 3)], "does not know: bias (2,)", id="one left over"),
        pytest.param({"wieght": torch.ones(2, 3)}, "no weight called wieght", id="no such name"),
        pytest.param({"bias": torch.ones(3)}, "bias has shape (2,)", id="another shape"),
    ],
)
def test_weights_that_do_not_fit_are_told(weights, why):
    with pytest.raises(CallError) as caught:
        WORDS["load"](nn.Linear(3, 2), weights)

    assert why in str(caught.value)


def test_a_plain_class_is_filled_run_and_differentiated_by_its_own_backward():
    class Scale:
        def __init__(self):
            self.w = np.ones(2)

        def forward(self, x):
            self.x = x
            return x * self.w

        def backward(self, above):
            self.dw = (above * self.x).sum(0)
            return above * self.w

    x, above = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    script = (
        "module = Scale()\nwords.load(module, {'w': w})\nout = words.forward(module, x)\n"
        "words.backward(module, out, above, [x], ['dw'])"
    )
    given = {"x": x, "above": above, "w": np.array([5.0, 7.0])}

    dx, dw = run(SimpleNamespace(Scale=Scale), script, given)

    assert (dx.tolist(), dw.tolist()) == ([[5, 0], [0, 7]], [1, 4])


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("2 * X.T @ (X @ w - y)", id="text"),
        pytest.param("X.T·(2*(X @ w)) − X.T @ (2*y)".replace("·", "@"), id="a minus sign"),
        pytest.param(lambda X, y, w: 2 * X.T @ (X @ w - y), id="by name"),  # noqa: N803 - a matrix
        pytest.param(lambda a, b, c: 2 * a.T @ (a @ b - c), id="in order"),
    ],
)
def test_a_closed_form_may_be_text_or_a_function(answer):
    symbols = {"X": np.eye(2), "w": np.array([1.0, 2.0]), "y": np.array([0.0, 1.0])}

    assert WORDS["evaluate"](answer, symbols).tolist() == [2.0, 2.0]


@pytest.fixture(scope="module")
def worker():
    with Worker(isolation=best_level(), limits=Limits(), torch=False) as warm:
        yield warm


@pytest.mark.sandbox
def test_a_worker_runs_the_lines_and_gives_arguments_as_they_are_afterwards(worker):
    source = b"def f(x):\n    x *= 2\n    return x.sum()\n"
    given = (("x", Array.of([1.0, 2.0])),)
    with worker.open({"hw.py": source}, "hw.py") as session:
        found, missing = session.ask(
            [(Run("f", "f(x)", given, ("x",)), 5.0), (Run("f", "g(x)", given), 5.0)]
        )

    assert isinstance(found, Returned)
    total, (after,) = found.value
    assert (float(total.data), after.data.tolist()) == (6.0, [2.0, 4.0])
    assert missing == NotFound("g", ())


def ask(worker, source, script):
    """What comes of lines that call a student's code, with an array of one number."""
    with worker.open({"hw.py": source.encode()}, "hw.py") as session:
        (found,) = session.ask([(Run("f", script, (("x", Array.of([1.0])),)), 5.0)])
    return found


@pytest.mark.sandbox
def test_what_the_lines_cannot_use_is_not_told_as_raised_by_the_student(worker):
    found = ask(worker, "def f(x): return x, 1, 2\n", "a, b = f(x)\na")

    assert explain_stop(found, "f") == (
        "What `f` gave cannot be used as the question says: too many values to unpack (expected 2)."
    )


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("def f(x):\n    a, b = 1, 2, 3\n", "ValueError: too many values to unpack"),
        ("def f(): return 1, 2\n", "TypeError: f() takes 0 positional arguments"),
        ("f = 3\n", "TypeError: 'int' object is not callable"),
    ],
)
def test_what_the_students_own_code_raises_is_told_as_such(worker, source, error):
    found = ask(worker, source, "a, b = f(x)\na")

    assert explain_stop(found, "f").startswith(f"`f` raised {error}")


@pytest.mark.sandbox
def test_only_what_a_student_prints_is_shown_as_printed(worker):
    noise = "Error in cpuinfo: failed to parse processor information from /proc/cpuinfo"
    source = (
        "import os, warnings\ndef f(x):\n"
        f"    os.write(2, b'{noise}\\n')\n"
        f"    print('It says {noise}')\n"
        "    warnings.warn('of the caller', stacklevel=2)\n"
        "    warnings.warn('of my own')\n"
        "    return x\n"
    )

    printed = ask(worker, source, "y = 1\nf(x)").printed

    assert printed.splitlines()[0] == f"It says {noise}"
    assert "UserWarning: of my own" in printed
    assert "of the caller" not in printed
    assert "<call>" not in printed
    assert printed.count(noise) == 1
