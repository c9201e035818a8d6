"""What to try with a linear transformation, in the order of a first lesson."""

from __future__ import annotations

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.words import Text

Texts = tuple[tuple[str, ...], ...]


def _experiment(
    key: str, title: Text, watch: Text, matrix: Texts, path: str = "natural"
) -> Experiment:
    return Experiment(key, title, watch, Inputs(Matrix.from_texts(matrix), path))


EXPERIMENTS = (
    _experiment(
        "stretch",
        "Stretch along the axes",
        "The columns lie on the axes; the area grows to 2 · 3 = 6.",
        (("2", "0"), ("0", "3")),
    ),
    _experiment(
        "eigen",
        "Find the eigenlines",
        "Two lines keep their direction: one is scaled by 3, the other by 1.",
        (("2", "1"), ("1", "2")),
    ),
    _experiment(
        "quarter",
        "A rotation has no real eigenline",
        "No line is mapped onto itself: the eigenvalues are ±i.",
        (("0", "-1"), ("1", "0")),
    ),
    _experiment(
        "shear",
        "One eigenline only",
        "A shear has the eigenvalue 1 twice, but a single line of eigenvectors: it is defective.",
        (("1", "1"), ("0", "1")),
    ),
    _experiment(
        "plane",
        "A plane of eigenvectors",
        "The eigenvalue 1 is there twice, with a plane of eigenvectors: all of it stays. "
        "(1, 1, 1), perpendicular to it, is stretched by 4.",
        (("2", "1", "1"), ("1", "2", "1"), ("1", "1", "2")),
    ),
    _experiment(
        "collapse",
        "Collapse the plane",
        "The columns point the same way: the plane falls onto a line, the determinant is 0, and "
        "no inverse can bring it back.",
        (("1", "2"), ("2", "4")),
    ),
    _experiment(
        "flip",
        "Flip the plane through space",
        "The determinant is −1: the plane is flipped through space, so it never collapses.",
        (("0", "1"), ("1", "0")),
        path="flip",
    ),
    _experiment(
        "space",
        "Rotate in space",
        "The three axes change places; the line x = y = z stays fixed.",
        (("0", "0", "1"), ("1", "0", "0"), ("0", "1", "0")),
    ),
)
