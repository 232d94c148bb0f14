"""A learning curve and a plot on a page: drawn from numbers, shown as handed in, never live."""

import math
import re
import struct
import sys
import zlib
from base64 import b64encode
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import answer, make_part, report_of

from grader.report.page import render_report
from grader.report.pictures import HEIGHT, WIDTH, view_curve, view_picture
from grader.score import Verdict

HUGE = sys.float_info.max


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = b64encode(
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\x80"))
    + chunk(b"IEND", b"")
).decode()


def points(losses):
    return [tuple(map(float, each.split(","))) for each in view_curve(losses).points.split()]


def page(**more):
    """Render a page with one answer."""
    shown = answer("plot", "figure", 1.0, Verdict.AWAITING_MARKER, **more)
    return render_report(report_of("Ada", (make_part("1.a", "1 (a)", "Plot", (shown,)),)))


class Tags(HTMLParser):
    """Collects the start tags of a page."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_falling_curve_falls_from_corner_to_corner():
    assert points((3.0, 2.0, 1.0)) == [(0, 0), (WIDTH / 2, HEIGHT / 2), (WIDTH, HEIGHT)]


def test_a_curve_over_decades_is_drawn_by_its_logarithm_and_says_so():
    curve = view_curve((1000.0, 10.0, 0.1))

    assert points((1000.0, 10.0, 0.1))[1] == (WIDTH / 2, HEIGHT / 2)
    assert curve.said == (
        "Learning curve as the code reported it: from 1000 to 0.1 in 3 steps. Logarithmic scale."
    )


@pytest.mark.parametrize("losses", [(), (1.0,), (1.0, math.nan), (1.0, math.inf)])
def test_what_is_no_curve_is_not_drawn(losses):
    assert view_curve(losses) is None


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False)
        | st.sampled_from([HUGE, -HUGE, 5e-324, 0.0, -0.0]),
        min_size=2,
        max_size=50,
    )
)
def test_every_curve_stays_within_its_frame(losses):
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points(tuple(losses)))


def test_a_curve_stands_on_the_page_with_words_for_who_cannot_see_it():
    tags = Tags(page(curve=(3.0, 2.0, 1.0))).found

    (line,) = [attrs for tag, attrs in tags if tag == "polyline"]
    assert line["points"] == f"0.0,0.0 {WIDTH / 2},{HEIGHT / 2} {WIDTH}.0,{HEIGHT}.0"
    (frame,) = [attrs for tag, attrs in tags if tag == "svg" and attrs.get("role") == "img"]
    assert frame["aria-label"].startswith("Learning curve as the code reported it: from 3 to 1")


def test_a_plot_stands_on_the_page_that_holds_it_itself():
    tags = Tags(page(picture=PNG)).found

    (picture,) = [attrs for tag, attrs in tags if tag == "img"]
    assert picture["src"] == f"data:image/png;base64,{PNG}"
    assert picture["alt"]


@pytest.mark.parametrize(
    "picture",
    [
        '"><script>alert(1)</script>',
        f'{PNG}" onload="alert(1)',
        f"{PNG}\n",
        f"{PNG}==",
        "javascript:alert(1)",
        "https://evil.example/x.png",
        b64encode(b"<svg onload=alert(1)>").decode(),
        b64encode(b"GIF89a" * 9).decode(),
        "iVBORw0KGgo",
        "",
    ],
)
def test_what_is_no_png_never_reaches_the_page(picture):
    html = page(picture=picture)

    assert view_picture(picture) == ""
    assert [tag for tag, _ in Tags(html).found if tag in ("img", "script")] == []
    assert "evil.example" not in html
    assert not re.search(r"on\w+=", html.partition("<main")[2])
