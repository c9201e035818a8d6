"""The JSON and the table of an analysis."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from eigenscope.engine.analysis.analyse import analyse
from eigenscope.engine.analysis.report import as_json, as_table
from eigenscope.engine.analysis.table import number_text
from eigenscope.wording import language
from eigenscope.wording.number_texts import complex_text
from eigenscope.wording.translations import Translations

KEYS = [
    "shape",
    "rank",
    "trace",
    "determinant",
    "log_abs_determinant",
    "norms",
    "condition_number",
    "singular_values",
    "eigenvalues",
    "characteristic_polynomial",
    "defective",
    "diagonalisable",
    "symmetric",
    "orthogonal",
    "positive_definite",
    "invertible",
    "inverse",
    "null_space",
    "column_space",
    "kinds",
    "exact",
]


def parsed(entries: object) -> dict[str, Any]:
    """Write and read again, strictly: no NaN, no Infinity."""
    text = json.dumps(as_json(analyse(np.array(entries, dtype=float))), allow_nan=False)
    result: dict[str, Any] = json.loads(text)
    return result


def test_json_of_a_symmetric_matrix() -> None:
    report = parsed([[2, 1], [1, 2]])
    assert set(KEYS) <= set(report)
    assert set(report["norms"]) == {"frobenius", "spectral", "one", "infinity", "nuclear"}
    assert (report["shape"], report["rank"], report["determinant"]) == ([2, 2], 2, 3)
    assert report["positive_definite"] is True
    assert report["kinds"] == [{"name": "symmetric", "parameters": {}, "digits": None}]
    three = report["eigenvalues"][0]
    assert (three["re"], three["im"], three["algebraic_multiplicity"]) == (3, 0, 1)
    np.testing.assert_allclose(three["eigenvectors"], [[np.sqrt(0.5), np.sqrt(0.5)]], rtol=1e-15)
    assert report["exact"]["characteristic_polynomial"] == "lambda^2 - 4*lambda + 3"


def test_json_of_what_it_lacks() -> None:
    singular = parsed([[1, 2], [2, 4]])
    assert singular["condition_number"] == "inf"
    assert singular["log_abs_determinant"] == "-inf"
    assert singular["inverse"] is None
    assert "the columns are dependent" in singular["inverse_reason"]
    assert len(singular["null_space"]) == 1
    wide = parsed([[1, 2, 3], [4, 5, 6]])
    assert (wide["determinant"], wide["eigenvalues"], wide["defective"]) == (None, [], None)
    assert parsed([[1e200, 0], [0, 1e200]])["determinant"] == "inf"


def test_json_of_complex_eigenvectors() -> None:
    vector = parsed([[0, -1], [1, 0]])["eigenvalues"][0]["eigenvectors"][0]
    first, second = vector
    assert (first["im"], second["re"]) == (0, 0)
    np.testing.assert_allclose([first["re"], -second["im"]], np.sqrt(0.5), rtol=1e-15)


def test_table_shows_exact_beside_float() -> None:
    lines = as_table(analyse([[3, 2], [2, 2]])).splitlines()
    assert "λ₁                         (5 + √17)/2 ≈ 4.56155" in lines
    assert "characteristic polynomial  λ² − 5λ + 2" in lines
    column = lines[0].index("2×2")
    assert all(len(line) <= column or line[column - 1] == " " for line in lines)


def test_a_han_character_takes_two_columns_of_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    class Chinese(Translations):
        def text(self, text: str, context: str = "") -> str:
            return {"shape": "形状", "spectral norm": "谱范数"}.get(text, text)

    analysis = analyse([[3, 2], [2, 2]])
    before = as_table(analysis).splitlines()
    monkeypatch.setattr(language, "translations", Chinese)
    lines = as_table(analysis).splitlines()
    assert lines[0].index("2×2") == before[0].index("2×2") - len("形状")
    assert next(line for line in lines if line.startswith("谱范数")).index("4.56155") == (
        before[0].index("2×2") - len("谱范数")
    )
    assert "rank                       2" in lines


def test_table_of_other_shapes() -> None:
    assert "none, not square: 2×3" in as_table(analyse([[1, 2, 3], [4, 5, 6]]))
    defective = as_table(analyse([[1, 1], [0, 1]]))
    assert "algebraic multiplicity 2, geometric 1" in defective
    assert "exp(−921.034)" in as_table(analyse(np.eye(2) * 1e-200))
    assert "rotation (angle 90°)" in as_table(analyse([[0, -1], [1, 0]]))
    large = as_table(analyse(np.random.default_rng(1).normal(size=(30, 30))))
    assert "… and 22 more eigenvalues" in large
    assert max(map(len, large.splitlines())) < 200


@pytest.mark.parametrize(
    ("entries", "over", "words"),
    [
        ([[2, 1], [1, 2]], "real", "over ℝ"),
        ([[0, -1], [1, 0]], "complex", "over ℂ only"),
        ([[0, -1, 0], [1, 0, 0], [0, 0, 2]], "complex", "over ℂ only"),
        ([[1, 1], [0, 1]], "no", "no: defective, the eigenvectors do not span the space"),
        ([[1, 2, 3], [4, 5, 6]], None, None),
    ],
)
def test_over_which_numbers_it_is_diagonalisable(
    entries: object, over: str | None, words: str | None
) -> None:
    assert parsed(entries)["diagonalisable"] == over
    lines = as_table(analyse(np.array(entries, dtype=float))).splitlines()
    said = [line.split(maxsplit=1)[1] for line in lines if line.startswith("diagonalisable")]
    assert said == ([] if words is None else [words])


def test_a_table_says_what_a_matrix_that_is_not_square_lacks() -> None:
    lines = [line.split(maxsplit=1) for line in as_table(analyse([[1], [2]])).splitlines()]
    assert ["determinant", "none, not square: 2×1"] in lines
    assert ["eigenvalues", "none, not square: 2×1"] in lines
    assert ["√det(AᵀA)", "2.23607"] in lines  # √5
    assert "√det(AᵀA)" not in as_table(analyse([[1, 2]]))


def test_a_multiple_of_the_identity_has_every_vector_as_an_eigenvector() -> None:
    table = as_table(analyse(3 * np.eye(3)))
    assert "every vector is an eigenvector" in table
    assert "eigenvector [" not in table


def test_numbers() -> None:
    assert number_text(-0.0) == "0"
    assert number_text(-1e-7) == "−1e−07"
    assert number_text(float("-inf")) == "−∞"
    assert complex_text(1 - 2j, number_text) == "1 − 2i"
    assert complex_text(-1j, number_text) == "−i"
    assert complex_text(0.5 + 0j, number_text) == "0.5"
