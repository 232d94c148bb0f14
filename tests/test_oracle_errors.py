"""Everything an author can get wrong in a reference, in the words the author reads."""

import pytest
from sample_parts import HEAD, array, formula, mistake, part, refusals

from grader.errors import SpecError
from grader.oracle.solve import Oracle

ONE_FLAW = [
    pytest.param(
        array("»conv2d(A, B)"),
        "parts[0].oracle: wanted names the oracle knows, found 'B' "
        "(define it under given, or in reference.py)",
        id="unknown name",
    ),
    pytest.param(
        array("»convd2(A, A)"),
        "parts[0].oracle: wanted names the oracle knows, found 'convd2' (did you mean 'conv2d'?)",
        id="misspelt function",
    ),
    pytest.param(
        array("»A + qqqqqqqq"),
        "parts[0].oracle: wanted names the oracle knows, found 'qqqqqqqq' "
        "(define it under given, or in reference.py)",
        id="name like no other",
    ),
    pytest.param(
        array("»A.reshape(3)"),
        "parts[0].oracle: wanted a value, but 'A.reshape(3)' raised RuntimeError: "
        "shape '[3]' is invalid for input of size 4",
        id="raises",
    ),
    pytest.param(
        array("»(A - 2).log()"),
        "parts[0].oracle: wanted finite numbers, but '(A - 2).log()' gave nan",
        id="nan",
    ),
    pytest.param(
        array("»1 / (A - 1)"),
        "parts[0].oracle: wanted finite numbers, but '1 / (A - 1)' gave inf",
        id="inf",
    ),
    pytest.param(
        array("»'\"two\"'"),
        "parts[0].oracle: wanted a number or an array, but '\"two\"' gave a str",
        id="text",
    ),
    pytest.param(
        array("»zeros(2, dtype=torch.complex64)"),
        "parts[0].oracle: wanted a number or an array, but "
        "'zeros(2, dtype=torch.complex64)' gave a Tensor",
        id="complex",
    ),
    pytest.param(
        ("answer: {name: x, kind: array, shape: 3x2}", "oracle: »A"),
        "parts[0].oracle: wanted shape (3, 2) as promised, but 'A' gave (2, 2)",
        id="promised shape",
    ),
    pytest.param(
        ("answer: {name: x, kind: number}", "oracle: »A"),
        "parts[0].oracle: wanted one number, found an array of shape (2, 2)",
        id="number",
    ),
    pytest.param(
        ("answer: {name: x, kind: shape}", "oracle: »A"),
        "parts[0].oracle: wanted a shape, but 'A' gave "
        "tensor([[1., 2.], [3., 4.]], dtype=torch.float64, requires_… "
        "(write a tuple of whole numbers, or a tensor's .shape)",
        id="shape",
    ),
    pytest.param(
        ("answer: {name: x, kind: shape}", "oracle: A.shape", *mistake("»(2, 2)")),
        "parts[0].misconceptions[0].oracle: wanted a shape other than the right one, "
        "found (2, 2) (change its oracle)",
        id="mistaken shape",
    ),
    pytest.param(
        array("A", *mistake("»A.T.T")),
        "parts[0].misconceptions[0].oracle: wanted a mistake that some case tells from the "
        "reference, found 'm' equal to it in all of them (change its oracle, or draw cases that "
        "show it)",
        id="mistake equal to the reference",
    ),
    pytest.param(
        array("»A.mean() / 7 * (tensor([[1.0]], dtype=torch.float64) @ A[:1, :1])"),
        "parts[0].oracle: wanted a reference that float32 inputs can be put into, to derive "
        "its tolerance; 'A.mean() / 7 * (tensor([[1.0]], dtype=torch.float64) @ A[:1, :1])' raised "
        "RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float (make "
        "its tensors with zeros, ones or full, or give the answer a tolerance)",
        id="float64 only",
    ),
    pytest.param(
        formula("variables: {I: 1..9, S: 0..3}", "»I / S"),
        "parts[0].oracle: wanted a value at I=1, S=0, found 1 divided by zero",
        id="undefined formula",
    ),
    pytest.param(
        formula("variables: {I: 1..9}", "»zeros(I).sum() + 0.5"),
        "parts[0].oracle: wanted a whole number at I=1, found 0.5 "
        "(only plain arithmetic can give fractions exactly)",
        id="inexact formula",
    ),
    pytest.param(
        formula("variables: {I: 1..9}", "»I > len(A)"),
        "parts[0].oracle: wanted a whole number at I=1, found False "
        "(only plain arithmetic can give fractions exactly)",
        id="truth value as formula",
    ),
    pytest.param(
        formula("variables: {I: 1..9}", "I + 1", *mistake("»1 + I")),
        "parts[0].misconceptions[0].oracle: wanted a formula that is wrong somewhere, "
        "found 'm' right at all 9 points (change its oracle)",
        id="mistaken formula",
    ),
    pytest.param(
        formula("variables: »{I: 1..900, K: 1..900}", "I + K"),
        "parts[0].answer.variables: wanted at most 200000 combinations, found 810000 "
        "(narrow the ranges)",
        id="too many combinations",
    ),
    pytest.param(
        formula("variables: »{I: 1..400, K: 1..400}", "I + K"),
        "parts[0].answer.variables: wanted 1 to 50000 admissible points, found 160000 "
        "(narrow the ranges)",
        id="too many points",
    ),
    pytest.param(
        formula("variables: {I: 1..9}, where: »I > 9", "I"),
        "parts[0].answer.where: wanted 1 to 50000 admissible points, found 0 "
        "(widen the condition or the ranges)",
        id="no points",
    ),
    pytest.param(
        formula("variables: {I: 1..9}, where: »I / (I - 1) > 0", "I"),
        "parts[0].answer.where: wanted a value, but 'I / (I - 1) > 0' raised "
        "ZeroDivisionError: division by zero",
        id="condition raises",
    ),
    pytest.param(
        ("answer: {name: x, kind: names, within: torch.nn, expected: [»MaxPool2D]}",),
        "parts[0].answer.expected[0]: wanted a name that torch.nn has, found 'MaxPool2D' "
        "(did you mean 'MaxPool2d'?)",
        id="no such module class",
    ),
    pytest.param(
        ("answer: {name: x, kind: names, within: »torch.nm, expected: [MaxPool2d]}",),
        "parts[0].answer.within: wanted a module that can be imported, found 'torch.nm' "
        "(correct its name, or install it)",
        id="no such module",
    ),
]


