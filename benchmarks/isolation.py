"""What isolation costs: one small submission, opened, asked 45 things and closed, again and again.

Prints ratios of medians over interleaved rounds, so that a busy machine slows all rows alike:

- ``full`` and ``kernel``: walled, as graded;
- ``none``: the same worker without walls;
- ``bare``: a warm process that forks, imports the module, makes the same calls, and is reaped;
- ``fresh``: one Python process for each submission that imports torch first.

Next to each, its processor time: of the host, the warm process and the children together, which
a busy machine moves less. Then submissions a second with two workers, the memory a child adds, and
what the host's process grew by from the 100th submission to the 2,000th. Run it with
``python benchmarks/isolation.py [ROUNDS]``.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import isolation_load
import numpy as np
import psutil

from grader.outcome import Returned
from grader.request import Call, Fetch, Request
from grader.sandbox.blueprint import Walls
from grader.sandbox.level import Level, best_level
from grader.sandbox.worker import Worker
from grader.values import Array

BATCH = 20
FRESH_RUNS = 3
COHORT = 400
SMALL, LARGE = 100, 2000
NO_WALLS = Walls(namespaces=False, landlock=False, seccomp=False, limits=False)
BARE = str(Path(__file__).with_name("isolation_bare.py"))


def _wired(argument: Any) -> Any:
    return Array.of(argument) if isinstance(argument, np.ndarray) else argument


REQUESTS: list[tuple[Request, float]] = [
    *((Fetch(name), 5.0) for name in isolation_load.FETCHED),
    *(
        (Call(name, tuple(map(_wired, arguments))), 5.0)
        for name, arguments in isolation_load.CALLED
    ),
]


def submit(worker: Worker) -> float:
    """Have a worker do the work once; seconds."""
    start = time.perf_counter()
    with worker.open({"hw2.py": isolation_load.SOURCE.encode()}, "hw2.py") as session:
        outcomes = session.ask(REQUESTS)
    took = time.perf_counter() - start
    for outcome in outcomes:
        if not isinstance(outcome, Returned):
            raise TypeError(f"wanted a value, found {outcome}")
    return took


@contextmanager
def bare_server() -> Iterator[Callable[[], list[float]]]:
    """A warm process; calling what this gives runs one batch."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, BARE, "--serve", str(BATCH)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        stdin, stdout = server.stdin, server.stdout
        if stdin is None or stdout is None:
            raise TypeError("wanted pipes")
        stdout.readline()

        def run() -> list[float]:
            stdin.write("go\n")
            stdin.flush()
            return [float(text) for text in stdout.readline().split()]

        yield run


def run_fresh() -> float:
    """One Python process that imports torch and makes the calls; seconds."""
    start = time.perf_counter()
    subprocess.run([sys.executable, BARE, "--once"], check=True)  # noqa: S603 - our own
    return time.perf_counter() - start


def used_below() -> float:
    """Processor seconds of everything this process started, the dead included."""
    ours = psutil.Process()
    used = sum(ours.cpu_times()[2:4])
    for process in ours.children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # what it used is its parent's by now
            used += sum(process.cpu_times()[:4])
    return used


def measure(level: Level, rounds: int) -> dict[str, tuple[float, float]]:
    """Seconds of each way to do it, by the clock (median) and of processors (mean)."""
    times: dict[str, list[float]] = {}
    used: dict[str, float] = {}

    def note(name: str, run: Callable[[], list[float]]) -> None:
        below, own = used_below(), time.process_time()
        times.setdefault(name, []).extend(run())
        own = time.process_time() - own
        used[name] = used.get(name, 0.0) + own + used_below() - below

    with ExitStack() as stack:
        enter = stack.enter_context
        workers = {
            level.value: enter(Worker(isolation=level)),
            "kernel": enter(Worker(isolation=Level.KERNEL)),
            "none": enter(Worker(isolation=Level.KERNEL, walls=NO_WALLS)),
        }
        bare = enter(bare_server())
        for _ in range(rounds):
            for name, worker in workers.items():
                note(name, lambda worker=worker: [submit(worker) for _ in range(BATCH)])  # type: ignore[misc]  # bound now
            note("bare", bare)
    note("fresh", lambda: [run_fresh() for _ in range(FRESH_RUNS)])
    return {
        name: (statistics.median(taken), used[name] / len(taken)) for name, taken in times.items()
    }


def run_half(level: Level, start: Barrier) -> None:
    """Half of a cohort, in a process of its own, from when all are warm."""
    with Worker(isolation=level) as worker:
        start.wait()
        for _ in range(COHORT // 2):
            submit(worker)


def measure_throughput(level: Level) -> float:
    """Submissions a second with two workers."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(3)
    processes = [context.Process(target=run_half, args=(level, barrier)) for _ in range(2)]
    for process in processes:
        process.start()
    barrier.wait()
    start = time.perf_counter()
    for process in processes:
        process.join()
    return COHORT / (time.perf_counter() - start)


def measure_memory(level: Level) -> tuple[float, float]:
    """MiB a child has to itself after its work, and MiB this process grew by over many more."""
    ours = psutil.Process()
    with Worker(isolation=level) as worker:
        for _ in range(SMALL):
            submit(worker)
        before = ours.memory_info().rss
        for _ in range(LARGE - SMALL):
            submit(worker)
        grown = ours.memory_info().rss - before
        with worker.open({"hw2.py": isolation_load.SOURCE.encode()}, "hw2.py") as session:
            session.ask(REQUESTS)
            leaves = [p for p in ours.children(recursive=True) if not p.children()]
            private = max(map(_private_bytes, leaves))
    return private / 2**20, grown / 2**20


def _private_bytes(process: psutil.Process) -> int:
    """Dirty memory a process shares with nobody."""
    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
    try:
        lines = rollup.read_text(encoding="ascii").splitlines()
    except OSError:  # ended meanwhile
        return 0
    sizes = [int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")]
    return sum(sizes) * 1024


def main(rounds: int) -> None:
    """Measure and print."""
    level = best_level()
    found = measure(level, rounds)
    titles = [f"{title:>12}{'/ none':>9}{'/ bare':>9}" for title in ("median", "processors")]
    print(f"{'':8}{titles[0]}  {titles[1]}")
    for name, costs in found.items():
        columns = [
            f"{cost * 1e3:9.2f} ms{cost / none:9.2f}{cost / bare:9.2f}"
            for cost, none, bare in zip(costs, found["none"], found["bare"], strict=True)
        ]
        print(f"{name:8}{columns[0]}  {columns[1]}")
    print(f"fresh / {level}: {found['fresh'][0] / found[level.value][0]:.0f}")
    print(f"two workers, {level}: {measure_throughput(level):.0f} submissions a second")
    private, grown = measure_memory(level)
    print(f"a child adds {private:.1f} MiB; the host grew {grown:.1f} MiB from {SMALL} to {LARGE}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
