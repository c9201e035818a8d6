"""Ready-made matrices, each with the line of a program that makes the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.presets import Preset
from eigenscope.labs.matrix.inputs import Data, Inputs, fit
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.wording.words import Text, Words, as_it_is, as_words


@dataclass(frozen=True, eq=False)
class GeneratedMatrix:
    """A matrix made by numpy; ``lines`` are Python that makes it, as a numpy array A."""

    key: str
    label: Text
    icon: str
    tip: Text
    make: Callable[[], Floats]
    lines: str

    @cached_property
    def matrix(self) -> LoadedMatrix:
        """The matrix, under a name that tells its size."""
        values = np.ascontiguousarray(self.make(), dtype=np.float64)
        rows, columns = values.shape
        return LoadedMatrix(self.name(rows, columns), values, (rows, columns))

    def name(self, rows: int, columns: int) -> str:
        """Return what files call the matrix, in whatever language."""
        return f"{as_words(self.label).template} {rows}×{columns}"


def _noise(rows: int, columns: int) -> Floats:
    return np.random.default_rng(1).standard_normal((rows, columns))


def _low_rank() -> Floats:
    g = np.random.default_rng(2)
    low: Floats = g.standard_normal((200, 5)) @ g.standard_normal((5, 100))
    return low + g.standard_normal((200, 100))


def _orthogonal() -> Floats:
    return np.linalg.qr(_noise(50, 50))[0]


def _convolution() -> Floats:
    kernel = {-2: 1 / 16, -1: 4 / 16, 0: 6 / 16, 1: 4 / 16, 2: 1 / 16}
    total: Floats = sum((w * np.eye(64, k=k) for k, w in kernel.items()), np.zeros((64, 64)))
    return total


def _positions() -> Floats:
    angle = np.arange(128)[:, None] / 10000 ** (np.arange(0, 64, 2) / 64)
    return np.stack([np.sin(angle), np.cos(angle)], axis=2).reshape(128, 64)


def _attention() -> Floats:
    g = np.random.default_rng(3)
    scores = g.standard_normal((48, 16)) @ g.standard_normal((16, 48)) / 4
    weights = np.tril(np.exp(scores))
    shares: Floats = weights / weights.sum(axis=1, keepdims=True)
    return shares


GENERATED = (
    GeneratedMatrix(
        "noise",
        "Noise",
        "dices",
        "Pure noise: the singular values follow the Marchenko–Pastur law.",
        lambda: _noise(200, 100),
        "A = np.random.default_rng(1).standard_normal((200, 100))",
    ),
    GeneratedMatrix(
        "low-rank",
        "Low rank",
        "layers",
        "Five directions stand out above the edge of the noise.",
        _low_rank,
        "g = np.random.default_rng(2)\n"
        "A = g.standard_normal((200, 5)) @ g.standard_normal((5, 100))\n"
        "A = A + g.standard_normal((200, 100))",
    ),
    GeneratedMatrix(
        "circular",
        "Square noise",
        "circle",
        "Its eigenvalues fill a disc uniformly: the circular law.",
        lambda: _noise(300, 300) / np.sqrt(300),
        "A = np.random.default_rng(1).standard_normal((300, 300)) / np.sqrt(300)",
    ),
    GeneratedMatrix(
        "orthogonal",
        "Orthogonal",
        "rotate-3d",
        "All singular values are 1: nothing is stretched, so gradients neither grow nor fade.",
        _orthogonal,
        "A = np.linalg.qr(np.random.default_rng(1).standard_normal((50, 50)))[0]",
    ),
    GeneratedMatrix(
        "convolution",
        "Convolution",
        "spline",
        "A blur as a matrix: the same numbers along each diagonal (Toeplitz).",
        _convolution,
        "kernel = {-2: 1 / 16, -1: 4 / 16, 0: 6 / 16, 1: 4 / 16, 2: 1 / 16}\n"
        "A = sum(w * np.eye(64, k=k) for k, w in kernel.items())",
    ),
    GeneratedMatrix(
        "positions",
        "Positions",
        "chart-line",
        "Sines and cosines that encode a word's position for a transformer.",
        _positions,
        "angle = np.arange(128)[:, None] / 10000 ** (np.arange(0, 64, 2) / 64)\n"
        "A = np.stack([np.sin(angle), np.cos(angle)], axis=2).reshape(128, 64)",
    ),
    GeneratedMatrix(
        "attention",
        "Attention",
        "eye",
        "Rows of a causal softmax: they sum to 1, and the spectral radius is 1.",
        _attention,
        "g = np.random.default_rng(3)\n"
        "scores = g.standard_normal((48, 16)) @ g.standard_normal((16, 48)) / 4\n"
        "A = np.tril(np.exp(scores))\n"
        "A = A / A.sum(axis=1, keepdims=True)",
    ),
)
"""The matrices that are too large to be typed."""


def title_of(matrix: LoadedMatrix) -> Words:
    """Return what a matrix is called: the name of its file, or of a preset with its size."""
    rows, columns = matrix.values.shape
    for generated in GENERATED:
        if matrix.name == generated.name(rows, columns):
            label = as_words(generated.label)
            size = {"rows": str(rows), "columns": str(columns)}
            return Words("{label} {rows}×{columns}", {"label": label, **size})
    return as_it_is(matrix.name)


def _preset(key: str, label: Text, icon: str, tip: Text, data: Callable[[], Data]) -> Preset:
    def make(inputs: Inputs, _value: float) -> Inputs:
        return fit(replace(inputs, data=data()))

    return Preset(key, label, icon, make, None, tip)


def _generated(matrix: GeneratedMatrix) -> Preset:
    return _preset(matrix.key, matrix.label, matrix.icon, matrix.tip, lambda: matrix.matrix)


def hilbert() -> Matrix:
    """Return the 10 × 10 Hilbert matrix, exactly."""
    return Matrix.from_texts([[f"1/{i + j + 1}" for j in range(10)] for i in range(10)])


def _shift() -> Matrix:
    return Matrix.from_array(np.roll(np.eye(12), 1, axis=0))


PRESETS: tuple[Preset, ...] = (
    _preset(
        "first",
        "Nearly rank 2",
        "refresh-cw",
        "A 6×6 integer matrix of rank 3 whose third singular value is small.",
        lambda: Inputs().data,
    ),
    *(_generated(matrix) for matrix in GENERATED),
    _preset(
        "hilbert",
        "Hilbert",
        "triangle-alert",
        "1/(i + j − 1): so ill-conditioned that ten rows cost thirteen digits.",
        hilbert,
    ),
    _preset(
        "shift",
        "Shift",
        "repeat",
        "Each entry moves one place on; the eigenvalues are the twelfth roots of 1.",
        _shift,
    ),
)
