"""What the user enters: the topic, the vectors, and what each topic needs besides."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from eigenscope.exact.vectors import Vector
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    MatrixSpec,
    ScalarSpec,
    VectorsSpec,
    spec,
    specs,
    topic_choice,
)
from eigenscope.labs.contract.topics import Topic
from eigenscope.language.evaluating.entry import Matrix, column, scalar

LETTERS = "abc"
_ARROWS = ("dimension", "vectors")
_BALL = ("norm", "power")
TOPICS = (
    Topic("sum", "Sum", _ARROWS),
    Topic("difference", "Difference", _ARROWS),
    Topic("combination", "Linear combination", (*_ARROWS, "alpha", "beta", "gamma")),
    Topic("dot", "Dot product", _ARROWS),
    Topic("cross", "Cross product", _ARROWS),
    Topic("orthogonal", "Gram–Schmidt", _ARROWS),
    Topic("norm", "Norm and unit ball", (*_ARROWS, *_BALL)),
    Topic("sparse", "Ball meets line", (*_BALL, "line_x", "line_y", "level")),
    Topic("reach", "Matrix norm", (*_BALL, "matrix")),
)
_NORMS = (("1", "L1"), ("2", "L2"), ("inf", "L∞"), ("p", "Lp, your own p"))
_DIMENSIONS = (("2", "The plane"), ("3", "Space"))


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Vectors and norms*."""

    topic: str = topic_choice("Show", "Topic", "What is done with the vectors.", TOPICS)
    dimension: str = spec(
        ChoiceSpec("In", "Topic", "Two coordinates for each vector, or three.", _DIMENSIONS),
        "2",
    )
    vectors: tuple[Matrix, ...] = spec(
        VectorsSpec(
            "Vectors",
            "Vectors",
            "Type them, or drag their tips. Products use a and b; a norm uses a.",
            lambda inputs: int(inputs.dimension),
            fewest=2,
            most=3,
            letters=LETTERS,
        ),
        (column("3", "1"), column("1", "2")),
    )
    alpha: Matrix = spec(
        ScalarSpec("α, times a", "Combination", "", -3, 3),
        scalar("2"),
    )
    beta: Matrix = spec(
        ScalarSpec("β, times b", "Combination", "", -3, 3),
        scalar("-1"),
    )
    gamma: Matrix = spec(
        ScalarSpec(
            "γ, times c", "Combination", "", -3, 3, relevant=lambda inputs: len(inputs.vectors) == 3
        ),
        scalar("1"),
    )
    norm: str = spec(ChoiceSpec("Norm", "Norm", "How length is measured.", _NORMS), "1")
    power: Matrix = spec(
        ScalarSpec(
            "p",
            "Norm",
            "The p-th root of the sum of the p-th powers. For p < 1 it is not a norm.",
            0.25,
            8,
            logarithmic=True,
            least=0.1,
            most=1000,
            relevant=lambda inputs: inputs.norm == "p",
        ),
        scalar("3"),
    )
    line_x: Matrix = spec(
        ScalarSpec("c₁", "Line c₁x + c₂y = d", "The coefficient of x.", -3, 3),
        scalar("1"),
    )
    line_y: Matrix = spec(
        ScalarSpec("c₂", "Line c₁x + c₂y = d", "The coefficient of y.", -3, 3),
        scalar("2"),
    )
    level: Matrix = spec(
        ScalarSpec("d", "Line c₁x + c₂y = d", "The right-hand side.", -6, 6),
        scalar("4"),
    )
    matrix: Matrix = spec(
        MatrixSpec("A", "Matrix", "2 × 2: what it does to the unit ball.", largest=(2, 2)),
        Matrix.from_texts((("1", "2"), ("0", "1"))),
    )


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with 2 or 3 vectors of the right length, and numbers within bounds."""
    length = int(inputs.dimension)
    vectors = tuple(vector.resized(length, 1) for vector in inputs.vectors)[:3]
    while len(vectors) < 2:
        vectors = (*vectors, column(*"01"[: 2 - len(vectors)]).resized(length, 1))
    matrix = inputs.matrix.resized(2, 2)
    return replace(inputs, vectors=vectors, power=_within(inputs, "power"), matrix=matrix)


def _within(inputs: Inputs, name: str) -> Matrix:
    of = specs(Inputs)[name]
    value: Matrix = getattr(inputs, name)
    if isinstance(of, ScalarSpec) and not of.least <= value.scalar.value <= of.most:
        return Matrix.from_array([[min(max(value.scalar.value, of.least), of.most)]])
    return value


def vector_of(*numbers: Matrix) -> Vector:
    """Return the vector whose entries are the given columns' and scalars', one after another."""
    entries = [entry for number in numbers for row in number.rows for entry in row]
    exact = tuple(entry.exact for entry in entries if entry.exact is not None)
    values = np.array([entry.value for entry in entries])
    return Vector(values, exact if len(exact) == len(entries) else None)


def p_of(inputs: Inputs) -> float:
    """Return the chosen p."""
    fixed = {"1": 1.0, "2": 2.0, "inf": math.inf}
    return fixed.get(inputs.norm) or inputs.power.scalar.value


# --- what dragging a handle means -----------------------------------------------------------------

Place = tuple[float, float, float]


def dragged(inputs: Inputs, key: str, position: Place) -> Inputs:
    """Return the inputs once the handle ``vector-0``, ``line-0`` or ``column-0`` is elsewhere."""
    kind, _, number = key.partition("-")
    return _DRAGS[kind](inputs, int(number), position)


def _vector_dragged(inputs: Inputs, index: int, position: Place) -> Inputs:
    vectors = list(inputs.vectors)
    vectors[index] = Matrix.from_array([[x] for x in position[: int(inputs.dimension)]])
    return replace(inputs, vectors=tuple(vectors))


def _line_dragged(inputs: Inputs, _index: int, position: Place) -> Inputs:
    """Return the line whose nearest point to the origin is the position: q·x = q·q."""
    x, y, _ = position
    if x == 0 and y == 0:
        return inputs
    line_x, line_y, level = (Matrix.from_array([[number]]) for number in (x, y, x * x + y * y))
    return replace(inputs, line_x=line_x, line_y=line_y, level=level)


def _column_dragged(inputs: Inputs, index: int, position: Place) -> Inputs:
    return replace(inputs, matrix=inputs.matrix.with_column(index, position[:2]))


_DRAGS: dict[str, Callable[[Inputs, int, Place], Inputs]] = {
    "vector": _vector_dragged,
    "line": _line_dragged,
    "column": _column_dragged,
}