@pytest.mark.parametrize(("lines", "message"), ONE_FLAW)
def test_a_flaw_is_told_at_its_place_in_these_words(assignment, lines, message):
    assert refusals(assignment, HEAD + part("a", *lines)) == [message]


def test_the_place_is_where_the_author_wrote_it_also_beside_the_kind(assignment):
    text = HEAD + part("a", "answer: {name: x, kind: number, oracle: »connv2d * 2}")

    assert refusals(assignment, text) == [
        (
            "parts[0].answer.oracle: wanted names the oracle knows, found 'connv2d' "
            "(did you mean 'conv2d'?)"
        )
    ]


QUOTING = (
    "answer:",
    "  name: x",
    "  kind: formula",
    "  variables: {I: 1..12, K: 1..5, S: 1..4, P: 0..3}",
    "  where: I + 2*P >= K",
    "  quoted:",
    r"    - '\left\lceil \frac{(I+2P) - (K-1)}{S} \right\rceil'",
    r"    - »'\left\lceil \frac{I - (K - 1)}{S} \right\rceil'",
    "    - »I +",
    "    - »1 / (I - 5)",
    "oracle: (I + 2*P - K) // S + 1",
)


def test_a_misquoted_formula_is_refused_with_the_smallest_point_where_it_disagrees(assignment):
    """The second is eq. (2) of the homework, which leaves the padding out."""
    second, third, fourth = refusals(assignment, HEAD + part("b", *QUOTING))

    assert second == (
        "parts[0].answer.quoted[1]: wanted the oracle's 3 at I=1, K=1, S=1, P=1, but the quoted "
        "formula gives 1"
    )
    assert third.startswith("parts[0].answer.quoted[2]: wanted a formula that can be read: ")
    assert fourth == (
        "parts[0].answer.quoted[3]: wanted the oracle's 1 at I=1, K=1, S=1, P=0, but the quoted "
        "formula gives -1/4"
    )


