"""Makes names no clean-up expects: control characters, half letters, endless depth, no rights."""
import os


def f(x):
    for name in ("hostile-\n", "hostile-\x1b[2J", "-rf", "hostile-\udce9", "h" * 255, "hostile-$(id)"):
        try:
            os.mkdir(name)
            os.chmod(name, 0)
        except OSError:
            continue
    try:
        for _ in range(1000):
            os.mkdir("d")
            os.chdir("d")
    except OSError:
        pass
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
