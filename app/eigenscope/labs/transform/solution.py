"""What is computed once for a set of inputs, before any frame is drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from eigenscope.arrays import Floats
from eigenscope.labs.kit.timeline import Timeline, even
from eigenscope.labs.transform.inputs import Inputs, played
from eigenscope.labs.transform.measures import Measures
from eigenscope.language.evaluating.entry import Factor
from eigenscope.scene.geometry import Arrows, Geometry, Polyline
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.analysis.results import Analysis
    from eigenscope.engine.motion.trajectory import Path


@dataclass(frozen=True, eq=False)
class EigenSpace:
    """The real eigenvectors of one eigenvalue: a line, a plane, or all vectors.

    Attributes
    ----------
    index
        Of the eigenvalue among all; ``number`` is its subscript, empty if it is the only one.
    basis
        (3, k): unit vectors that span it; ``arrows`` lead to them.
    everything
        Whether every vector is an eigenvector.
    """

    index: int
    number: str
    value: float
    basis: Floats
    arrows: tuple[Arrows, ...]
    everything: bool

    @property
    def is_line(self) -> bool:
        """Whether they all lie on one line."""
        return len(self.basis.T) == 1


@dataclass(frozen=True, eq=False)
class Subspace:
    """A column or null space that is not everything: a line or plane, ``basis`` (3, k)."""

    name: str
    label: Text
    slot: Slot
    basis: Floats

    @property
    def is_line(self) -> bool:
        """Whether it is a line."""
        return len(self.basis.T) == 1


@dataclass(frozen=True, eq=False)
class Turning:
    """A complex pair r·e^{±iθ}: the ellipse that the map turns along, as the image of a circle.

    ``columns`` (3, 2) carries the unit circle to the ellipse and the turn by θ to the map over r.
    """

    columns: Floats
    angle: float
    factor: float
    arc: Polyline


@dataclass(frozen=True, eq=False)
class Solution:
    """All a frame needs. ``analysis`` is None in the preview, before the engine has answered.

    Attributes
    ----------
    matrix
        (m, n); ``dimensions`` 2 or 3 tells the picture's.
    at
        The motion: t to a (p, n) matrix with p = max(m, n), or 3 for a flip.
    vectors
        The user's vectors, (k, 3), as arrows too; ``trails`` are their paths.
    samples, times
        (T, p, n) matrices along the motion, at (T,) times.
    timeline
        The stages of the path, and what is said in each.
    """

    inputs: Inputs
    matrix: Floats
    dimensions: int
    at: Callable[[float], Floats]
    times: Floats
    samples: Floats
    vectors: Floats
    arrows: tuple[Arrows, ...]
    trails: tuple[Polyline, ...]
    shape: tuple[Geometry, ...]
    path: Path | None = None
    analysis: Analysis | None = None
    eigenspaces: tuple[EigenSpace, ...] = ()
    subspaces: tuple[Subspace, ...] = ()
    turning: Turning | None = None
    problem: Text = ""
    timeline: Timeline = field(default_factory=lambda: even(1))

    @property
    def domain(self) -> int:
        """How many dimensions the map takes in."""
        return int(self.matrix.shape[1])

    @property
    def reaches(self) -> bool:
        """Whether the motion ends at A, and not at A applied once more."""
        return self.inputs.start != "again"

    @cached_property
    def measures(self) -> Measures:
        """What is measured along the motion."""
        rows, columns = self.matrix.shape
        ends = self.timeline.times
        return Measures((rows, columns), self.at, ends, self.reaches, self.analysis)

    @cached_property
    def name(self) -> str:
        """What the matrix is called: A, unless it is another's name or is made with an A."""
        source = self.inputs.matrix.source
        text = "A" if source is None else source.text.strip()
        if re.fullmatch(r"[A-Z]\w*", text):
            return text
        return "M" if re.search(r"\bA\b", text) else "A"

    def image(self, t: float, vector: str) -> str:
        """Return what the arrow that a vector has become is called at a time."""
        if t <= 0 and self.inputs.start == "identity":
            return vector
        return f"{self.name if t >= 1 and self.reaches else 'M'}{vector}"

    def acting(self, t: float) -> tuple[int, Factor] | None:
        """Return which factor of a product acts at a time, and its number: the rightmost is 1."""
        factors = played(self.inputs)[::-1]
        steps = [s for s in self.path.stages if s.name == "step"] if self.path is not None else []
        if not factors or len(steps) != len(factors):
            return None
        number = max(1, sum(step.t0 < t for step in steps))
        return number, factors[number - 1]
