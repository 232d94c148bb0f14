"""What is right for gradients, modules, sequences and expressions, against NumPy by hand."""

import re

import numpy as np
import pytest

from grader.errors import SpecError
from grader.key.truth import Truth
from grader.oracle.calls import is_ill_conditioned
from grader.oracle.solve import Oracle

HEAD = "id: 1\ntitle: One\nparts:\n  - id: a\n    title: T\n    points: 1\n    answer:\n"


@pytest.fixture
def solve(assignment):
    """Solve one answer, given by its lines."""

    def solved(*lines, reference="", more=()):
        problem = HEAD + "".join(f"      {line}\n" for line in lines)
        problem += "".join(f"    {line}\n" for line in more)
        return Oracle(assignment(problem, reference)).solve("digest").parts[0].answers[0]

    return solved


def calls(key):
    """Each call: its arguments by name, and its right outputs by name."""
    return [
        (
            {
                name: getattr(value, "data", value)
                for name, value in zip(key.parameters, cases[0].arguments, strict=True)
            },
            {case.output: case.truth.value for case in cases},
        )
        for cases in key.calls
    ]


def near(found, wanted):
    return np.allclose(found, wanted, rtol=1e-12, atol=1e-12)


GRADIENT = ("name: back", "kind: gradient", "arguments: {x: 'normal(2, 3)', w: 'normal(3, 2)'}")


def test_a_gradient_weighs_by_a_drawn_upstream_where_the_call_names_it(solve):
    key = solve(*GRADIENT, "of: x @ w", "wrt: [x, w]", "call: back(upstream, (x, w))")

    assert key.parameters == ("x", "w", "upstream")
    for given, right in calls(key):
        assert given["upstream"].shape == (2, 2)
        assert near(right["dx"], given["upstream"] @ given["w"].T)
        assert near(right["dw"], given["x"].T @ given["upstream"])


def test_a_gradient_without_upstream_is_that_of_one_number(solve):
    key = solve(*GRADIENT, "of: (x @ w).sum()", "wrt: [x]")

    assert (key.parameters, key.outputs) == (("x", "w"), ())
    for given, right in calls(key):
        assert near(right[""], np.tile(given["w"].sum(1), (2, 1)))


def test_a_convolution_is_differentiated_as_loops_do_it(solve):
    key = solve(
        "name: back",
        "kind: gradient",
        "arguments: {x: 'normal(2, 1, 4, 5)', w: 'normal(2, 1, 2, 3)', p: 'integer(0, 2)'}",
        "of: conv2d(x, w, stride=2, padding=p)",
        "wrt: [x, w]",
        "call: back(upstream, (x, w, p))",
    )

    assert {given["p"] for given, _ in calls(key)} > {0}
    for given, right in calls(key):
        x, w, p, above = given["x"], given["w"], given["p"], given["upstream"]
        padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        dx, dw = np.zeros_like(padded), np.zeros_like(w)
        for n, f, i, j in np.ndindex(above.shape):
            window = (n, slice(None), slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 3))
            dx[window] += above[n, f, i, j] * w[f]
            dw[f] += above[n, f, i, j] * padded[window]
        assert near(right["dx"], dx[:, :, p : p + 4, p : p + 5])
        assert near(right["dw"], dw)


MODULE = ("name: Net", "kind: module", "arguments: {d: 'integer(2, 3)', x: 'normal(4, d)'}")


def test_a_module_is_run_and_differentiated_with_drawn_weights(solve):
    key = solve(*MODULE, "inputs: [x]", "build: Net(d)", more=["oracle: nn.Linear(d, 2)"])

    assert key.outputs == ("output", "dx", "d(weight)", "d(bias)")
    for given, right in calls(key):
        x, weight, bias, above = (given[n] for n in ("x", "weight", "bias", "upstream"))
        assert near(right["output"], x @ weight.T + bias)
        assert near(right["dx"], above @ weight)
        assert near(right["d(weight)"], above.T @ x)
        assert near(right["d(bias)"], above.sum(0))


def test_buffers_are_those_after_the_call(solve):
    key = solve(*MODULE, "inputs: [x]", "judged: [buffers]", more=["oracle: nn.BatchNorm1d(d)"])

    assert key.outputs == ("running_mean", "running_var")
    for given, right in calls(key):
        assert near(right["running_mean"], 0.1 * given["x"].mean(0))
        assert near(right["running_var"], 0.9 + 0.1 * given["x"].var(0, ddof=1))