@pytest.mark.parametrize(
    ("reference", "line", "reason"),
    [
        ("x = 1\ny = x / 0\n", 2, "ZeroDivisionError: division by zero"),
        ("import no_such_module\n", 1, "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise SystemExit\n", 1, "SystemExit"),
        ("def f():\n    raise ValueError('no\\nmore')\n\nf()\n", 2, "ValueError: no"),
    ],
)
def test_a_reference_file_that_raises_is_refused_at_its_line(assignment, reference, line, reason):
    loaded = assignment(HEAD + part("a", *array("A")), reference)

    with pytest.raises(SpecError) as caught:
        Oracle(loaded)

    assert str(caught.value) == (
        f"{loaded.folder}/reference.py:{line}:1: .: wanted definitions, but running this raised "
        f"{reason}"
    )


def test_an_error_inside_the_reference_file_names_its_line(assignment):
    reference = "def twice(x):\n    return x.double_it()\n"

    assert refusals(assignment, HEAD + part("a", *array("»twice(n)")), reference) == [
        (
            "parts[0].oracle: wanted a value, but 'twice(n)' raised AttributeError: 'int' object "
            "has no attribute 'double_it', in reference.py, line 2"
        )
    ]


def test_every_flaw_of_every_part_is_told_at_once_and_none_follows_from_another(assignment):
    text = (
        HEAD
        + part("a", *array("»A + nothing1"))
        + part("b", "answer: {name: y, kind: array}", "uses: {Y: 1.a}", "oracle: Y * 2")
        + part("c", "answer: {name: z, kind: array}", "oracle: A", *mistake("»A + nothing2"))
        + part(
            "d",
            "answers:",
            "  - {name: u, kind: number, oracle: »A.log(1)}",
            "  - {name: v, kind: number, oracle: »A}",
        )
    )

    assert len(refusals(assignment, text)) == 4


def test_a_used_part_must_give_numbers(assignment):
    text = (
        HEAD
        + part("a", "answer: {name: s, kind: shape}", "oracle: A.shape")
        + part("b", "answer: {name: y, kind: number}", "uses: {Y: »1.a}", "oracle: Y * 2")
    )

    assert refusals(assignment, text) == [
        "parts[1].uses.Y: wanted a part whose answer is a number or an array, found '1.a'"
    ]


def test_data_and_zeros_are_of_one_precision_in_every_kind(assignment):
    text = (
        HEAD
        + part("a", "answer: {name: s, kind: shape}", "oracle: (A @ ones(2, 5)).shape")
        + part("b", *formula("variables: {I: 1..3}", "(A @ ones(2, I)).shape[1]"))
        + part("c", "answer: {name: y, kind: number}", "oracle: (A @ ones(2)).sum().item()")
    )

    shape, width, total = (each.answers[0] for each in Oracle(assignment(text)).solve("d").parts)

    assert shape.expected == (2, 5)
    assert width.expected == (1, 2, 3)
    assert total.case.truth.value == 10


def test_turning_a_tensor_into_a_number_warns_nobody(assignment):
    key = Oracle(assignment(HEAD + part("a", *array("float(A.sum())")))).solve("digest")

    assert key.parts[0].answers[0].case.truth.value == 10


def test_a_name_bound_in_a_comprehension_may_shadow_one_that_is_read(assignment):
    key = Oracle(assignment(HEAD + part("a", *array("list(A.sum() for A in A)")))).solve("digest")

    assert key.parts[0].answers[0].case.truth.value.tolist() == [3, 7]
