"""From inputs to a solution: at once for a first look, and on torch for all of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.arrows import arrow_to
from eigenscope.labs.kit.colours import COLUMN_SPACE, NULL_SPACE
from eigenscope.labs.kit.places import in_space, vector_in_space
from eigenscope.labs.transform.inputs import Inputs, played
from eigenscope.labs.transform.solution import EigenSpace, Solution, Subspace, Turning
from eigenscope.labs.transform.words import timeline
from eigenscope.scene import shapes
from eigenscope.scene.geometry import Geometry, Picture, Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.analysis.results import Analysis
    from eigenscope.engine.motion.trajectory import Path
    from eigenscope.readers.images import LoadedImage

SAMPLES = 241  # along the motion, for curves and trails: smooth at the width of a screen
_PAUSE = 0.2  # between two factors, as a share of one's duration
CLOUD = 10_000  # points of the sample shape


def preview(inputs: Inputs) -> Solution:
    """Return what can be shown without the engine: the beginning and the end."""
    matrix = inputs.matrix.to_array()
    first, last = _ends(inputs, matrix)

    def at(t: float) -> Floats:
        return last if t >= 1 else first

    times = np.array([0.0, 1.0])
    samples = np.stack([first, last])
    return _with_timeline(_assemble(inputs, matrix, at, times, samples))


def solve(inputs: Inputs) -> Solution:
    """Return the whole solution; on torch, so not for the GUI thread.

    Raises
    ------
    ValueError
        If the matrix has entries that no picture can show.
    """
    from eigenscope.engine.analysis.analyse import analyse

    matrix = inputs.matrix.to_array()
    analysis = analyse(matrix, inputs.matrix.exact())
    path = motion_path(inputs, matrix)
    times = np.linspace(0.0, 1.0, SAMPLES)
    solved = _assemble(inputs, matrix, path.at, times, path.sample(times))
    solved = replace(
        solved,
        path=path,
        analysis=analysis,
        eigenspaces=tuple(_eigenspaces(analysis)),
        subspaces=tuple(_subspaces(analysis)),
        turning=_turning(analysis),
    )
    return _with_timeline(solved)


def _with_timeline(solution: Solution) -> Solution:
    return replace(solution, timeline=timeline(solution))


def motion_path(inputs: Inputs, matrix: Floats) -> Path:
    """Return the path that the inputs ask for."""
    from eigenscope.engine.motion import paths as motion

    standing = inputs.standing.to_array()
    if inputs.start == "straight":
        return motion.path_from(standing, matrix, _kind(inputs, matrix))
    factors = [factor.matrix.to_array() for factor in played(inputs)]
    if factors:
        kinds = [_kind(inputs, factor) for factor in factors]
        way = motion.sequence(factors, kinds, _PAUSE)
    else:
        way = motion.path(matrix, _kind(inputs, matrix))
    return way if inputs.start == "identity" else motion.after(standing, way)


def _kind(inputs: Inputs, matrix: Floats) -> str:
    from eigenscope.engine.motion import paths as motion

    return motion.natural_kind(matrix) if inputs.path == "natural" else inputs.path


def _assemble(
    inputs: Inputs, matrix: Floats, at: Callable[[float], Floats], times: Floats, samples: Floats
) -> Solution:
    vectors = np.array([v.to_array()[:, 0] for v in inputs.vectors]).reshape(-1, matrix.shape[1])
    with np.errstate(over="ignore"):  # what is beyond all numbers is drawn far away
        trails = tuple(Polyline(in_space(samples @ vector)) for vector in vectors)
    in_plane = max(*matrix.shape, samples.shape[1]) <= 2
    shape, problem = _shape(inputs, matrix.shape[1])
    return Solution(
        inputs=inputs,
        matrix=matrix,
        dimensions=2 if in_plane else 3,
        at=at,
        times=times,
        samples=samples,
        vectors=in_space(vectors),
        arrows=tuple(arrow_to(vector) for vector in in_space(vectors)),
        trails=trails,
        shape=shape,
        problem=problem,
    )


def _ends(inputs: Inputs, matrix: Floats) -> tuple[Floats, Floats]:
    rows, columns = matrix.shape
    height = max(rows, columns)
    target = np.zeros((height, columns))
    target[:rows] = matrix
    if inputs.start == "identity":
        return np.eye(height, columns), target
    standing = inputs.standing.to_array()
    return standing, target @ standing if inputs.start == "again" else target


def _eigenspaces(analysis: Analysis) -> Iterator[EigenSpace]:
    several = len(analysis.eigenvalues) > 1
    for index, eigenvalue in enumerate(analysis.eigenvalues):
        if not eigenvalue.is_real:
            continue
        vectors = np.real(eigenvalue.eigenvectors)
        places = in_space(vectors.T)
        everything = len(places) == analysis.shape[0] > 1
        yield EigenSpace(
            index=index,
            number=subscript(index + 1) if several else "",
            value=eigenvalue.value.real,
            basis=places.T,
            arrows=() if everything else tuple(map(arrow_to, places)),
            everything=everything,
        )


def _subspaces(analysis: Analysis) -> Iterator[Subspace]:
    spaces: tuple[tuple[str, Text, Slot, Floats], ...] = (
        ("column space", "column space", COLUMN_SPACE, analysis.column_space),
        ("null space", "null space → 0", NULL_SPACE, analysis.null_space),
    )
    for name, label, slot, basis in spaces:
        size, everything = basis.shape[1], basis.shape[0]
        if 0 < size < everything:
            yield Subspace(name, label, slot, in_space(basis.T).T)


def _turning(analysis: Analysis) -> Turning | None:
    pair = next((e for e in analysis.eigenvalues if e.value.imag > 0), None)
    if pair is None:
        return None
    vector = pair.eigenvectors[:, 0]
    # With v = a + bi and Av = re^{iθ}v, A acts on the columns (a, −b) as r times a turn by θ.
    columns = np.stack([vector_in_space(vector.real), vector_in_space(-vector.imag)], axis=1)
    columns /= math.sqrt(float(np.prod(np.linalg.svd(columns, compute_uv=False))))
    angle = math.atan2(pair.value.imag, pair.value.real)
    turn = np.linspace(0.0, angle, 49)
    arc = np.stack([np.cos(turn), np.sin(turn)], axis=1) @ columns.T
    return Turning(columns, angle, abs(pair.value), Polyline(arc))


def _shape(inputs: Inputs, domain: int) -> tuple[tuple[Geometry, ...], Text]:
    """Return the sample shape's geometry, and what is wrong with it in words (or nothing)."""
    match inputs.shape:
        case "f":
            return (shapes.letter_f_face(), shapes.letter_f()), ""
        case "polygon" if len(inputs.polygon) >= 2:
            corners = [(x, y, 0.0) for x, y in inputs.polygon]
            return (Polyline(corners, closed=True),), ""
        case "polygon":
            return (), "Draw the polygon: choose “Draw in the view” and click its corners."
        case "cube":
            return _solid(
                domain, shapes.square, shapes.square_outline, shapes.cube, shapes.cube_edges
            )
        case "sphere":
            return _solid(domain, shapes.disc, shapes.circle, shapes.sphere, shapes.sphere_lines)
        case "points":
            return (shapes.cloud(CLOUD, min(domain, 3)),), ""
        case "picture":
            return _picture(inputs.picture)
    return (), ""


def _solid(domain: int, *makers: Callable[[], Geometry]) -> tuple[tuple[Geometry, ...], Text]:
    """Return a body's face and border in space, or what it is in the plane."""
    flat_face, flat_border, face, border = makers
    if domain < 3:
        return (flat_face(), flat_border()), ""
    return (face(), border()), ""


def _picture(image: LoadedImage | None) -> tuple[tuple[Geometry, ...], Text]:
    if image is None:
        return (), "Choose a picture file."
    return (_on_plane(image),), ""


@lru_cache(maxsize=4)
def _on_plane(image: LoadedImage) -> Picture:
    """Return a picture about the origin; kept, so that it is uploaded once."""
    aspect = image.pixels.shape[1] / image.pixels.shape[0]
    width, height = (1.0, 1.0 / aspect) if aspect > 1 else (aspect, 1.0)
    corners = [(-width, -height, 0), (width, -height, 0), (-width, height, 0)]
    return Picture(image.pixels, np.array(corners))
