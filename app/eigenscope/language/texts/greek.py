"""Greek letters, and what LaTeX calls them."""

from __future__ import annotations

from collections.abc import Mapping

_GREEK = "αβγδεζηθικλμνξπρστυφχψωϕϑϵΓΔΘΛΞΠΣΥΦΨΩ"
_NAMES = """
alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
varphi chi psi omega phi vartheta epsilon Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""

GREEK: Mapping[str, str] = {
    letter: f"\\{name}" for letter, name in zip(_GREEK, _NAMES.split(), strict=True)
}
