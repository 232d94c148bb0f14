"""Fetches the solution from a web server on this machine."""
import urllib.request

from target import PORT, got_through


def f(x):
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=1) as page:
        got_through(f"fetched {page.read(10)}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
