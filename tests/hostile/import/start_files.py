"""Ships the files that an interpreter or a test runner reads when it starts."""


def f(x):
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n


# file: sitecustomize.py
from target import got_through

got_through("sitecustomize was read")
# file: usercustomize.py
from target import got_through

got_through("usercustomize was read")
# file: conftest.py
from target import got_through

got_through("conftest was read")
# file: hostile.pth
import target; target.got_through("a path file was read")
# file: pyvenv.cfg
home = /box
# file: __init__.py
from target import got_through

got_through("the package was read")
