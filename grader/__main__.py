"""Where the command line starts, whether by `grader` or by `python -m grader`.

A student waits for `grader check`. So the process that will run the student's code begins here,
before even the command line is imported, and the two import side by side.
"""

import gc
import os
import sys
from contextlib import ExitStack, suppress
from typing import Any, NoReturn


def main() -> NoReturn:
    """Run the command line and exit, as `grader.cli.main` says."""
    is_check = _checks(sys.argv[1:])
    if is_check:
        gc.disable()  # it is over before a collection would pay
    try:
        code = _run(starts_early=is_check and sys.platform == "linux")
    except KeyboardInterrupt:  # before the command line could hear it
        sys.stderr.write("grader: interrupted\n")
        code = 130
    if is_check and not _is_watched():
        _leave(code)
    sys.exit(code)


def _run(*, starts_early: bool) -> int:
    """Import the command line and run it.

    Args:
        starts_early: Start the process for the student's code first.
    """
    with ExitStack() as stack:
        interpreter = None
        if starts_early:
            from grader.sandbox.launch import Interpreter  # noqa: PLC0415 - few commands need it

            with suppress(OSError):  # the check will say so, if it finds no process either
                interpreter = stack.enter_context(Interpreter("numpy"))
        from grader import cli  # noqa: PLC0415 - after the process has begun

        return cli.main(interpreter)


def _is_watched() -> bool:
    """Whether a profiler or a debugger has something to write down when Python exits."""
    monitoring: Any = getattr(sys, "monitoring", None)  # from Python 3.12 on
    tools = [monitoring.get_tool(number) for number in range(6)] if monitoring else []
    return sys.getprofile() is not None or sys.gettrace() is not None or any(tools)


def _leave(code: int) -> NoReturn:
    """Exit without taking apart, one by one, what the system takes back at once."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:  # whoever read it has gone, and Python says so at its usual end
        sys.exit(code)
    os._exit(code)


def _checks(arguments: list[str]) -> bool:
    return arguments[:1] == ["check"] and not {"-h", "--help"} & set(arguments)


if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # where we were started, among a student's files: one may be a `numpy.py`
    main()
