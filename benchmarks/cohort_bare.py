"""The bound `cohort.py` compares with: a warm process that forks for each student's module.

The fork imports the module, makes the same calls, pickles what comes back, and is reaped: no
walls, no comparison, no page. Reads a plan (what to ask, as pickled by `cohort.py`), then one line
a batch: the paths of modules.
"""

import gc
import os
import pickle
import sys
import time
from pathlib import Path

import torch
import torch._dynamo


def ask(path, plan):
    """Import one module and make every call."""
    module = {"__name__": "hw2"}
    exec(compile(Path(path).read_bytes(), path, "exec"), module)  # noqa: S102 - the bound has no walls
    found = []
    for name, rows in plan:
        if rows is None:
            found.append(repr(module.get(name)) if callable(module.get(name)) else module.get(name))
            continue
        function = module.get(name)
        if callable(function):
            found.append([function(*row) for row in rows])
    return found


def fork_once(path, plan):
    """Do the work in a fork, read what comes back, reap it; seconds."""
    start = time.perf_counter()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with os.fdopen(writing, "wb") as pipe:
            try:
                pickle.dump(ask(path, plan), pipe)
            finally:
                pipe.flush()
                os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pipe.read()
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def main():
    """Serve batches until the input ends."""
    torch.set_num_threads(1)
    plan = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 - written by our own parent
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        print(*(fork_once(path, plan) for path in line.split("\t")), flush=True)


if __name__ == "__main__":
    main()
