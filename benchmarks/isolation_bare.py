"""The bounds `isolation.py` compares with, as processes that import torch before they start.

``--serve BATCH`` is the bare warm fork: for each line of input it forks a batch, one after another;
each fork imports the module, makes the calls and pickles the results; prints the seconds of each.
``--once`` does the work once and leaves: what starting Python for each submission costs.
"""

import gc
import os
import pickle
import sys
import time

import isolation_load
import torch
import torch._dynamo


def fork_once() -> float:
    """Do the work in a fork of this process, read the results, reap it; seconds."""
    start = time.perf_counter()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(isolation_load.make_calls(), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pipe.read()
    os.waitpid(pid, 0)
    return time.perf_counter() - start


def serve(batch: int) -> None:
    """Fork a batch for each line that comes in."""
    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(*(fork_once() for _ in range(batch)), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--serve", number]:
            serve(int(number))
        case _:
            isolation_load.make_calls()
