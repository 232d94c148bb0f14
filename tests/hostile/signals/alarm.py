"""Has an alarm raise in whatever the grader's own code does after the call."""
import signal


def ring(_number, _frame):
    raise RuntimeError("hostile alarm")


def f(x):
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n
