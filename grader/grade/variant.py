"""A student's own cases: the same questions, drawn from a seed of the student's own.

The seed follows from the assignment's and the student's name, so that a report is enough to draw
the same again. Where a draw hides a named mistake to the last, the class's cases of that answer
stand, so that no student is asked less than the class. No student's key outlives the student.
"""

import hashlib

from grader.grade.marking import Marking
from grader.key.kinds import FunctionKey, Key, PartKey, RelationKey
from grader.oracle.second_look import LazyOracle
from grader.record import replace

_DRAWN = (FunctionKey, RelationKey)
"""Keys whose cases are drawn; all others ask every student the same."""


def seed_of(seed: int, student: str) -> int:
    """Give the seed of a student's own cases, of 48 bits, which JSON keeps exactly.

    Args:
        seed: The assignment's.
        student: As handed in.
    """
    text = f"{seed}\0{student}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(text).digest()[:6], "little")


def vary(marking: Marking, student: str) -> Marking:
    """Draw the cases anew for one student, if the assignment asks for that.

    Returns:
        The marking itself where cases are the class's, or nothing is there to draw them.
    """
    if not marking.sheet.varies or marking.variant is not None:
        return marking
    seed = seed_of(marking.sheet.seed, student)
    oracle = marking.oracle.reseeded(seed)
    if oracle is None:
        return marking
    parts = tuple(_vary_part(oracle, part) for part in marking.key.parts)
    key = replace(marking.key, parts=parts)
    return replace(marking, key=key, oracle=oracle, variant=seed, shrunk={})


def _vary_part(oracle: LazyOracle, part: PartKey) -> PartKey:
    answers = (_vary_answer(oracle, part.id, index, key) for index, key in enumerate(part.answers))
    return replace(part, answers=tuple(answers))


def _vary_answer(oracle: LazyOracle, part: str, index: int, key: Key) -> Key:
    if not isinstance(key, _DRAWN):
        return key
    drawn = oracle.solve_answer(part, index)
    return key if drawn is None else drawn
