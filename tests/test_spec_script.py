"""Which of an author's lines can run apart from the student's code."""

import pytest

from grader.spec.script import runs_apart


@pytest.mark.parametrize(
    "script",
    [
        "(softmax(z + c), softmax(z))",
        "(softmax(z).sum(axis=-1), 1)",
        "(np.sort(np.concatenate(split(z, c))), np.arange(z))",
        "(len(split(z)[1]), c)",
        "y = f(z)\n(y.mean(), y.T.shape[0])",
        "([f(each) for each in z], np.linalg.norm(f(z)))",
        "(torch.softmax(f(z), dim=0), f(z).clone())",
        "(1, 1)",
    ],
)
def test_lines_that_only_call_for_numbers_can(script):
    assert runs_apart(script, ["z", "c"])


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("(Net(3)(z), 1)", id="an object"),
        pytest.param("m = Net(3)\n(m.forward(z), 1)", id="its method"),
        pytest.param("m = make(3)\n(m(z), 1)", id="what a name stands for is called"),
        pytest.param("(make(3)(z), 1)", id="what a call gives is called"),
        pytest.param("(make(3).forward(z), 1)", id="a method that arrays have not"),
        pytest.param("(table, 1)", id="a value"),
        pytest.param("(f(g, z), 1)", id="a function that is passed on"),
        pytest.param("(grad(f(z), z), 1)", id="differentiated"),
        pytest.param("(torch.autograd.grad(f(z), z), 1)", id="differentiated by torch"),
        pytest.param("y = f(z)\ny.backward()\n(z.grad, 1)", id="differentiated backwards"),
        pytest.param("(words.read(f(z), c), 1)", id="a word of ours"),
        pytest.param("(adapters.f(z), 1)", id="a course's adapter"),
    ],
)
def test_lines_that_need_what_is_in_the_students_process_cannot(script):
    assert not runs_apart(script, ["z", "c"])
