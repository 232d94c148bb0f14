"""Where the command line starts, whether by `grader` or by `python -m grader`.

A student waits for `grader check`. So the process that will run the student's code begins here,
before even the command line is imported, and the two import side by side.
"""

import gc
import os
import sys
from contextlib import ExitStack, suppress
from typing import NoReturn

from grader.sandbox.launch import Interpreter


def main() -> NoReturn:
    """Run the command line and exit, as `grader.cli.main` says."""
    is_check = _checks(sys.argv[1:])
    with ExitStack() as stack:
        interpreter = None
        if is_check:
            gc.disable()  # it is over before a collection would pay
            with suppress(OSError):  # the check will say so, if it finds no process either
                interpreter = stack.enter_context(Interpreter("numpy"))
        from grader import cli  # noqa: PLC0415 - after the process has begun

        code = cli.main(interpreter)
    if is_check:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> NoReturn:
    """Exit without taking apart, one by one, what the system takes back at once."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:  # whoever read it has gone, and Python says so at its usual end
        sys.exit(code)
    os._exit(code)


def _checks(arguments: list[str]) -> bool:
    is_check = sys.platform == "linux" and arguments[:1] == ["check"]
    return is_check and not {"-h", "--help"} & set(arguments)


if __name__ == "__main__":
    main()
