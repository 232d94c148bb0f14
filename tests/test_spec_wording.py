"""Fields that do not hold what they should, in an author's words.

Every message is compared in full: it is what an author sees.
"""

import pytest

from grader.errors import SpecError
from grader.spec.load import load_assignment
from grader.spec.misread import dimensions_cure, flag_cure, number_cure, range_cure
from grader.spec.scalar import Scalar

HEAD = "id: hw\ntitle: Homework\nmodule: hw\nproblems: [one.yaml]\n"
ONE = """\
id: 1.1
title: Convolution
given:
  A: [[1, 2], [3, 4]]
parts:
  - id: a
    title: Sum
    points: 2
    prompt: Add up $A$.
    answer: {name: total, kind: number}
    oracle: A.sum()
    misconceptions:
      - id: mean
        oracle: A.mean()
        says: This is the mean.
"""


def load(folder, one):
    (folder / "assignment.yaml").write_text(HEAD)
    (folder / "one.yaml").write_text(one)
    return load_assignment(folder)


def flaws(folder, one):
    with pytest.raises(SpecError) as caught:
        load(folder, one)
    return str(caught.value).replace(f"{folder}/one.yaml:", "").split("\n")


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(
            "points: 2",
            "points: no",
            [
                "8:13: parts[0].points: wanted a number, found 'no'",
            ],
            id="no",
        ),
        pytest.param(
            "points: 2",
            "points: '2'",
            [
                "8:13: parts[0].points: wanted a number, found '2' in quotes (drop the quotes)",
            ],
            id="'2'",
        ),
        pytest.param(
            "points: 2",
            'points: "2"',
            [
                "8:13: parts[0].points: wanted a number, found '2' in quotes (drop the quotes)",
            ],
            id='"2"',
        ),
        pytest.param(
            "points: 2",
            "points: 1,5",
            [
                "8:13: parts[0].points: wanted a number, found '1,5' (write 1.5)",
            ],
            id="1,5",
        ),
        pytest.param(
            "points: 2",
            "points: 1,000",
            [
                "8:13: parts[0].points: wanted a number, found '1,000' (write 1000)",
            ],
            id="1,000",
        ),
        pytest.param(
            "points: 2",
            "points: −2",
            [
                (
                    "8:13: parts[0].points: wanted a number, found '−2' (its minus sign is U+2212; "
                    "write -2)"
                ),
            ],
            id="−2",
        ),
        pytest.param(
            "points: 2",
            "points: –2",
            [
                (
                    "8:13: parts[0].points: wanted a number, found '–2' (its minus sign is U+2013; "
                    "write -2)"
                ),
            ],
            id="–2",
        ),
        pytest.param(
            "points: 2",
            "points: ２",
            [
                (
                    "8:13: parts[0].points: wanted a number, found '２' (its digits are not the ASCII "
                    "ones; write 2)"
                ),
            ],
            id="２",
        ),
        pytest.param(
            "points: 2",
            "points: 5O",
            [
                (
                    "8:13: parts[0].points: wanted a number, found '5O' (it holds the letter O; write"
                    " 50)"
                ),
            ],
            id="5O",
        ),
        pytest.param(
            "points: 2",
            "points: l0",
            [
                (
                    "8:13: parts[0].points: wanted a number, found 'l0' (it holds the letter l; write"
                    " 10)"
                ),
            ],
            id="l0",
        ),
        pytest.param(
            "points: 2",
            "points: 1_1",
            [
                "8:13: parts[0].points: wanted a number, found '1_1' (write 11)",
            ],
            id="1_1",
        ),
        pytest.param(
            "points: 2",
            "points: 010",
            [
                (
                    "8:13: parts[0].points: wanted a number, found '010' (leave out the leading zero:"
                    " 10)"
                ),
            ],
            id="010",
        ),
        pytest.param(
            "points: 2",
            "points: 1:30",
            [
                "8:13: parts[0].points: wanted a number, found '1:30' (write it as one number)",
            ],
            id="1:30",
        ),
        pytest.param(
            "points: 2",
            "points: 12:30:45",
            [
                (
                    "8:13: parts[0].points: wanted a number, found '12:30:45' (write it as one "
                    "number)"
                ),
            ],
            id="12:30:45",
        ),
        pytest.param(
            "points: 2",
            "points: 2026-10-01",
            [
                "8:13: parts[0].points: wanted a number, found '2026-10-01'",
            ],
            id="2026-10-01",
        ),
        pytest.param(
            "points: 2",
            "points: 0x10",
            [
                "8:13: parts[0].points: wanted a number, found '0x10' (write 16)",
            ],
            id="0x10",
        ),
        pytest.param(
            "points: 2",
            "points: 50%",
            [
                "8:13: parts[0].points: wanted a number, found '50%' (write 0.5)",
            ],
            id="50%",
        ),
        pytest.param(
            "points: 2",
            "points: 1/2",
            [
                "8:13: parts[0].points: wanted a number, found '1/2' (write 0.5)",
            ],
            id="1/2",
        ),
        pytest.param(
            "points: 2",
            "points: .inf",
            [
                "8:13: parts[0].points: wanted a finite number, found '.inf'",
            ],
            id=".inf",
        ),
        pytest.param(
            "points: 2",
            "points: .nan",
            [
                "8:13: parts[0].points: wanted a finite number, found '.nan'",
            ],
            id=".nan",
        ),
        pytest.param(
            "points: 2",
            "points: -.5",
            [
                "8:13: parts[0].points: wanted a number that is at least 0, found '-.5'",
            ],
            id="-.5",
        ),
        pytest.param(
            "points: 2",
            "points: 1e999",
            [
                "8:13: parts[0].points: wanted a number, found '1e999'",
            ],
            id="1e999",
        ),
        pytest.param(
            "points: 2",
            "points: inf",
            [
                "8:13: parts[0].points: wanted a number, found 'inf'",
            ],
            id="inf",
        ),
        pytest.param(
            "points: 2",
            "points: [2]",
            [
                "8:13: parts[0].points: wanted a number, found a list",
            ],
            id="[2]",
        ),
        pytest.param(
            "points: 2",
            "points: {x}",
            [
                "8:13: parts[0].points: wanted a number, found a mapping",
            ],
            id="{x}",
        ),
        pytest.param(
            "points: 2",
            "points: ",
            [
                "8:12: parts[0].points: wanted a number, found nothing",
            ],
            id="empty",
        ),
        pytest.param(
            "points: 2",
            "points: ~",
            [
                "8:13: parts[0].points: wanted a number, found '~'",
            ],
            id="~",
        ),
        pytest.param(
            "points: 2",
            "points: true",
            [
                "8:13: parts[0].points: wanted a number, found 'true'",
            ],
            id="true",
        ),
        pytest.param(
            "points: 2",
            "points: =",
            [
                "8:13: parts[0].points: wanted a number, found '='",
            ],
            id="=",
        ),
        pytest.param(
            "points: 2",
            "points: <<",
            [
                "8:13: parts[0].points: wanted a number, found '<<'",
            ],
            id="<<",
        ),
        pytest.param(
            "points: 2",
            "points: three",
            [
                "8:13: parts[0].points: wanted a number, found 'three'",
            ],
            id="three",
        ),
    ],
)
def test_a_number_that_is_none_is_named_with_its_likely_cure(tmp_path, old, new, wanted):
    assert flaws(tmp_path, ONE.replace(old, new, 1)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[1, 2], [3]]",
            [
                "4:15: given.A[1]: wanted 2 numbers in row 2, as in row 1, found 1",
            ],
            id="ragged",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[[1], [2]], [[1]]]",
            [
                "4:19: given.A[1]: wanted 2 lists in row 2, as in row 1, found 1",
            ],
            id="ragged deep",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[1, 2], [3, 4O]]",
            [
                (
                    "4:19: given.A[1][1]: wanted a number in row 2, column 2, found '4O' (it holds "
                    "the letter O; write 40)"
                ),
            ],
            id="letter O",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1 2 3]",
            [
                (
                    "4:7: given.A[0]: wanted a number as item 1, found '1 2 3' (put commas between "
                    "the numbers: 1, 2, 3)"
                ),
            ],
            id="no commas",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[1 2], [3 4]]",
            [
                (
                    "4:8: given.A[0][0]: wanted a number in row 1, column 1, found '1 2' (put commas "
                    "between the numbers: 1, 2)"
                ),
                (
                    "4:15: given.A[1][0]: wanted a number in row 2, column 1, found '3 4' (put commas"
                    " between the numbers: 3, 4)"
                ),
            ],
            id="no commas in rows",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[-1 -2]",
            [
                (
                    "4:7: given.A[0]: wanted a number as item 1, found '-1 -2' (put commas between "
                    "the numbers: -1, -2)"
                ),
            ],
            id="signs without commas",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[01, 08]",
            [
                (
                    "4:7: given.A[0]: wanted a number as item 1, found '01' (leave out the leading "
                    "zero: 1)"
                ),
                (
                    "4:11: given.A[1]: wanted a number as item 2, found '08' (leave out the leading "
                    "zero: 8)"
                ),
            ],
            id="leading zeros",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[−1, 2], [3, 4]]",
            [
                (
                    "4:8: given.A[0][0]: wanted a number in row 1, column 1, found '−1' (its minus "
                    "sign is U+2212; write -1)"
                ),
            ],
            id="minus sign",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[１, 2], [3, 4]]",
            [
                (
                    "4:8: given.A[0][0]: wanted a number in row 1, column 1, found '１' (its digits "
                    "are not the ASCII ones; write 1)"
                ),
            ],
            id="full width",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1,000, 2]",
            [
                (
                    "4:9: given.A[1]: wanted a number as item 2, found '000' (a comma ends an item; "
                    "write 1,000 as 1000)"
                ),
            ],
            id="thousands in a list",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "1,000",
            [
                "4:6: given.A: wanted a number, found '1,000' (write 1000)",
            ],
            id="thousands",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "(3, 3)",
            [
                "4:6: given.A: wanted a number, found '(3, 3)' (write [3, 3])",
            ],
            id="tuple",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1; 2]",
            [
                (
                    "4:7: given.A[0]: wanted a number as item 1, found '1; 2' (put commas between the"
                    " numbers: 1, 2)"
                ),
            ],
            id="semicolons",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[yes, 1]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found 'yes'",
            ],
            id="words",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[true, 1]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found true",
            ],
            id="truth",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "{x}",
            [
                "4:6: given.A: wanted a number, nested lists of numbers or text, found a mapping",
            ],
            id="set",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "{a: 1}",
            [
                "4:6: given.A: wanted a number, nested lists of numbers or text, found a mapping",
            ],
            id="mapping",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "null",
            [
                "4:6: given.A: wanted a number, nested lists of numbers or text, found nothing",
            ],
            id="null",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1, ~]",
            [
                "4:10: given.A[1]: wanted a number as item 2, found nothing",
            ],
            id="null item",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[1, 2], 3]",
            [
                "4:15: given.A[1]: wanted a list of numbers, as the first item is, found 3",
            ],
            id="uneven",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1, [2]]",
            [
                "4:10: given.A[1]: wanted a number, as the first item is, found a list",
            ],
            id="uneven the other way",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1:1]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found '1:1' (write it as one number)",
            ],
            id="sexagesimal",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[inf]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found 'inf' (write .inf)",
            ],
            id="inf",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[[1, '2']]",
            [
                (
                    "4:11: given.A[0][1]: wanted a number in row 1, column 2, found '2' (drop the "
                    "quotes)"
                ),
            ],
            id="quoted",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1/2]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found '1/2' (write 0.5)",
            ],
            id="fraction",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "0xff",
            [
                "4:6: given.A: wanted a number, found '0xff' (write 255)",
            ],
            id="hexadecimal",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "5O",
            [
                "4:6: given.A: wanted a number, found '5O' (it holds the letter O; write 50)",
            ],
            id="letter O alone",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[2026-10-01]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found '2026-10-01'",
            ],
            id="date",
        ),
        pytest.param(
            "[[1, 2], [3, 4]]",
            "[1e999]",
            [
                "4:7: given.A[0]: wanted a number as item 1, found '1e999'",
            ],
            id="too large",
        ),
    ],
)
def test_data_that_is_not_numbers_is_named_by_row_and_column(tmp_path, old, new, wanted):
    assert flaws(tmp_path, ONE.replace(old, new, 1)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        pytest.param(
            "points: 2",
            "pionts: 2",
            [
                (
                    "6:5: parts[0]: wanted the key 'points', found none (add it: what the part is "
                    "worth)"
                ),
                (
                    "8:5: parts[0].pionts: wanted a key that is known here, found 'pionts' (did you "
                    "mean 'points'?)"
                ),
            ],
            id="misspelt key",
        ),
        pytest.param(
            "points: 2",
            "points: 2\n    colour: 3",
            [
                (
                    "9:5: parts[0].colour: wanted one of the keys id, title, points, prompt, reveal, "
                    "seconds, uses, follow_through, answer, oracle, misconceptions, answers, found "
                    "'colour' (remove it)"
                ),
            ],
            id="strange key",
        ),
        pytest.param(
            "points: 2",
            "points: 2\n    kind: number",
            [
                (
                    "9:5: parts[0].kind: wanted a key that is known here, found 'kind' (it belongs "
                    "under 'answer')"
                ),
            ],
            id="key of the answer",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: number, uses: x}",
            [
                (
                    "10:41: parts[0].answer.uses: wanted a key that is known here, found 'uses' (it "
                    "belongs to the part, not to its answer)"
                ),
            ],
            id="key of the part",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: shape, shape: 3}",
            [
                (
                    "10:40: parts[0].answer.shape: wanted one of the keys points, tolerance, "
                    "misconceptions, kind, name, oracle, found 'shape' (remove it)"
                ),
            ],
            id="strange key of a kind",
        ),
        pytest.param(
            "parts:",
            "partz:",
            [
                "1:1: .: wanted the key 'parts', found none (add it: the parts)",
                (
                    "5:1: partz: wanted a key that is known here, found 'partz' (did you mean "
                    "'parts'?)"
                ),
            ],
            id="misspelt key at the top",
        ),
        pytest.param(
            "id: 1.1\n",
            "id: a b\n",
            [
                (
                    "1:5: id: wanted letters and digits, joined by dots, dashes or underscores, found"
                    " 'a b'"
                ),
            ],
            id="id with a space",
        ),
        pytest.param(
            "id: 1.1\n",
            "id: [1]\n",
            [
                "1:5: id: wanted text, found a list (put it in quotes)",
            ],
            id="id as a list",
        ),
        pytest.param(
            "id: 1.1\n",
            "id:\n",
            [
                (
                    "1:4: id: wanted letters and digits, joined by dots, dashes or underscores, found"
                    " nothing"
                ),
            ],
            id="id left out",
        ),
        pytest.param(
            "title: Sum",
            "title:",
            [
                "7:11: parts[0].title: wanted text, found nothing",
            ],
            id="title left out",
        ),
        pytest.param(
            "title: Sum",
            "title: {x}",
            [
                "7:12: parts[0].title: wanted text, found a mapping (put it in quotes)",
            ],
            id="braces for text",
        ),
        pytest.param(
            "title: Sum",
            "title: [a]",
            [
                "7:12: parts[0].title: wanted text, found a list (put it in quotes)",
            ],
            id="list for text",
        ),
        pytest.param(
            "kind: number",
            "kind: numbr",
            [
                (
                    "10:33: parts[0].answer.kind: wanted one of the kinds number, shape, array, "
                    "formula, names, choice, function, relation, text, found 'numbr' (did you mean "
                    "'number'?)"
                ),
            ],
            id="misspelt kind",
        ),
        pytest.param(
            "kind: number",
            "kind: essay",
            [
                (
                    "10:33: parts[0].answer.kind: wanted one of the kinds number, shape, array, "
                    "formula, names, choice, function, relation, text, found 'essay'"
                ),
            ],
            id="strange kind",
        ),
        pytest.param(
            ", kind: number",
            "",
            [
                (
                    "10:13: parts[0].answer: wanted the key 'kind', found none (add it: one of the "
                    "kinds number, shape, array, formula, names, choice, function, relation, text)"
                ),
            ],
            id="no kind",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "number",
            [
                (
                    "10:13: parts[0].answer: wanted an answer such as {name: total, kind: number}, "
                    "found 'number'"
                ),
            ],
            id="answer as text",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "[number]",
            [
                (
                    "10:13: parts[0].answer: wanted an answer such as {name: total, kind: number}, "
                    "found a list"
                ),
            ],
            id="answer as list",
        ),
        pytest.param(
            "name: total",
            "name: 2x",
            [
                "10:20: parts[0].answer.name: wanted a Python name, found '2x'",
            ],
            id="no Python name",
        ),
        pytest.param(
            "name: total",
            "name: class",
            [
                (
                    "10:20: parts[0].answer.name: wanted a Python name that is not a keyword, found "
                    "'class'"
                ),
            ],
            id="keyword",
        ),
        pytest.param(
            "name: total, ",
            "",
            [
                (
                    "10:13: parts[0].answer: wanted the key 'name', found none (add it: the name the "
                    "student's module defines)"
                ),
            ],
            id="name left out",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: array, shape: 3×3}",
            [
                (
                    "10:47: parts[0].answer.shape: wanted dimensions such as 5x5, found '3×3' (write "
                    "3x3)"
                ),
            ],
            id="times sign",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: array, shape: [3, 3]}",
            [
                (
                    "10:47: parts[0].answer.shape: wanted dimensions such as 5x5, found a list (write"
                    " 3x3)"
                ),
            ],
            id="dimensions as list",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: array, marked: cell}",
            [
                (
                    "10:48: parts[0].answer.marked: wanted one of cells, whole, found 'cell' (did you"
                    " mean 'cells'?)"
                ),
            ],
            id="misspelt choice",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: number, tolerance: 1e-3}",
            [
                (
                    "10:52: parts[0].answer.tolerance: wanted a mapping with the keys rtol, atol, "
                    "found '1e-3'"
                ),
            ],
            id="tolerance as number",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: total, kind: number, tolerance: {rtol: 1e-3}}",
            [
                (
                    "10:52: parts[0].answer.tolerance: wanted the key 'atol', found none (add it: "
                    "absolute tolerance)"
                ),
            ],
            id="half a tolerance",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: f, kind: formula, variables: {1I: 1..3, K: 3-5, S: [1, 4], P: 5, Q: 3..1}}",
            [
                "10:50: parts[0].answer.variables.1I: wanted a Python name, found '1I'",
                (
                    "10:63: parts[0].answer.variables.K: wanted a range such as 1..12, found '3-5' "
                    "(write 3..5)"
                ),
                (
                    "10:71: parts[0].answer.variables.S: wanted a range such as 1..12, found a list "
                    "(write 1..4)"
                ),
                (
                    "10:82: parts[0].answer.variables.P: wanted a range such as 1..12, found '5' "
                    "(write 5..5)"
                ),
                (
                    "10:88: parts[0].answer.variables.Q: wanted low..high with low no larger than "
                    "high, found '3..1' (write 1..3)"
                ),
            ],
            id="ranges",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: f, kind: formula, variables: {}}",
            [
                "10:49: parts[0].answer.variables: wanted at least one, found none",
            ],
            id="no variables",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: f, kind: text, optional: yes}",
            [
                "10:45: parts[0].answer.optional: wanted true or false, found 'yes' (write true)",
            ],
            id="flag",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: f, kind: text, optional: 'true'}",
            [
                (
                    "10:45: parts[0].answer.optional: wanted true or false, found 'true' in quotes "
                    "(drop the quotes)"
                ),
            ],
            id="quoted flag",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: f, kind: choice, options: {yes: a}, expected: no}",
            [
                "10:46: parts[0].answer.options: wanted at least 2, found 1",
                "10:66: parts[0].answer.expected: wanted a list, found 'no' (write [no])",
            ],
            id="text for a list",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{name: f, kind: names, expected: [a, [b, c], {d: e}]}",
            [
                (
                    "10:58: parts[0].answer.expected[2]: wanted text or a list, found a mapping (put "
                    "it in quotes)"
                ),
            ],
            id="mapping among names",
        ),
        pytest.param(
            "{name: total, kind: number}",
            "{kind: relation, unknowns: {p: numbr, q: {n: 1-3}}, arguments: {X: 'normal(2)'}, claim: a == b}",
            [
                (
                    "10:44: parts[0].answer.unknowns.p: wanted 'number' or a mapping such as {key: "
                    "value}, found 'numbr' (did you mean 'number'?)"
                ),
                (
                    "10:58: parts[0].answer.unknowns.q.n: wanted a range such as 1..12, found '1-3' "
                    "(write 1..3)"
                ),
            ],
            id="unknowns",
        ),
        pytest.param(
            "oracle: A.sum()",
            "oracle: [A]",
            [
                "11:13: parts[0].oracle: wanted text, found a list (put it in quotes)",
            ],
            id="list for an expression",
        ),
        pytest.param(
            "oracle: A.mean()",
            "oracle: [A]",
            [
                (
                    "14:17: parts[0].misconceptions[0].oracle: wanted text or a mapping such as {key:"
                    " value}, found a list (put it in quotes)"
                ),
            ],
            id="list for a mistake",
        ),
        pytest.param(
            "oracle: A.mean()",
            "oracle: {p: [1]}",
            [
                (
                    "14:21: parts[0].misconceptions[0].oracle.p: wanted text, found a list (put it in"
                    " quotes)"
                ),
            ],
            id="list in a mistake",
        ),
        pytest.param(
            "        says: This is the mean.\n",
            "",
            [
                (
                    "13:9: parts[0].misconceptions[0]: wanted the key 'says', found none (add it: the"
                    " likely cause)"
                ),
            ],
            id="says left out",
        ),
        pytest.param(
            "parts:",
            "parts: []\nprats:",
            [
                "5:8: parts: wanted at least one, found none",
                (
                    "6:1: prats: wanted a key that is known here, found 'prats' (did you mean "
                    "'parts'?)"
                ),
            ],
            id="no parts",
        ),
        pytest.param(
            "  - id: a",
            "  - x\n  - id: a",
            [
                "6:5: parts[0]: wanted a mapping with the keys id, title, points, found 'x'",
            ],
            id="part as text",
        ),
        pytest.param(
            "says: This",
            "credit: 1.5\n        says: This",
            [
                (
                    "15:17: parts[0].misconceptions[0].credit: wanted a number that is at most 1, "
                    "found '1.5'"
                ),
            ],
            id="share over one",
        ),
        pytest.param(
            "points: 2",
            "points: 2\n    seconds: 0",
            [
                "9:14: parts[0].seconds: wanted a number over 0, found '0'",
            ],
            id="seconds",
        ),
        pytest.param(
            "points: 2",
            "points: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            [
                (
                    "8:13: parts[0].points: wanted a number, found "
                    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'"
                ),
            ],
            id="long text",
        ),
    ],
)
def test_keys_kinds_and_texts_that_do_not_fit_are_named_at_their_place(tmp_path, old, new, wanted):
    assert flaws(tmp_path, ONE.replace(old, new, 1)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        pytest.param("points: 2", "points: 1e-3", lambda part: part.points == 0.001, id="1e-3"),
        pytest.param("points: 2", "points: 1E5", lambda part: part.points == 1e5, id="1E5"),
        pytest.param("points: 2", "points: .5", lambda part: part.points == 0.5, id=".5"),
        pytest.param("id: a", "id: 010", lambda part: part.id == "010", id="010"),
        pytest.param("id: a", "id: no", lambda part: part.id == "no", id="no"),
        pytest.param(
            "title: Sum", "title: 12:30:45", lambda part: part.title == "12:30:45", id="time"
        ),
        pytest.param(
            "title: Sum", "title: 2026-10-01", lambda part: part.title == "2026-10-01", id="date"
        ),
        pytest.param("title: Sum", "title: 1_1", lambda part: part.title == "1_1", id="1_1"),
        pytest.param("title: Sum", "title: =", lambda part: part.title == "=", id="equals sign"),
        pytest.param("title: Sum", "title: <<", lambda part: part.title == "<<", id="merge sign"),
        pytest.param("title: Sum", "title: 'a: b'", lambda part: part.title == "a: b", id="quoted"),
        pytest.param("oracle: A.sum()", "oracle: 1", lambda part: part.oracle == "1", id="number"),
        pytest.param(
            "{name: total, kind: number}\n    oracle: A.sum()\n    misconceptions:\n      - id: mean\n"
            "        oracle: A.mean()\n        says: This is the mean.\n",
            "{name: total, kind: choice, options: {yes: Ja, no: Nein, 1.1: x, 1.10: y}, "
            "expected: [no, 1.10]}\n",
            lambda part: (
                part.answer.options == {"yes": "Ja", "no": "Nein", "1.1": "x", "1.10": "y"}
                and part.answer.expected == ("no", "1.10")
            ),
            id="options",
        ),
    ],
)
def test_what_yaml_would_have_guessed_wrong_is_read_as_its_field_says(tmp_path, old, new, read):
    assert old in ONE

    (asked,) = load(tmp_path, ONE.replace(old, new, 1))

    assert read(asked.part)


