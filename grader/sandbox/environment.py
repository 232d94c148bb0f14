"""What a process of a student's finds around it. The least that a process of ours imports."""

import os

SCRATCH = "/box"
"""Where a submission lives inside its walls; the only place it can write, and gone with it."""


def environment(scratch: str) -> dict[str, str]:
    """The whole environment of a child: fixed, and nothing of ours."""
    # Without it no Windows process starts.
    given = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return given | {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": scratch,
        "TMPDIR": scratch,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # One thread until a student asks for more: threads started before a fork are lost in it.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Each thread's arena takes address space, which is limited.
        "MALLOC_ARENA_MAX": "2",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": scratch,
        "TORCHINDUCTOR_CACHE_DIR": f"{scratch}/inductor",
        "TORCH_HOME": scratch,
    }
