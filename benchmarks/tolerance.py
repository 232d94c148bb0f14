"""How often rules of closeness misjudge right and wrong implementations.

Prints, for the rule of the answer key and for those of common libraries, how many right
implementations it rejects and how many wrong ones it accepts; an implementation is rejected where
it fails one case. Then how near the rule came to that: the largest difference of a right
implementation and the smallest of a wrong one, in units of what the rule allows. Some rules
broadcast, and so accept another shape; what they accept for that alone stands in its own column.

Run it with ``python benchmarks/tolerance.py [--seeds N] [--verbose]``; 1 if the answer key's rule
misjudged anything.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from itertools import groupby

from corpus.judging import DERIVED, RULES, Judgement, judge_corpus


def render_table(judgements: Sequence[Judgement]) -> str:
    """Write one row for each rule."""
    head = (
        *("rule", "right rejected", "wrong accepted", "by broadcasting"),
        *("farthest right", "nearest wrong"),
    )
    rows = [head, *(_row(rule, [j for j in judgements if j.rule == rule]) for rule in RULES)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _row(rule: str, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    right = [each for each in judgements if each.is_right]
    wrong = [each for each in judgements if not each.is_right]
    return (
        rule,
        _share(right),
        _share(wrong),
        str(sum(each.is_broadcast for each in wrong)),
        _number(max(each.ratio for each in right)),
        _number(min(each.ratio for each in wrong)),
    )


def _share(judgements: Sequence[Judgement]) -> str:
    return f"{sum(each.is_misjudged for each in judgements)} / {len(judgements)}"


def _number(ratio: float) -> str:
    return f"{ratio:.2g}" if math.isfinite(ratio) else "inf"


def render_misjudged(judgements: Sequence[Judgement]) -> str:
    """List what each rule is wrong about, by answer."""
    lines = []
    for rule in RULES:
        found = [each for each in judgements if each.rule == rule and each.is_misjudged]
        lines.append(f"\n{rule}: {len(found)} misjudged")
        for (answer, is_right), group in groupby(found, lambda each: (each.answer, each.is_right)):
            names = "; ".join(f"{each.implementation} ({_number(each.ratio)})" for each in group)
            lines.append(f"  {answer}, {'rejects' if is_right else 'accepts'}: {names}")
    return "\n".join(lines)


def render_nearest(judgements: Sequence[Judgement], count: int = 12) -> str:
    """List what the derived rule came nearest to misjudging."""
    derived = [each for each in judgements if each.rule == DERIVED]
    right = sorted((j for j in derived if j.is_right), key=lambda each: -each.ratio)
    wrong = sorted((j for j in derived if not j.is_right), key=lambda each: each.ratio)
    lines = []
    for title, found in (("farthest right", right), ("nearest wrong", wrong)):
        lines.append(f"\n{DERIVED}, {title}:")
        lines += [f"  {_number(j.ratio):>8}  {j.answer}: {j.implementation}" for j in found[:count]]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Judge, print; 1 if the derived rule misjudged anything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=1, help="draw the cases so often (1)")
    parser.add_argument("--verbose", action="store_true", help="say what each rule misjudged")
    options = parser.parse_args(arguments)
    failed = False
    for seed in range(options.seeds):
        judgements = list(judge_corpus(seed))
        failed |= any(each.is_misjudged for each in judgements if each.rule == DERIVED)
        print(render_table(judgements), end="\n\n")
        if options.verbose:
            print(render_misjudged(judgements), render_nearest(judgements), sep="\n", end="\n\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