@pytest.mark.parametrize(
    "data", [".inf", "[.inf, -.inf]", "[]", "[1, ]", "valid", "'1,000'", "true"]
)
def test_data_may_be_infinite_empty_or_text(tmp_path, data):
    (asked,) = load(tmp_path, ONE.replace("[[1, 2], [3, 4]]", data))

    assert "A" in asked.problem.given


@pytest.mark.parametrize(
    ("cure", "value", "words"),
    [
        (number_cure, Scalar("-1,234,567.5"), "write -1234567.5"),
        (number_cure, Scalar("٣"), "its digits are not the ASCII ones; write 3"),
        (number_cure, Scalar("hello"), ""),
        (number_cure, Scalar("Oslo"), ""),
        (number_cure, ["3"], ""),
        (flag_cure, Scalar("Off"), "write false"),
        (flag_cure, Scalar("maybe"), ""),
        (flag_cure, [], ""),
        (range_cure, Scalar("1 to 9"), "write 1..9"),
        (range_cure, Scalar("1...9"), "write 1..9"),
        (range_cure, Scalar("1:9"), "write 1..9"),
        (range_cure, Scalar("-3, 3"), "write -3..3"),
        (range_cure, Scalar("many"), ""),
        (range_cure, {}, ""),
        (dimensions_cure, Scalar("(3, 3)"), "write 3x3"),
        (dimensions_cure, Scalar("3 X 4"), "write 3x4"),
        (dimensions_cure, Scalar("-1x3"), ""),
        (dimensions_cure, {}, ""),
    ],
)
def test_a_cure_is_offered_where_one_reading_is_likeliest(cure, value, words):
    assert cure(value) == words
