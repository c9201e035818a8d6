"""The eigenvalues among the readouts: their multiplicities and spaces, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from eigenscope.engine.analysis.digits import digits_apart, noise_of
from eigenscope.engine.analysis.results import Analysis, Eigenvalue
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.readout_makers import span, text_readout
from eigenscope.labs.transform import colours
from eigenscope.labs.transform.eigenpicture import EVERY_LINE
from eigenscope.wording.number_texts import subscript, tidy, tidy_complex
from eigenscope.wording.words import Text, Words, as_words

EIGEN_GROUP = "Eigenvalues"
EIGENVALUES = Fact(
    "eigenvalues",
    EIGEN_GROUP,
    "Eigenvalues",
    line="eigenvalues, eigenvectors = torch.linalg.eig(A)",
    assigned="eigenvalues",
)
_DIAGONALISABLE: Mapping[str, tuple[Text, Text]] = {
    "real": ("over ℝ", "The eigenvectors span the whole space: in their directions A is diagonal."),
    "complex": ("over ℂ only", "The eigenvectors span the whole space, but some are complex."),
    "no": ("no: defective", "Defective: the eigenvectors do not span the whole space."),
}


def eigen_readouts(analysis: Analysis) -> Iterator[Readout]:
    """Yield what is known of the eigenvalues, or that there are none."""
    if analysis.diagonalisable is None:
        tip = "Only a square matrix has them: Av and v must lie in the same space."
        yield EIGENVALUES.text(not_square(analysis), tip=tip, variable="")
        return
    values = [each.value for each in analysis.eigenvalues]
    parts = (part for value in values for part in (value.real, abs(value.imag)))
    digits = digits_apart(parts, noise_of(analysis.arithmetic), 4, tidy)
    for index, eigenvalue in enumerate(analysis.eigenvalues):
        text = tidy_complex(eigenvalue.value, digits)
        slot = DIRECTIONS[index % len(DIRECTIONS)] if eigenvalue.is_real else colours.INVARIANT
        yield Readout(
            f"eigenvalue.{index}",
            EIGEN_GROUP,
            Words("Eigenvalue λ{number}", {"number": _number(index, analysis)}),
            Words("{value}", {"value": text}),
            exact=eigenvalue.exact or "",
            slot=slot,
            brief=True,
            tip="Av = λv: by how much A stretches an eigenvector v.",
            value=np.array(eigenvalue.value if eigenvalue.value.imag else eigenvalue.value.real),
        )
    if len(analysis.matrix) > 1:
        yield from _multiplicities(analysis)
        yield from _eigenspaces(analysis)
    if analysis.exact and analysis.exact.characteristic_polynomial:
        yield text_readout(
            "polynomial",
            EIGEN_GROUP,
            "det(λI − A)",
            analysis.exact.characteristic_polynomial,
            tip="The characteristic polynomial; its roots are the eigenvalues.",
        )
    words, meaning = _DIAGONALISABLE[analysis.diagonalisable]
    able = analysis.diagonalisable != "no"
    yield text_readout(
        "diagonalisable", EIGEN_GROUP, "Diagonalisable", as_words(words), able, tip=meaning
    )


def not_square(analysis: Analysis) -> Words:
    """Return that there is none of what a square matrix alone has."""
    rows, columns = map(str, analysis.shape)
    return Words("none: A is {rows}×{columns}", {"rows": rows, "columns": columns})


def _multiplicities(analysis: Analysis) -> Iterator[Readout]:
    """Yield both multiplicities of each repeated eigenvalue."""
    tip = (
        "Algebraic: as a root of the characteristic polynomial. "
        "Geometric: the dimension of the eigenspace."
    )
    repeated = [
        (index, each)
        for index, each in enumerate(analysis.eigenvalues)
        if each.algebraic_multiplicity > 1
    ]
    if not repeated:
        yield text_readout("multiplicity", EIGEN_GROUP, "Multiplicities", Words("all 1"), tip=tip)
    for index, each in repeated:
        times = {
            "algebraic": str(each.algebraic_multiplicity),
            "geometric": str(each.geometric_multiplicity),
        }
        yield text_readout(
            f"multiplicity.{index}",
            EIGEN_GROUP,
            Words("Multiplicity of λ{number}", {"number": _number(index, analysis)}),
            Words("algebraic {algebraic}, geometric {geometric}", times),
            tip=tip,
        )


def _eigenspaces(analysis: Analysis) -> Iterator[Readout]:
    for index, eigenvalue in enumerate(analysis.eigenvalues):
        if eigenvalue.is_real:
            yield text_readout(
                f"eigenspace.{index}",
                EIGEN_GROUP,
                Words("Eigenspace of λ{number}", {"number": _number(index, analysis)}),
                _space(eigenvalue, len(analysis.matrix)),
                slot=DIRECTIONS[index % len(DIRECTIONS)],
                tip="All v with Av = λv.",
            )


def _space(eigenvalue: Eigenvalue, dimensions: int) -> Words:
    size = eigenvalue.geometric_multiplicity
    if size == dimensions:
        return as_words(EVERY_LINE)
    values = {"span": span(np.real(eigenvalue.eigenvectors)), "count": str(size)}
    if size == 1:
        return Words("line: {span}", values)
    return Words("plane: {span}" if size == 2 else "{count} dimensions: {span}", values)


def _number(index: int, analysis: Analysis) -> str:
    return "" if len(analysis.eigenvalues) == 1 else subscript(index + 1)
