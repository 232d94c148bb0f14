"""What isolation costs: one small submission, opened, asked 45 things and closed, again and again.

Prints ratios of medians over interleaved rounds, so that a busy machine slows all rows alike:

- ``full`` and ``kernel``: walled, as graded;
- ``none``: the same workers without walls;
- ``bare``: a warm process that forks, imports the module, makes the same calls, and is reaped;
- ``fresh``: one Python process for each submission that imports torch first.

Run it with ``python benchmarks/isolation.py [ROUNDS]``.
"""

import multiprocessing
import os
import pickle
import statistics
import subprocess
import sys
import time
import types
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from grader.sandbox.blueprint import Walls
from grader.sandbox.level import Level, best_level
from grader.sandbox.outcome import Returned
from grader.sandbox.request import Call, Fetch, Request
from grader.sandbox.worker import Worker
from grader.values import Array

BATCH = 20
FRESH_RUNS = 3
COHORT = 400
NO_WALLS = Walls(namespaces=False, landlock=False, seccomp=False, limits=False)
FLOOR = 1e-9

SOURCE = '''"""A small homework."""
import math

import numpy as np
import torch

conv_output_shape = (3, 3)
conv_output = [[109, 92, 72], [108, 85, 74], [110, 74, 79]]
pooling_modules = ["MaxPool2d", "AvgPool2d", "LPPool2d"]
max_pool_p = math.inf
avg_pool_p = 1


def output_width(I, K, S, P):
    return (I + 2 * P - K) // S + 1


def max_pool(X, S):
    return max(X[i][j] for i, j in S)


def avg_pool(X, S):
    return sum(X[i][j] for i, j in S) / len(S)


def lp_pool(X, S, p):
    return sum(abs(X[i][j]) ** p for i, j in S) ** (1 / p)


def linear(X):
    layer = torch.nn.Linear(4, 4)
    return layer(torch.as_tensor(X, dtype=torch.float32)).sum()
'''

IMAGE = np.random.default_rng(0).normal(size=(4, 4))
CELLS = [(0, 0), (0, 1), (1, 0), (1, 1)]
FETCHED = ("conv_output_shape", "conv_output", "pooling_modules", "max_pool_p", "avg_pool_p")
CALLED: tuple[tuple[str, tuple[object, ...]], ...] = (
    *(("output_width", (size, 3, 1, 1)) for size in range(5, 15)),
    *(("max_pool", (IMAGE, CELLS)) for _ in range(10)),
    *(("avg_pool", (IMAGE, CELLS)) for _ in range(10)),
    *(("lp_pool", (IMAGE, CELLS, p)) for p in range(1, 9)),
    ("linear", (IMAGE,)),
    ("linear", (IMAGE,)),
)


def _wired(argument: object) -> object:
    return Array.of(argument) if isinstance(argument, np.ndarray) else argument


REQUESTS: list[tuple[Request, float]] = [
    *((Fetch(name), 5.0) for name in FETCHED),
    *((Call(name, tuple(map(_wired, arguments))), 5.0) for name, arguments in CALLED),  # type: ignore[arg-type]  # values
]


def submit(worker: Worker) -> float:
    """Grade once as a worker would; seconds."""
    start = time.perf_counter()
    with worker.open({"hw2.py": SOURCE.encode()}, "hw2.py") as session:
        outcomes = session.ask(REQUESTS)
    took = time.perf_counter() - start
    assert all(isinstance(outcome, Returned) for outcome in outcomes), outcomes
    return took


def make_calls() -> list[object]:
    """Import the module and do what the requests ask, in this process."""
    module = types.ModuleType("hw2")
    exec(compile(SOURCE, "hw2.py", "exec"), module.__dict__)
    fetched: list[object] = [getattr(module, name) for name in FETCHED]
    return fetched + [getattr(module, name)(*arguments) for name, arguments in CALLED]


def fork_bare() -> float:
    """Do it in a fork of this process, read the results, reap it; seconds."""
    start = time.perf_counter()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(make_calls(), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pipe.read()
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def serve_bare() -> None:
    """Be the warm process: fork a batch for each line that comes in."""
    import gc

    import torch
    import torch._dynamo

    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(*(fork_bare() for _ in range(BATCH)), flush=True)


@contextmanager
def bare_server() -> Iterator[Callable[[], list[float]]]:
    """A warm process; calling what this gives runs one batch."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--bare"]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdout.readline()
        stdin, stdout = server.stdin, server.stdout

        def run() -> list[float]:
            stdin.write("go\n")
            stdin.flush()
            return [float(text) for text in stdout.readline().split()]

        yield run


def run_fresh() -> float:
    """One Python process that imports torch and makes the calls; seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--fresh"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def run_cohort(level: Level) -> None:
    """Half of a cohort, in a process of its own."""
    with Worker(isolation=level) as worker:
        for _ in range(COHORT // 2):
            submit(worker)


def print_throughput(level: Level) -> None:
    """Submissions a second with two workers, starting them included."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=run_cohort, args=(level,)) for _ in range(2)]
    start = time.perf_counter()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    took = time.perf_counter() - start
    print(f"{COHORT} submissions, two workers, start included: {COHORT / took:.0f} a second")


def main(rounds: int) -> None:
    """Measure, interleaved, and print the table."""
    level = best_level()
    times: dict[str, list[float]] = {}
    with ExitStack() as stack:
        workers = {
            level.value: stack.enter_context(Worker(isolation=level)),
            "kernel": stack.enter_context(Worker(isolation=Level.KERNEL)),
            "none": stack.enter_context(Worker(isolation=Level.KERNEL, walls=NO_WALLS)),
        }
        bare = stack.enter_context(bare_server())
        for _ in range(rounds):
            for name, worker in workers.items():
                times.setdefault(name, []).extend(submit(worker) for _ in range(BATCH))
            times.setdefault("bare", []).extend(bare())
        times["fresh"] = [run_fresh() for _ in range(FRESH_RUNS)]
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"{'':8}{'median':>12}{'/ none':>9}{'/ bare':>9}")
    for name, median in medians.items():
        print(
            f"{name:8}{median * 1e3:9.2f} ms{median / medians['none']:9.2f}"
            f"{median / medians['bare']:9.2f}"
        )
    print(f"fresh / {level}: {medians['fresh'] / medians[level.value]:.0f}")
    print_throughput(level)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--bare"]:
            serve_bare()
        case ["--fresh"]:
            import torch  # noqa: F401 - what it costs is the point

            make_calls()
        case [number]:
            main(int(number))
        case _:
            main(10)
