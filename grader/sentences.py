"""The sentences that an author may put in other words, each by an id that stays.

Pure data: the sentence stands here as where it is said, in English, and a test holds the two
together. What stands in braces is filled in when it is said; other words have the same places.
"""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    # What was found.
    "right": "Right.",
    "right-formula": "The formula is right at all {size} admissible points.",
    "right-cases": "Right on all {size} cases.",
    "not-defined": "`{name}` is not defined.",
    "near-name": "Did you mean {near}?",
    "none": "`{name}` is None, so there is nothing to mark.",
    "gives-none": (
        "`{name}` gives None, so there is nothing to mark. What a function prints, it must return "
        "as well."
    ),
    "placeholder": "`{name}` is still the placeholder of the starter.",
    "not-implemented": "`{name}` raises NotImplementedError, as in the starter.",
    "not-parsed": "There is no `{name}`: Python could not read the file.",
    "unreadable": "Wanted {wanted}, found {found}.",
    "shape": "The shape is {shape}; {right} is right.",
    "shape-hidden": "The shape is {shape}, which is not the one asked for.",
    "shape-only": (
        "The shape is {shape}; the values are right, but not the dimensions around them."
    ),
    "not-finite": ("{number} of {size} entries are nan or infinite, the first at {place}."),
    "number-not-finite": "It is nan or infinite.",
    "entries-off": "{number} of {size} entries are off.",
    "entry": "At {place} you gave {actual}; {expected} is right.",
    "number": "It is {actual}; {expected} is right.",
    "number-hidden": "It is {actual}.",
    "rounding": "It is off by {off}; rounding explains {allowed}.",
    "imprecise": (
        "The values are right only to the precision of {precision}: off by up to {off}, where "
        "rounding explains {allowed}."
    ),
    "imprecise-way": (
        "The values are right but for what this way of computing loses: off by up to {off}, where "
        "rounding explains {allowed}."
    ),
    "imprecise-hidden": "The values are right only to the precision of {precision}.",
    "formula": "At {point} it gives {actual}; {expected} is right.",
    "formula-undefined": "At {point} it has no value ({actual}); {expected} is right.",
    "formula-often": "It is wrong at {number} of {size} admissible points.",
    "formula-hidden": "The formula is wrong at {number} of {size} admissible points.",
    "names-missing": "{number} missing: {names}.",
    "names-missing-hidden": "{number} missing.",
    "names-extra": "Not asked for: {names}.",
    "names-harmless": "Not needed, at no cost: {names}.",
    "chosen": "You chose {chosen}.",
    "chosen-right": "Right is {right}.",
    "claim": "The claim does not hold with these values on {number} of {size} inputs tried.",
    "cases-wrong": "Wrong on {number} of {size} cases.",
    "smallest": "On the smallest: {found}",
    "output": "in `{output}`: {found}",
    "argument-changed": "The call changes its argument `{name}`, which must stay as it is.",
    "ways": "It was called in {number} ways and is marked by the best: {way}.",
    "not-steady": "It gives different results for the same call.",
    "awaits": "A person will read this.",
    "awaits-figure": "A person will look at this.",
    "not-judged": "This could not be judged; the fault is the grader's.",
    # How code stopped.
    "unusable": "`{name}` cannot be used as the question says: {why}.",
    "given-unusable": "What `{name}` gave cannot be used as the question says: {why}.",
    "raised": "`{name}` raised {error}",
    "timed-out": "`{name}` was still running after {seconds} s and was stopped.",
    "exited": "Python was ended from inside while `{name}` was run, as `os._exit` does.",
    "crashed": "Python crashed while `{name}` was run, as a fault in native code does.",
    "memory": "`{name}` wanted more memory than there is for one submission.",
    "flood": "`{name}` printed without end and was stopped.",
    "connection": "`{name}` broke the connection to the grader.",
    "forbidden": "`{name}` tried something that no homework needs and was stopped.",
    "not-run": "`{name}` was not run: {why}.",
    "nothing-else": "Nothing else was affected.",
    "hint-input": (
        "Nobody is there to type an answer, so `input()` cannot be used; give the value instead."
    ),
    "hint-exit": "`exit()` is not needed; the grader goes on without it.",
    "hint-exit-function": "`exit()` ends your function without a result; return one instead.",
    "hint-folder": (
        "Folders of another computer are not there in the grader. Hand the file in beside the "
        "module and open it by its name alone."
    ),
    "hint-file": "No file of that name was handed in beside the module.",
    "hint-gpu": (
        "There is no GPU in the grader; ask `torch.cuda.is_available()` before you use one."
    ),
    "hint-screen": "There is no screen in the grader; nothing needs to be shown.",
    "hint-python2": "This is Python 2; the grader runs Python 3.",
    "hint-utf8": "The file is not saved as UTF-8; save it again as UTF-8.",
    "hint-tabs": "Tabs and spaces are mixed; have your editor turn every tab into spaces.",
    "hint-import": (
        "It is not installed in the grader and was not handed in; what uses it cannot work."
    ),
    "hint-own-import": (
        "`{name}` imports {file}, and no file of that name was handed in beside the module; hand "
        "it in as well."
    ),
    "hint-processes": "Processes are not available in the grader.",
    "hint-network": "The network is not available in the grader.",
    # Why it is wrong.
    "several-causes": "One of these: {causes}",
    "transposed": "These are the right values with rows and columns swapped.",
    "rows-reversed": "These are the right values with the rows in reverse order.",
    "columns-reversed": "These are the right values with the columns in reverse order.",
    "turned-by-180": "These are the right values turned by 180°.",
    "negated": "These are the right values with the opposite sign.",
    "sign-lost": "These are the right values without their signs.",
    "cut-to-whole-numbers": "These are the right values cut to whole numbers.",
    "rounded-down": "These are the right values rounded down to whole numbers, as `//` does.",
    "overflowed": "These are the right values stored in 8 bits, which overflow.",
    "axes-in-another-order": (
        "These are the right values with their axes, counted from 0, in the order {order}; taking "
        "them in the order {back} puts that right."
    ),
    "along-another-axis": "The {what} is taken over {found}; over {right} is right.",
    "dimension-too-many": "Dimensions of size 1 are left over; `squeeze` drops them.",
    "dimension-missing": (
        "These are the right values with a dimension of size 1 missing; `keepdims` or "
        "`unsqueeze` keeps it."
    ),
    "repeated": "These are the right values, repeated along dimensions too many.",
    "one-row-repeated": "One right row stands in the place of every row.",
    "one-column-repeated": "One right column stands in the place of every column.",
    "stretched-to-a-square": (
        "The right values are on the diagonal only: an (N,) met an (N, 1), and both were "
        "stretched to (N, N)."
    ),
    "rows-taken-for-columns": (
        "What belongs to each row was applied to each column; `v[:, None]` has one value a row."
    ),
    "scaled": "Every value is {constant} times the right one.",
    "shifted": "Every value differs from the right one by {constant}.",
    "slip-missing": "Maybe the entry at {place} leaves out {terms}.",
    "slip-twice": "Maybe the entry at {place} counts {terms} twice.",
    "evidence-diagonal": "The whole diagonal is right.",
    "evidence-entries": "All {size} entries are those of this mistake.",
    "evidence-points": "It agrees with this mistake at all {size} admissible points.",
    "evidence-cases": "It agrees with this mistake on all {size} cases.",
    "evidence": "It is just what this mistake gives.",
    # Follow-through.
    "followed": (
        "Your answer to {earlier} was off, and that was marked there. This part follows from it "
        "correctly, so it earns full points."
    ),
    "followed-partly": (
        "Your answer to {earlier} was off, and that was marked there. This part follows from it "
        "correctly, so it earns part of the points."
    ),
    "followed-trivial": (
        "This follows from your earlier answer, but that one makes the question trivial, so "
        "following from it earns nothing."
    ),
}
"""Id to sentence; of one that counts, the form for many, which other words replace in both."""


def by_sentence(says: Mapping[str, str]) -> dict[str, str]:
    """Turn an author's words by id into words by the sentence that they stand for."""
    return {SENTENCES[name]: words for name, words in says.items()}
