r"""An author's prose without its TeX, for logs and annotations: ``$\boldsymbol{B}$`` becomes ``B``.

Where TeX holds more than is known here, it stays as the author wrote it; nothing is dropped.
"""

import re
from typing import Final
from unicodedata import normalize

_MATHS: Final = re.compile(r"\$\$([^$]{1,400})\$\$|\$([^$\n]{1,400})\$")
_STYLES: Final = re.compile(
    r"\\(?:boldsymbol|mathbf|mathrm|mathit|mathcal|mathbb|text|texttt|operatorname)\{([^{}]*)\}"
)
_FRACTION: Final = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_ROOT: Final = re.compile(r"\\sqrt(?:\[([^][{}]*)\])?\{([^{}]*)\}")
_ACCENT: Final = re.compile(r"\\(hat|bar|tilde|vec|dot)\{([A-Za-z])\}")
_SCRIPT: Final = re.compile(r"([_^])\{([^{}\\]*)\}")
_SIGN: Final = re.compile(r"\\([A-Za-z]+|[,;:! ])\s?")
_WORDS: Final = re.compile(r"[^\W_]+|[^\s\w]")
_ACCENTS: Final = {
    "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "bar": "\N{COMBINING MACRON}",
    "tilde": "\N{COMBINING TILDE}",
    "vec": "\N{COMBINING RIGHT ARROW ABOVE}",
    "dot": "\N{COMBINING DOT ABOVE}",
}
_MEANT: Final = {r"\{": "\ue000", r"\}": "\ue001"}
"""Braces that are to be seen, and what stands for them while the others are taken off."""

_TIGHT: Final = ("nabla", "partial")
"""Signs that stand close before what they are of."""

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
    "leftarrow": "←",
    "mapsto": "↦",
    "top": "T",
    "lVert": "‖",
    "rVert": "‖",
    "odot": "⊙",
    "ast": "*",
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
    "qquad": " ",
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
    for brace, stand_in in _MEANT.items():
        tex = tex.replace(brace, stand_in)
    for _ in range(_MOST_PASSES):
        before = tex
        tex = _STYLES.sub(r"\1", tex)
        tex = _ACCENT.sub(lambda found: normalize("NFC", found[2] + _ACCENTS[found[1]]), tex)
        tex = _SIGN.sub(_sign, tex)
        tex = _SCRIPT.sub(_attach, tex)
        tex = _FRACTION.sub(_divide, tex)
        tex = _ROOT.sub(_root, tex)
        if tex == before:
            break
    if {"\\", "{", "}"} & set(tex):
        return whole
    for brace, stand_in in _MEANT.items():
        tex = tex.replace(stand_in, brace[1])
    return tex.strip()


def _attach(found: re.Match[str]) -> str:
    """Write an index or a power; a bracket around what is more than a word."""
    mark, script = found[1], found[2].strip()
    is_whole = _WORDS.fullmatch(script) or (script[:1] == "(" and script[-1:] == ")")
    return f"{mark}{script}" if is_whole else f"{mark}({script})"


def _root(found: re.Match[str]) -> str:
    return f"({found[2]})^(1/{found[1]})" if found[1] else f"√({found[2]})"


def _divide(found: re.Match[str]) -> str:
    """Write a fraction on one line; a bracket around what is more than a word."""
    over, under = (part if part.isalnum() else f"({part})" for part in found.groups())
    return f"{over}/{under}"


def _sign(found: re.Match[str]) -> str:
    known = _SIGNS.get(found[1])
    if known is None:
        return found[0]
    is_apart = known and found[0][-1] == " " and found[1] not in (" ", *_TIGHT)
    return f"{known} " if is_apart else known
