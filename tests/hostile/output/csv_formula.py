"""Gives what a spreadsheet takes for a formula."""


def f(x):
    print("=1+1")
    return "=HYPERLINK(\"http://127.0.0.1/\"&A1)"


def g(x):
    raise ValueError("@SUM(1+1)*cmd|' /C calc'!A0")


def h(n):
    return n * n
