"""An analysis as JSON, for programs; `table` writes the one for people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.plain_text import plain_exact
from eigenscope.engine.analysis.results import Analysis, ComplexMatrix, Eigenvalue, ExactFacts
from eigenscope.engine.analysis.table import as_table
from eigenscope.wording.words import Text, say

__all__ = ["as_json", "as_table"]


def as_json(analysis: Analysis) -> dict[str, object]:
    """Return an analysis as what `json.dumps` takes.

    Numbers that JSON lacks are the strings "inf", "-inf" and "nan"; a complex entry of an
    eigenvector is {"re": …, "im": …}; a basis is a list of its vectors; "diagonalisable" is "real",
    "complex" (over the complex numbers only) or "no"; what a matrix that is not square does not
    have is null.
    """
    return {
        "shape": list(analysis.shape),
        "rank": analysis.rank,
        "trace": plain(analysis.trace),
        "determinant": plain(analysis.determinant),
        "determinant_sign": analysis.determinant_sign,
        "log_abs_determinant": plain(analysis.log_abs_determinant),
        "norms": {
            "frobenius": plain(analysis.norms.frobenius),
            "spectral": plain(analysis.norms.spectral),
            "one": plain(analysis.norms.one),
            "infinity": plain(analysis.norms.infinity),
            "nuclear": plain(analysis.norms.nuclear),
        },
        "condition_number": plain(analysis.condition_number),
        "singular_values": plain(analysis.singular_values),
        "eigenvalues": [_eigenvalue(eigenvalue) for eigenvalue in analysis.eigenvalues],
        "characteristic_polynomial": plain(analysis.characteristic_polynomial),
        "defective": analysis.defective,
        "diagonalisable": analysis.diagonalisable,
        "symmetric": analysis.symmetric,
        "normal": analysis.normal,
        "orthogonal": analysis.orthogonal,
        "positive_definite": analysis.definiteness == "positive definite",
        "definiteness": analysis.definiteness,
        "invertible": analysis.invertible,
        "inverse": plain(analysis.inverse),
        "inverse_reason": _said(analysis.inverse_reason),
        "inverse_warning": _said(analysis.inverse_warning),
        "null_space": _vectors(analysis.null_space),
        "column_space": _vectors(analysis.column_space),
        "row_space": _vectors(analysis.row_space),
        "left_null_space": _vectors(analysis.left_null_space),
        "kinds": [
            {"name": kind.name, "parameters": plain(kind.parameters), "digits": kind.digits}
            for kind in analysis.kinds
        ],
        "arithmetic": analysis.arithmetic.value,
        "tolerance": plain(analysis.tolerance),
        "float64": None if analysis.float64 is None else asdict(analysis.float64),
        "exact": None if analysis.exact is None else _exact(analysis.exact),
    }


def _said(text: Text | None) -> str | None:
    return None if text is None else say(text)


def _eigenvalue(eigenvalue: Eigenvalue) -> dict[str, object]:
    return {
        "re": plain(eigenvalue.value.real),
        "im": plain(eigenvalue.value.imag),
        "algebraic_multiplicity": eigenvalue.algebraic_multiplicity,
        "geometric_multiplicity": eigenvalue.geometric_multiplicity,
        "eigenvectors": _vectors(eigenvalue.eigenvectors),
        "exact": _ascii(eigenvalue.exact),
    }


def _exact(facts: ExactFacts) -> dict[str, object]:
    return {
        "rank": facts.rank,
        "trace": _ascii(facts.trace),
        "determinant": _ascii(facts.determinant),
        "inverse": _ascii(facts.inverse),
        "eigenvalues": _ascii(facts.eigenvalues),
        "characteristic_polynomial": _ascii(facts.characteristic_polynomial),
        "rotation_angle": _ascii(facts.rotation_angle),
    }


def _ascii(exact: object) -> object:
    """Return closed forms, in tuples too, as programs read them."""
    if isinstance(exact, tuple):
        return [_ascii(each) for each in exact]
    return plain_exact(exact) if isinstance(exact, str) else exact


def _vectors(columns: Floats | ComplexMatrix) -> object:
    return plain(columns.T)


def plain(value: object) -> object:
    """Return numbers, arrays and tuples as what JSON has."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, complex):
        return {"re": plain(value.real), "im": plain(value.imag)}
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value
