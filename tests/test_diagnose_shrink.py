import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.diagnose.shrink import BATCH, Tried, shrink, size


def never():
    return False


def attempt(fails):
    """Try candidates as a generator would: an array whose sides are the first two choices."""

    def run(batch):
        assert len(batch) <= BATCH
        return [Tried(drawn) if fails(*(drawn := draw(each))) else None for each in batch]

    return run


def draw(choices):
    height, width = (min(max(each, 1), 6) for each in choices[:2])
    old = choices[2]
    new = np.ones((height, width))
    rows, columns = min(height, old.shape[0]), min(width, old.shape[1])
    new[:rows, :columns] = old[:rows, :columns]
    return (height, width, new)


BIG = (6, 5, np.linspace(-3.3, 4.7, 30).reshape(6, 5))


def test_a_case_that_always_fails_becomes_one_simple_number():
    found = shrink(BIG, attempt(lambda *_: True), never)

    assert found[:2] == (1, 1)
    assert found[2].tolist() == [[0.0]]


def test_what_the_failure_needs_stays():
    found = shrink(BIG, attempt(lambda _h, w, x: w >= 3 and x.max() > 2), never)

    assert found[:2] == (1, 3)
    assert found[2].max() == 3


def test_height_and_width_shrink_together_where_they_must():
    found = shrink(
        (5, 5, np.arange(25.0).reshape(5, 5)), attempt(lambda h, w, _x: h == w and h >= 2), never
    )

    assert found[:2] == (2, 2)


def test_signs_stay_where_they_matter():
    found = shrink(BIG, attempt(lambda _h, _w, x: (x < 0).all()), never)

    assert found[2].tolist() == [[-1.0]]


def test_the_time_is_up_at_once():
    assert shrink(BIG, attempt(lambda *_: True), lambda: True) is BIG


def test_nothing_smaller_fails():
    assert shrink(BIG, attempt(lambda *_: False), never) is BIG


@given(st.integers(1, 6), st.integers(1, 6), st.floats(0.5, 4))
def test_never_larger_and_always_failing(height, width, threshold):
    def fails(h, w, x):
        return h >= height and w >= width and np.abs(x).max() > threshold

    start = draw((6, 6, np.full((6, 6), 5.5)))
    found = shrink(start, attempt(fails), never)

    assert fails(*found)
    assert size(found) <= size(start)
    assert found[:2] == (height, width)
