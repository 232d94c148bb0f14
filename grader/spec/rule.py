"""What a question forbids or requires of the source, as its author writes it.

Rule: what could never be found is a flaw of the spec, and no rule that everybody keeps.
"""

import builtins
import difflib
import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from grader.spec.scalar import as_text

WORDS = ("loops", "autograd", "@")
_NAME = re.compile(r"\.\w+|[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:\.\*)?")
_SHORT = {"np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn"}


def read_rule(text: str) -> str:
    """Check a rule.

    Raises:
        PydanticCustomError: It is no name, or one by which nothing is ever called.
    """
    if text in WORDS:
        return text
    root, _, rest = text.partition(".")
    cure = ""
    if root in _SHORT and rest:
        cure = f"write {_SHORT[root]}.{rest}"
    elif not rest and not hasattr(builtins, text):
        near = difflib.get_close_matches(text, WORDS, 1)
        cure = f"did you mean {near[0]!r}?" if near else "write a function with its module"
    elif _NAME.fullmatch(text):
        return text
    raise PydanticCustomError(
        "rule",
        "wanted loops, autograd, @, .method, or a dotted name such as numpy.dot or numpy.linalg.*"
        "{cure}",
        {"cure": f" ({cure})" if cure else ""},
    )


Rule = Annotated[
    str,
    BeforeValidator(as_text),
    AfterValidator(read_rule),
    WithJsonSchema({"title": "rule", "type": "string", "minLength": 1}),
]
"""What the source must or must not use, such as ``loops`` or ``torch.nn.functional.conv2d``."""