def test_a_misconception_of_a_module_is_a_module(solve):
    key = solve(
        *MODULE,
        "inputs: [x]",
        more=[
            "oracle: nn.Linear(d, 2)",
            "misconceptions: [{id: doubled, oracle: 'Doubled(d, 2)', says: s}]",
        ],
        reference="""
        from torch import nn
        class Doubled(nn.Linear):
            def forward(self, x):
                return 2 * super().forward(x)
        """,
    )

    for case in key.cases:
        (mistake,) = case.mistakes
        assert near(mistake.value, 2 * case.truth.value), case.output


def test_weights_are_mapped_one_and_all(solve):
    with pytest.raises(SpecError) as caught:
        solve(
            *MODULE,
            "inputs: [x]",
            "weights: {weight: w, bais: b}",
            more=["oracle: nn.Linear(d, 2)"],
        )

    assert re.search("found (one|none) for '(bais|bias)'", str(caught.value))


def test_each_step_starts_from_the_right_state(solve):
    key = solve(
        "name: step",
        "kind: sequence",
        "state: {w: normal(2), v: zeros(2)}",
        "inputs: {g: normal(2)}",
        "arguments: {lr: 'one_of(0.5, 0.25)'}",
        "oracle: {w: w - lr * (0.5 * v + g), v: 0.5 * v + g}",
        "steps: 3",
        "cases: 2",
    )

    found = calls(key)
    assert len(found) == 6
    for number, (given, right) in enumerate(found):
        v = 0.5 * given["v"] + given["g"]
        assert near(right["v"], v)
        assert near(right["w"], given["w"] - given["lr"] * v)
        assert near(given["v"], 0) == (number % 3 == 0)


def test_no_step_is_told_the_answer_to_another(solve):
    found = calls(
        solve(
            "name: step",
            "kind: sequence",
            "state: {w: normal(2), v: zeros(2)}",
            "inputs: {g: normal(2)}",
            "oracle: {w: w - (0.5 * v + g), v: 0.5 * v + g}",
            "steps: 4",
            "cases: 2",
        )
    )

    answers = [right[name] for _, right in found for name in ("w", "v")]
    given = [given[name] for given, _ in found for name in ("w", "v")]
    assert len(answers) == 16
    assert not any(near(one, other) for one in answers for other in given)


def test_a_step_is_counted_only_where_the_call_asks(solve):
    lines = ("name: step", "kind: sequence", "state: {w: normal(2)}", "steps: 2", "cases: 1")

    counted = solve(*lines, "oracle: {w: w / 2**step}", "call: step(w, step)")

    assert counted.parameters == ("w", "step")
    assert [given["step"] for given, _ in calls(counted)] == [1, 2]
    assert all(near(r["w"], g["w"] / 2 ** g["step"]) for g, r in calls(counted))
    assert solve(*lines, "oracle: {w: w / 2}").parameters == ("w",)


def test_an_expression_is_the_value_at_drawn_symbols(solve):
    key = solve(
        "name: slope",
        "kind: expression",
        "symbols: {X: 'normal(4, 3)', w: normal(3), y: normal(4)}",
        more=["oracle: grad(((X @ w - y) ** 2).sum(), wrt=w, upstream=1)"],
    )

    for given, right in calls(key):
        assert near(right[""], 2 * given["X"].T @ (given["X"] @ given["w"] - given["y"]))


def test_parts_without_arguments_take_those_of_the_problem(assignment):
    problem = """\
    id: 1
    title: One
    arguments: {x: normal(3)}
    parts:
      - {id: a, title: T, points: 1, answer: {name: f, kind: function}, oracle: 2 * x}
      - {id: b, title: T, points: 1, answer: {name: g, kind: function, arguments: {x: normal(2)}},
         oracle: 3 * x}
    """

    first, second = (part.answers[0] for part in Oracle(assignment(problem)).solve("d").parts)

    assert all(
        near(right[""], 2 * given["x"]) and given["x"].size == 3 for given, right in calls(first)
    )
    assert all(given["x"].size == 2 for given, _ in calls(second))


@pytest.mark.parametrize(
    ("largest", "allowed", "is_ill"),
    [
        pytest.param(1.0, 1e-6, False, id="well-conditioned"),
        pytest.param(1.0, 0.1, True, id="rounding shows"),
        pytest.param(0.0, 0.1, False, id="zero"),
        pytest.param(1e-17, 1e-7, False, id="zero but for the last bits"),
        pytest.param(1e-9, 1e-7, True, id="nearly all cancelled"),
    ],
)
def test_a_case_is_dropped_where_rounding_shows(largest, allowed, is_ill):
    assert is_ill_conditioned(Truth(np.array([largest, 0.0]), np.full(2, allowed))) is is_ill
