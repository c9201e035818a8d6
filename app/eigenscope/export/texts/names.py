"""Names of variables, made of the keys of readouts."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

_SAID = {"∞": "inf", "λ": "lambda", "σ": "sigma", "θ": "theta", "π": "pi", "μ": "mu"}
_LONGEST = 60
_MATLAB = """
break case catch classdef continue else elseif end for function global if otherwise parfor
persistent return spmd switch try while ans inf Inf nan NaN pi eps i j true false
abs all any cond cross det diag diff disp dot double eig exp expm eye find inv inverse length
linspace log logm lu max mean min mod mode norm null num2str numel ones orth pinv plot poly prod
qr rand rank real imag angle roots round schur sign sin cos size sort sqrt sqrtm string struct sum
svd tan trace trapz tril triu var zeros
"""
TAKEN_IN_PYTHON = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "np", "torch"})
TAKEN_IN_MATLAB = frozenset(_MATLAB.split())


def names_of(keys: Iterable[str], taken: frozenset[str]) -> list[str]:
    """Return a name for each key, all different, none of them ``taken``."""
    found: list[str] = []
    used = set(taken)
    for key in keys:
        base = _plain(key)
        name = f"{base}_" if base in taken else base
        number = 2
        while name in used:
            name = f"{base}_{number}"
            number += 1
        used.add(name)
        found.append(name)
    return found


def _plain(key: str) -> str:
    """Return a key in the letters, digits and underscores that every language takes."""
    said = "".join(_SAID.get(character, character) for character in key)
    flat = unicodedata.normalize("NFKD", said)
    ascii_only = re.sub(r"[^0-9A-Za-z]+", "_", re.sub(r"[\u0300-\u036f]", "", flat))
    name = ascii_only.strip("_")[:_LONGEST].rstrip("_")
    if not name:
        return "value"
    return name if name[0].isalpha() else f"value_{name}"
