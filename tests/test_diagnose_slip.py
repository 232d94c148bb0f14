import numpy as np
import pytest

from grader.diagnose.slip import Slip, find_slips
from grader.key.terms import Terms

# Two cells: 2·3 + 4·5 + 2·7 = 40 and 1·3 + 1·5 + 1·7 = 15.
EXPECTED = np.array([40.0, 15.0])
TERMS = Terms(
    ("a·x", "b·y", "c·z", "d·x", "d·y", "d·z"),
    np.array([[6.0, 20.0, 14.0, 0, 0, 0], [0, 0, 0, 3.0, 5.0, 7.0]]),
)


@pytest.mark.parametrize(
    ("actual", "slips"),
    [
        pytest.param([20, 15], [Slip((0,), ("b·y",), is_missing=True)], id="left out"),
        pytest.param([40, 22], [Slip((1,), ("d·z",), is_missing=False)], id="counted twice"),
        pytest.param(
            [34, 10],
            [
                Slip((0,), ("a·x",), is_missing=True),
                Slip((1,), ("d·y",), is_missing=True),
            ],
            id="one in each cell",
        ),
        pytest.param([39, 15], [], id="off by no product"),
        pytest.param([20, 14], [], id="one cell explained, one not"),
        pytest.param([40, 15], [], id="nothing is wrong"),
    ],
)
def test_a_slip_is_a_cell_off_by_one_product(actual, slips):
    assert list(find_slips(np.array(actual, float), EXPECTED, TERMS)) == slips


def test_equal_products_are_named_together():
    terms = Terms(("a·x", "b·y"), np.array([[6.0, 6.0]]))

    found = find_slips(np.array([6.0]), np.array([12.0]), terms)

    assert found == (Slip((0,), ("a·x", "b·y"), is_missing=True),)


def test_many_wrong_cells_are_another_method_and_no_slips():
    size = 9
    terms = Terms(("a",), np.ones((size, 1)))

    assert find_slips(np.zeros(size), np.ones(size), terms) == ()
