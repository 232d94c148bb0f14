"""Why a student's code stopped short of a value, in words; plain text.

Text of a student's is quoted as data, on one line and cut; whoever shows a sentence escapes it.
"""

import re

from grader.compare.describe import one_line
from grader.language import later, say, write_decimal
from grader.outcome import Killed, KillReason, NotRun, Raised, TimedOut
from grader.sandbox.inside import hints

UNAFFECTED = later("Nothing else was affected.")

_MOST_MESSAGE = 300


def explain_stop(outcome: Raised | TimedOut | Killed | NotRun, name: str) -> str:
    """Say how the student's code stopped short of a value."""
    match outcome:
        case Raised():
            return _explain_raised(outcome, name)
        case TimedOut():
            seconds = write_decimal(outcome.seconds)
            stopped = say(
                "`{name}` was still running after {seconds} s and was stopped.",
                name=name,
                seconds=seconds,
            )
            return f"{stopped} {say(UNAFFECTED)}"
        case Killed():
            return f"{say(_KILLED[outcome.reason], name=name)} {say(UNAFFECTED)}"
        case NotRun():
            return say("`{name}` was not run: {why}.", name=name, why=say(outcome.why))


def _explain_raised(outcome: Raised, name: str) -> str:
    match outcome:
        case Raised(type_name="CallError" | "ForbiddenError"):
            why = one_line(outcome.message, _MOST_MESSAGE)
            return say("`{name}` cannot be used as the question says: {why}.", name=name, why=why)
        case Raised(hint=hints.NOT_AS_ASKED):
            return say(
                "What `{name}` gave cannot be used as the question says: {why}.",
                name=name,
                why=_tell_why(outcome),
            )
        case Raised(hint=hints.NO_FILE):
            return say(
                "`{name}` imports {file}, and no file of that name was handed in beside the "
                "module; hand it in as well.",
                name=name,
                file=_file_of(outcome.message),
            )
        case Raised(hint=hints.NOT_UTF8):
            return say("The file is not saved as UTF-8; save it again as UTF-8.")
        case Raised():
            said = say("`{name}` raised {error}", name=name, error=_tell_error(outcome))
            return f"{said} {_tell_cure(outcome)}".rstrip()


def _tell_error(outcome: Raised) -> str:
    """Say what Python said, but for what a wall of ours says, which its hint says as well."""
    message = one_line(outcome.message, _MOST_MESSAGE)
    is_said_again = message == outcome.hint and message in _HINTS
    error = one_line(outcome.type_name) + (f": {message}" if message and not is_said_again else "")
    return error if error.endswith((".", "!", "?", "…")) else f"{error}."


def _tell_cure(outcome: Raised) -> str:
    is_called = bool(outcome.frames) and outcome.frames[0].function != "<module>"
    if outcome.hint == hints.NO_PROGRAM_TO_END and is_called:
        return say("`exit()` ends your function without a result; return one instead.")
    hint = one_line(outcome.hint, 200)
    return say(_HINTS.get(hint, hint))


def _tell_why(outcome: Raised) -> str:
    """Say what Python said, and of what kind it was where that is not said."""
    why = one_line(outcome.message, _MOST_MESSAGE).rstrip(".")
    is_clear = why and outcome.type_name != "KeyError"
    return why if is_clear else f"{one_line(outcome.type_name)} {why}".rstrip()


def _file_of(message: str) -> str:
    """Name the file that an import did not find, by what Python said of it."""
    found = re.search(r"'\.?([^'.][^']*)'", message)
    return one_line(found[1].replace(".", "/") if found else "?", 100) + ".py"


_KILLED = {
    KillReason.EXITED: later(
        "Python was ended from inside while `{name}` was run, as `os._exit` does."
    ),
    KillReason.SIGNAL: later(
        "Python crashed while `{name}` was run, as a fault in native code does."
    ),
    KillReason.MEMORY: later("`{name}` wanted more memory than there is for one submission."),
    KillReason.OUTPUT_FLOOD: later("`{name}` printed without end and was stopped."),
    KillReason.PROTOCOL: later("`{name}` broke the connection to the grader."),
    KillReason.FORBIDDEN_CALL: later(
        "`{name}` tried something that no homework needs and was stopped."
    ),
}

_NOT_RUN = (
    later("an earlier call of it had to be stopped"),
    later("the module could not be read"),
    later("the module could not be read again after an earlier request ended it"),
)
"""What the sandbox says of a request that it never put."""

_HINTS = {
    hints.NO_INPUT: later(
        "Nobody is there to type an answer, so `input()` cannot be used; give the value instead."
    ),
    hints.NO_PROGRAM_TO_END: later("`exit()` is not needed; the grader goes on without it."),
    hints.FOREIGN_PATH: later(
        "Folders of another computer are not there in the grader. Hand the file in beside the "
        "module and open it by its name alone."
    ),
    hints.NOT_HANDED_IN: later("No file of that name was handed in beside the module."),
    hints.NO_GPU: later(
        "There is no GPU in the grader; ask `torch.cuda.is_available()` before you use one."
    ),
    hints.NO_SCREEN: later("There is no screen in the grader; nothing needs to be shown."),
    hints.PYTHON_2: later("This is Python 2; the grader runs Python 3."),
    hints.MIXED_TABS: later(
        "Tabs and spaces are mixed; have your editor turn every tab into spaces."
    ),
    hints.NO_PACKAGE: later(
        "It is not installed in the grader and was not handed in; what uses it cannot work."
    ),
    "processes are not available in the grader": later(
        "Processes are not available in the grader."
    ),
    "the network is not available in the grader": later(
        "The network is not available in the grader."
    ),
}
"""By what our own code in the student's process says; anything else may be the student's."""
