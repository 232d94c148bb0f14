"""Whether an answer's code is called with tensors, and so needs torch in the student's process."""

from grader.key.called import FunctionKey
from grader.key.kinds import FormKey, Key
from grader.values import Array


def passes_tensors(key: Key) -> bool:
    """Whether there is a call among the cases, public ones and probes included, with a tensor."""
    calls = key.like if isinstance(key, FormKey) else key
    return isinstance(calls, FunctionKey) and any(
        isinstance(each, Array) and each.library == "torch"
        for case in calls.cases
        for each in case.arguments
    )
