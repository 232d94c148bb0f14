"""Names are judged as a set, and choices too, in whatever form they are listed."""

import pytest
import torch
from sample_keys import CHOICE, NAMES, came, raised

from grader.compare.kinds import compare, read
from grader.compare.names import compare_names, read_names
from grader.compare.reading import Listed
from grader.compare.result import Absent, Match, Stopped, Unreadable, WrongChoice, WrongNames
from grader.key.kinds import NamesKey
from grader.values import decode, encode

NN = torch.nn
THREE = ["MaxPool2d", "AvgPool2d", "LPPool2d"]


def judged(given, key=NAMES):
    return compare(key, read(key, (came(decode(encode(given))),)))


@pytest.mark.parametrize(
    "given",
    [
        THREE,
        tuple(THREE),
        set(THREE),
        THREE[::-1],
        [*THREE, "MaxPool2d"],
        ["nn.MaxPool2d", "torch.nn.AvgPool2d", "torch.nn.modules.pooling.LPPool2d"],
        [NN.MaxPool2d, NN.AvgPool2d, NN.LPPool2d],
        {NN.MaxPool2d, NN.AvgPool2d, NN.LPPool2d},
        [NN.MaxPool2d(2), NN.AvgPool2d(2), NN.LPPool2d(2, 2)],
        {"max": NN.MaxPool2d, "avg": NN.AvgPool2d, "lp": "LPPool2d"},
        ["maxpool2d", " AVGPOOL2D ", "Lp Pool 2d"],
        ["MaxPool2d()", "`AvgPool2d`", "LPPool2d(2, kernel_size=2)"],
        "MaxPool2d, AvgPool2d, LPPool2d",
        "MaxPool2d; AvgPool2d\nLPPool2d",
        "MaxPool2d, AvgPool2d and LPPool2d.",
        "(MaxPool2d, AvgPool2d, LPPool2d)",
        "['MaxPool2d', 'AvgPool2d', 'LPPool2d']",
        "nn.MaxPool2d(2, stride=1), nn.AvgPool2d(2), nn.LPPool2d(2, 2)",
        "1. MaxPool2d\n2. AvgPool2d\n3. LPPool2d",
        "(1) MaxPool2d\n(2) AvgPool2d\n(3) LPPool2d",
        "- MaxPool2d\n- AvgPool2d\n• LPPool2d",
        ["MaxPool2d", "AvgPool2d", "LpPool2d"],
        [*THREE, "Identity", "nn.identity"],
    ],
)
def test_reads_a_list_of_names_in_any_form(given):
    assert judged(given) == Match()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (THREE[:2], WrongNames(2, ("LPPool2d",), (), ())),
        ([*THREE, "Linear"], WrongNames(3, (), ("Linear",), ())),
        ("MaxPool2d", WrongNames(1, ("AvgPool2d", "LPPool2d"), (), ())),
        (NN.MaxPool2d, WrongNames(1, ("AvgPool2d", "LPPool2d"), (), ())),
        ([], WrongNames(0, tuple(THREE), (), ())),
        ("", WrongNames(0, tuple(THREE), (), ())),
        (["MaxPool2d", "", "  "], WrongNames(1, ("AvgPool2d", "LPPool2d"), (), ())),
        (["Identity"], WrongNames(0, tuple(THREE), (), ("Identity",))),
        (["hw2.MaxPool2d"], WrongNames(0, tuple(THREE), ("hw2.MaxPool2d",), ())),
        (["MaxPool3d"], WrongNames(0, tuple(THREE), ("MaxPool3d",), ())),
        (["Max\nPool\r\n3d"], WrongNames(0, tuple(THREE), ("Max Pool 3d",), ())),
    ],
)
def test_counts_what_is_missing_and_what_is_too_much(given, found):
    assert judged(given) == found


@pytest.mark.parametrize(
    ("given", "phrase"),
    [
        (3, "the number 3"),
        (True, "the truth value True"),
        (["MaxPool2d", 2], "the number 2 among them"),
        ([THREE], "a list of 3 among them"),
        ([None], "None among them"),
        (["x"] * 101, "a list of 101, which is too long"),
        ("x" * 8001, "the text 'xxx"),
        ([object()], "an object of type object"),
    ],
)
def test_says_what_is_no_list_of_names(given, phrase):
    found = judged(given)

    assert isinstance(found, Unreadable)
    assert found.found.startswith(phrase)


def test_names_of_no_module_are_what_they_call_themselves():
    key = NamesKey("names", "", (("OrderedDict",), ("relu",)), ())

    assert judged([dict, "relu"], key) == WrongNames(1, ("OrderedDict",), ("dict",), ())
    assert judged(["ordereddict", "ReLU"], key) == Match()


def test_an_expected_name_is_never_harmless_only():
    key = NamesKey("names", "", (("a",), ("z",)), ("a", "b"))

    assert compare_names(key, Listed(("A", "b"))) == WrongNames(1, ("z",), (), ("b",))
    assert compare_names(key, Listed(("A", "b", "z"))) == Match()


def test_what_is_not_there_or_stopped_is_no_list():
    assert read_names(NAMES, (came(None),)) == Absent("none")
    assert read_names(NAMES, (raised("NameError"),)) == Stopped(raised("NameError"))


@pytest.mark.parametrize(
    "given",
    [
        *(
            ["a", "x.1"],
            ("x.1", "A)"),
            {"a", "X.1"},
            "a, x.1",
            "x.1; (a)",
            "A. and x.1",
            ["a", "x1"],
        ),
    ],
)
def test_reads_a_choice_in_any_form(given):
    assert judged(given, CHOICE) == Match()


@pytest.mark.parametrize(
    ("given", "chosen"),
    [("a", ("a",)), ("b", ("b",)), ([], ()), (["a", "a", "b"], ("a", "b")), ("a, b", ("a", "b"))],
)
def test_another_choice_is_wrong(given, chosen):
    assert judged(given, CHOICE) == WrongChoice(chosen, ("a", "x.1"))


@pytest.mark.parametrize(
    "given", ["d", "", "a, d", "It grows", 1, 1.5, True, ["a", None], [["a"]], {"a": 1}, "a" * 500]
)
def test_what_is_no_option_is_unreadable(given):
    found = judged(given, CHOICE)

    assert isinstance(found, Unreadable)
    assert found.wanted == "one of the options a, b, x.1"


def test_options_called_by_numbers_may_be_given_as_numbers():
    key = CHOICE.__class__("c", {"1": "one", "2": "two"}, ("2",))

    assert judged(2, key) == judged("2.", key) == judged(torch.tensor(2), key) == Match()
    assert isinstance(judged(2.5, key), Unreadable)
