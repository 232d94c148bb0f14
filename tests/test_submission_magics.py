"""What a cell says to Jupyter is set aside, and every other line stays where it is."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.magics import set_aside


@pytest.mark.parametrize(
    ("cell", "python", "aside"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1", ["%matplotlib inline"]),
        ("!pip install torch\n", "pass\n", ["!pip install torch"]),
        ("pip install torch\n", "pass\n", ["pip install torch"]),
        ("plt.plot?\nnp.sum??\n?len\n", "pass\npass\npass\n", ["plt.plot?", "np.sum??", "?len"]),
        ("if x:\n    !mkdir d\ny = 2", "if x:\n    pass\ny = 2", ["!mkdir d"]),
        ("!a \\\n  && b \\\n  && c\nx = 1", "pass\n\n\nx = 1", ["!a \\"]),
        ("files = !ls\nx = 1", "pass\nx = 1", ["files = !ls"]),
        ("%time y = f(x)\n", "y = f(x)\n", []),
        ("y = %time f(x)\n", "y = f(x)\n", []),
        ("%%time\nx = 1\n", "\nx = 1\n", []),
        ("\n%%capture out\nx = 1\n", "\n\nx = 1\n", []),
        ("%%bash\nls\nrm -rf x\n", "\n\n\n", ["%%bash"]),
        ("%%writefile a.py\nx = 1", "\n", ["%%writefile a.py"]),
        ("x = 1\r\n%who\r\ny = 2\r", "x = 1\npass\ny = 2\n", ["%who"]),
    ],
)
def test_commands_become_lines_that_do_nothing(cell, python, aside):
    found = set_aside(cell)

    assert (found.text, list(found.aside)) == (python, aside)


@pytest.mark.parametrize(
    "cell",
    [
        "x = (5\n%  3)",
        "x = 5 \\\n% 3",
        'text = """\n%d rows\n!important\n"""',
        "text = '''\n? \"\"\"\n%d\n'''",
        'x = "(" \ny = [\n1, # ]\n% 2]'.replace("% 2", "2"),
        "x = 5  # (\ny = 1\n",
        "x = a % b\nassert a != b\n",
        "time = 3\npip = 1\n",
        "x = {\n'a': (1,\n2),\n}\n",
        "é = '\\'('\ny = 1\n",
    ],
)
def test_python_stays_as_it_is(cell):
    found = set_aside(cell)

    assert (found.text, found.aside) == (cell, ())
    assert ast.parse(cell)


PIECES = st.sampled_from(
    [
        "x = 1",
        "%who",
        "!ls \\",
        "  !ls",
        "(",
        ")",
        "'''",
        '"""',
        "'",
        "#",
        "\\",
        "%%time",
        "?",
        "=",
        "",
    ]
)


@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_every_line_keeps_its_number(cell):
    assert set_aside(cell).text.count("\n") == cell.count("\n")


@pytest.mark.parametrize("piece", [" ", "a ", "a, ", "'", "\\'", "(", "%time ", "!", "=", "x="])
def test_a_hostile_line_is_looked_at_once(piece):
    text = piece * 500_000

    assert set_aside(f"{text}\n{text}").text.count("\n") == 1
