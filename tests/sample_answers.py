"""Answers made by hand: the mistakes that a page must explain well."""

from typing import Final

from sample_reports import EXPECTED, answer, everywhere, grid, line

from grader.results import Example, Excerpt, Spot
from grader.score import Verdict

FLIPPED: Final = answer(
    "conv_output",
    "array",
    2,
    Verdict.PARTLY_RIGHT,
    earned=1.0,
    misconception="kernel-flipped",
    likely=("kernel-flipped",),
    found="All 9 entries are off.",
    cause="These are the values of a convolution with the kernel rotated by 180°. Deep-learning "
    "libraries slide the kernel as it stands (cross-correlation).",
    evidence="All 9 entries equal the values of this mistake.",
    next=r"Redo the first entry without turning $\boldsymbol{B}$ around: "
    r"$4 \cdot 4 + 5 \cdot 3 + 2 \cdot 3 + 3 \cdot 5 + \dots$",
    given=grid("You gave", "113 87 75|114 80 75|112 73 81", everywhere(3, 3)),
    expected=EXPECTED["conv_output"],
    example=Example(
        inputs=(grid("A", "1 0"), grid("B", "1 2")),
        given=grid("your way", "2", ((0, 0),)),
        expected=grid("expected", "1"),
        code="conv_output([[1, 0]], [[1, 2]])",
    ),
)
FOLLOWED: Final = answer(
    "max_pooled",
    "array",
    1,
    Verdict.RIGHT_BY_FOLLOW_THROUGH,
    found="Your answer to 1.1 (c) was off, and that was marked there. This part follows from it "
    "correctly, so it earns full points.",
    given=grid("You gave", "114 87|114 81"),
    expected=grid("Expected from your C", "114 87|114 81"),
    instead=grid("With the right C it would be", "109 92|110 85"),
)
SIGNED: Final = answer(
    "lp_pool",
    "function",
    1,
    Verdict.PARTLY_RIGHT,
    earned=0.5,
    misconception="no-absolute-value",
    likely=("no-absolute-value",),
    found="7 of 12 cases are off; in the smallest, it returned -1 where 1 was expected.",
    cause="Powers are taken of the entries themselves, as `torch.nn.LPPool2d` does. With negative "
    "entries and odd $p$ terms cancel; with a broken $p$ the power is not a number. Eq. (10) takes "
    "$|X|$.",
    evidence="It explains all 12 cases, the right ones too.",
    next="Take the absolute value of each entry before the power.",
    example=Example(
        inputs=(grid("X", "-1"), line("S", "[(0, 0)]"), line("p", "3")),
        given=line("you returned", "-1.0", off=True),
        expected=line("expected", "1.0"),
        code="lp_pool(np.array([[-1.0]]), [(0, 0)], 3)",
    ),
    cases=(Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG, Verdict.RIGHT, Verdict.CRASHED)
    + (Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG) * 2
    + (Verdict.RIGHT,),
    excerpt=Excerpt(
        file="hw2.py",
        first=21,
        lines=(
            "def lp_pool(X, S, p):",
            "    return sum(X[i, j] ** p for i, j in S) ** (1 / p)",
        ),
    ),
    printed="p = 3\nsum = -1.0\n",
)
SLOW: Final = answer(
    "lp_pool",
    "function",
    1,
    Verdict.TIMED_OUT,
    found="`lp_pool` was still running after 5 s and was stopped. Nothing else was affected.",
    excerpt=Excerpt(
        file="hw2.py",
        first=27,
        marked=31,
        lines=(
            "def root(X, S, p):",
            "    total = 0",
            "    n = 0",
            "    while n < len(S):",
            "        total += abs(X[S[n]]) ** p  # the list of indexes is walked by hand",
            "    return total ** (1 / p)",
        ),
    ),
    next="Look at what changes from one turn of this loop to the next.",
    spots=(
        Spot(file="hw2.py", line=26, function="lp_pool", source="    return root(X, S, p)"),
        Spot(
            file="hw2.py",
            line=31,
            function="root",
            source="        total += abs(X[S[n]]) ** p  # the list of indexes is walked by hand",
        ),
    ),
    printed="still at 0\n" * 40,
)
PADDED_ONCE: Final = answer(
    "output_width",
    "formula",
    2,
    Verdict.PARTLY_RIGHT,
    earned=1.0,
    misconception="padding-once",
    likely=("padding-once",),
    found="It agrees with the reference at 312 of 908 admissible sizes.",
    cause="The padding is counted once. It is added in the beginning and in the end, so it counts "
    "twice.",
    evidence="At all 908 sizes it equals the formula with this mistake.",
    next="Write down the padded width for $I = 4$, $P = 1$.",
    given=line(
        "You gave",
        r"\left\lfloor (I + P - K)/S \right\rfloor + 1",
        r"\left\lfloor \frac{I + P - K}{S} \right\rfloor + 1",
        off=True,
    ),
    expected=EXPECTED["output_width"],
    example=Example(
        inputs=(line("I", "1"), line("K", "1"), line("S", "1"), line("P", "1")),
        given=line("your formula gives", "2", off=True),
        expected=line("expected", "3"),
    ),
)
CAUGHT: Final = Excerpt(
    file="helpers.py",
    first=7,
    marked=9,
    lines=(
        "def entry(X, S):",
        "    # the first index of the sub-region",
        "    return X[S[0]]  # off by one",
    ),
)
