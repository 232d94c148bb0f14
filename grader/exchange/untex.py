r"""An author's prose without its TeX, for logs and annotations: ``$\boldsymbol{B}$`` becomes ``B``.

Where TeX holds more than is known here, it stays as the author wrote it; nothing is dropped.
"""

import re
from typing import Final

_MATHS: Final = re.compile(r"\$\$([^$]{1,400})\$\$|\$([^$\n]{1,400})\$")
_STYLES: Final = re.compile(
    r"\\(?:boldsymbol|mathbf|mathrm|mathit|mathcal|text|texttt|operatorname)\{([^{}]*)\}"
)
_FRACTION: Final = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_ROOT: Final = re.compile(r"\\sqrt\{([^{}]*)\}")
_SCRIPT: Final = re.compile(r"([_^])\{([^{}])\}")
_SIGN: Final = re.compile(r"\\([A-Za-z]+|[,;:! ])\s?")
_MOST_PASSES: Final = 5
"""Braces within braces that are looked into."""

_SIGNS: Final = {
    "cdot": "·",
    "times": "×",
    "dots": "…",
    "ldots": "…",
    "cdots": "…",
    "infty": "∞",
    "sum": "Σ",
    "prod": "Π",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "ne": "≠",
    "neq": "≠",
    "approx": "≈",
    "to": "→",
    "rightarrow": "→",
    "mapsto": "↦",
    "in": "∈",
    "partial": "∂",
    "nabla": "∇",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "alpha": "α",
    "beta": "β",
    "gamma": "\N{GREEK SMALL LETTER GAMMA}",
    "delta": "δ",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "lambda": "λ",
    "mu": "μ",
    "pi": "π",
    "rho": "ρ",
    "sigma": "\N{GREEK SMALL LETTER SIGMA}",
    "tau": "τ",
    "phi": "φ",
    "omega": "ω",
    "left": "",
    "right": "",
    "max": "max",
    "min": "min",
    "log": "log",
    "exp": "exp",
    "quad": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "!": "",
}


def untex(text: str) -> str:
    """Write the maths of a text in plain characters, as far as that can be done."""
    return _MATHS.sub(lambda found: _plain(found[1] or found[2], found[0]), text)


def _plain(tex: str, whole: str) -> str:
    """Write one formula; `whole` where something of TeX is left over."""
    for _ in range(_MOST_PASSES):
        before = tex
        tex = _STYLES.sub(r"\1", tex)
        tex = _SCRIPT.sub(r"\1\2", tex)
        tex = _FRACTION.sub(_divide, tex)
        tex = _ROOT.sub(r"√(\1)", tex)
        if tex == before:
            break
    tex = _SIGN.sub(_sign, tex).strip()
    return whole if "\\" in tex else tex


def _divide(found: re.Match[str]) -> str:
    """Write a fraction on one line; a bracket around what is more than a word."""
    over, under = (part if part.isalnum() else f"({part})" for part in found.groups())
    return f"{over}/{under}"


def _sign(found: re.Match[str]) -> str:
    known = _SIGNS.get(found[1])
    if known is None:
        return found[0]
    return f"{known} " if known and found[0][-1] == " " and found[1] != " " else known
