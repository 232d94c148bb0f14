"""Say in words why student code that runs at home fails here.

A hint is one of a few fixed phrases, by which the host finds the sentence that a student reads; the
student's code could as well send another, and gains nothing.
"""

import linecache
import re
import sys

from grader.sandbox.inside import guard

NO_INPUT = "nobody can answer input() in the grader"
NO_PROGRAM_TO_END = "there is no program to end in the grader"
FOREIGN_PATH = "a path of another computer"
NOT_HANDED_IN = "a file that was not handed in"
NO_GPU = "there is no GPU in the grader"
NO_SCREEN = "there is no screen in the grader"
PYTHON_2 = "this is Python 2"
NOT_UTF8 = "the file is not saved as UTF-8"
MIXED_TABS = "tabs and spaces are mixed"
NO_PACKAGE = "the grader does not have this package"
NOT_AS_ASKED = "the lines of the question cannot use what was given"
NO_FILE = "a module of one's own that was not handed in"

CALL = "<call>"
"""The file that the author's lines are in, for tracebacks."""

_MOST_WORDS = 4000
"""Of what an error says; it may be a hundred megabytes long."""

_PYTHON_2 = re.compile(
    r"Missing parentheses in call to '(?:print|exec)'|multiple exception types must be paren"
    r"|leading zeros in decimal integer|invalid decimal literal|backquote"
    r"|name '(?:xrange|raw_input|unicode|unichr|basestring|long|reduce|execfile)' is"
    r"|'dict' object has no attribute '(?:iteritems|itervalues|iterkeys|has_key)'"
)
_NULL_BYTES = "source code string cannot contain null bytes"
"""What Python says of UTF-16 without its mark: every other byte is none."""

_FOREIGN_PATH = re.compile(r"[/~\\]|[A-Za-z]:[/\\]")
_MISFIT = re.compile(r"\) (?:takes|missing|got) |object is not callable")
_RELATIVE = re.compile(r"\bfrom\s*\.")
_GPU = re.compile(r"NVIDIA|CUDA|cuda|MPS|torch_npu|HIP GPU")
_SCREEN = re.compile(r"\$DISPLAY|display name|interactive framework")


def hint(error: BaseException, scratch: str) -> str:
    """Name what stands in the way, judged by what an error is and says; empty if unknown.

    Args:
        error: What was raised.
        scratch: Directory of the student's files.
    """
    walled = guard.hint(error)
    if walled:
        return walled
    match error:
        case EOFError() if "EOF when reading a line" in str(error):
            return NO_INPUT
        case SystemExit():
            return NO_PROGRAM_TO_END
        case FileNotFoundError() | PermissionError() | NotADirectoryError():
            return _of_path(error)
        case TabError():
            return MIXED_TABS
        case ModuleNotFoundError():
            return _of_module(error, scratch)
        case _:
            return NOT_AS_ASKED if _is_of_question(error) else _of_words(error)


def _of_module(error: ModuleNotFoundError, scratch: str) -> str:
    if is_of_own(error, scratch):
        return NO_FILE
    # The module of an installed package is another matter.
    return "" if "." in (error.name or ".") else NO_PACKAGE


def _is_of_question(error: BaseException) -> bool:
    """Whether the author's own line raised it, on what the student's code gave before.

    A call that does not fit what is called is raised there too, but is about the student's code.
    """
    if not isinstance(error, TypeError | ValueError | LookupError | AttributeError):
        return False
    innermost = error.__traceback__
    while innermost is not None and innermost.tb_next is not None:
        innermost = innermost.tb_next
    is_there = innermost is not None and innermost.tb_frame.f_code.co_filename == CALL
    return is_there and not _MISFIT.search(str(error)[:_MOST_WORDS])


def is_of_own(error: ModuleNotFoundError, scratch: str) -> bool:
    """Whether what was not found could only have been handed in: no package is imported so."""
    name = error.name or ""
    parent = sys.modules.get(name.rpartition(".")[0])
    places = [str(each) for each in getattr(parent, "__path__", ())]
    if name.startswith(".") or any(f"{each}/".startswith(f"{scratch}/") for each in places):
        return True
    file, text = "", ""
    traceback = error.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        if not frame.f_code.co_filename.startswith("<frozen importlib"):
            file = frame.f_code.co_filename
            text = linecache.getline(file, traceback.tb_lineno, frame.f_globals)
        traceback = traceback.tb_next
    # The dots are gone from what was compiled: files are handed in flat.
    return file.startswith(f"{scratch}/") and bool(_RELATIVE.search(text))


def _of_path(error: OSError) -> str:
    name = error.filename
    if not isinstance(name, str):
        return ""
    return FOREIGN_PATH if _FOREIGN_PATH.match(name) else NOT_HANDED_IN


def _of_words(error: BaseException) -> str:
    words = str(error)[:_MOST_WORDS]
    if isinstance(error, SyntaxError | ValueError) and _NULL_BYTES in words:
        return NOT_UTF8
    if isinstance(error, SyntaxError | NameError | AttributeError) and _PYTHON_2.search(words):
        return PYTHON_2
    if isinstance(error, RuntimeError | AssertionError) and _GPU.search(words):
        return NO_GPU
    return NO_SCREEN if _SCREEN.search(words) else ""
