"""What the user enters: the matrix, how it is reached, what it acts on, and what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    MatrixSpec,
    OutlineSpec,
    PictureSpec,
    VectorsSpec,
    spec,
)
from eigenscope.language.evaluating.entry import Factor, Matrix

if TYPE_CHECKING:
    from eigenscope.readers.images import LoadedImage

IDENTITY = Matrix.from_texts((("1", "0"), ("0", "1")))
SHEAR = Matrix.from_texts((("1", "1"), ("0", "1")))

_PATHS = (
    ("natural", "Natural"),
    ("linear", "Straight line"),
    ("turning", "Rotate and stretch"),
    ("stages", "Rotate, stretch, rotate"),
    ("flip", "Flip through space"),
)
_PRODUCTS = (
    ("each", "Factor by factor"),
    ("whole", "All at once"),
)
_STARTS = (
    ("identity", "From the identity"),
    ("again", "Apply once more"),
    ("straight", "From here straight to A"),
)
_UNITS = (("box", "Square, cube"), ("ball", "Circle, ball"), ("none", "None"))
_SHAPES = (
    ("none", "None"),
    ("f", "Letter F"),
    ("polygon", "Your own polygon"),
    ("picture", "Your own picture"),
    ("cube", "Square or cube"),
    ("sphere", "Disc or sphere"),
    ("points", "10,000 points"),
)


def factors_of(matrix: Matrix) -> tuple[Factor, ...]:
    """Return the factors, as written, of a product that can be played; else none."""
    factors = () if matrix.source is None else matrix.source.factors
    return factors if all(max(factor.matrix.shape) <= 3 for factor in factors) else ()


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Linear transformation*."""

    matrix: Matrix = spec(
        MatrixSpec("Matrix", "Matrix", "Its columns are where the basis vectors go."), SHEAR
    )
    path: str = spec(
        ChoiceSpec(
            "Path",
            "Motion",
            "How the motion reaches A. Natural rotates where a straight line would collapse the "
            "plane.",
            _PATHS,
        ),
        "natural",
    )
    product: str = spec(
        ChoiceSpec(
            "Product",
            "Motion",
            "How a product such as B A is played: the rightmost factor acts first.",
            _PRODUCTS,
            relevant=lambda inputs: bool(factors_of(inputs.matrix)),
        ),
        "each",
    )
    start: str = spec(
        ChoiceSpec(
            "Start",
            "Motion",
            "Play from the identity, or from the plane's current position.",
            _STARTS,
        ),
        "identity",
    )
    standing: Matrix = spec(MatrixSpec("Current position", "Motion", hidden=True), IDENTITY)
    unit: str = spec(
        ChoiceSpec(
            "Unit",
            "Shape",
            "The unit square or cube, circle or ball. The determinant is the factor by which its "
            "area or volume changes.",
            _UNITS,
        ),
        "box",
    )
    shape: str = spec(
        ChoiceSpec("Sample shape", "Shape", "Something for the matrix to act on.", _SHAPES), "none"
    )
    polygon: tuple[tuple[float, float], ...] = spec(
        OutlineSpec(
            "Polygon", "Shape", "Click the corners in the view.", selects=(("shape", "polygon"),)
        ),
        (),
    )
    picture: LoadedImage | None = spec(
        PictureSpec(
            "Picture",
            "Shape",
            "A picture file that the matrix transforms.",
            selects=(("shape", "picture"),),
        ),
        None,
    )
    vectors: tuple[Matrix, ...] = spec(
        VectorsSpec(
            "Vectors",
            "Vectors",
            "Your own vectors; each traces its path.",
            lambda inputs: int(inputs.matrix.shape[1]),
        ),
        (),
    )
    ghost: bool = spec(
        FlagSpec("Still grid", "Show", "The grid before the motion, faintly.", "grid-3x3"), True
    )
    grid: bool = spec(
        FlagSpec("Moving grid", "Show", "The grid as the matrix transforms it.", "move-3d"), True
    )
    lattice: bool = spec(
        FlagSpec("Lattice", "Show", "In space: a whole block of moving grid lines.", "box"), False
    )
    basis: bool = spec(
        FlagSpec("Basis", "Show", "The images of the basis vectors.", "arrow-up-right"), True
    )
    eigen: bool = spec(
        FlagSpec("Eigenlines", "Show", "Lines that the matrix maps to themselves.", "scan"), True
    )
    subspaces: bool = spec(
        FlagSpec(
            "Subspaces",
            "Show",
            "For a singular matrix: the column space and the null space.",
            "layers",
        ),
        True,
    )
    trails: bool = spec(FlagSpec("Paths", "Show", "The paths of your vectors.", "spline"), True)
    size_label: bool = spec(
        FlagSpec(
            "Area, volume", "Show", "The area or volume of the image of the unit shape.", "square"
        ),
        True,
    )
    numbers: bool = spec(
        FlagSpec("Axis numbers", "Show", "Numbers on the axes and names at the arrows.", "list"),
        True,
    )


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with vectors, standing matrix and choices that suit the matrix's size."""
    rows, columns = inputs.matrix.shape
    vectors = tuple(vector.resized(columns, 1) for vector in inputs.vectors)
    height = max(rows, columns)
    standing = inputs.standing
    start = inputs.start if rows == columns else "identity"
    if standing.shape != (height, columns):
        standing = identity(height, columns)
    path = inputs.path
    if path == "flip" and (rows, columns) != (2, 2):
        path = "natural"
    return replace(inputs, vectors=vectors, standing=standing, start=start, path=path)


def identity(rows: int, columns: int) -> Matrix:
    """Return the identity as a ``language`` matrix, rectangular if need be."""
    return Matrix.from_texts(
        tuple(tuple("1" if i == j else "0" for j in range(columns)) for i in range(rows))
    )


def played(inputs: Inputs) -> tuple[Factor, ...]:
    """Return the factors that act one after another, as written; none if all act at once."""
    one_by_one = inputs.product == "each" and inputs.start != "straight"
    return factors_of(inputs.matrix) if one_by_one else ()
