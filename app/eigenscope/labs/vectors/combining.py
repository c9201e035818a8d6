"""Linear combination: vectors stretched, then joined; and all that can be reached so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.gram_schmidt import gram_schmidt
from eigenscope.exact.vectors import Vector, combination, unit
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import ORIGIN, arrow
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.grids import moving_grid
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.tip_labels import middle_label, tip_label
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.inputs import vector_of
from eigenscope.labs.vectors.scene import VectorScene
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy, times
from eigenscope.wording.words import Text, Words, as_words

_GREEK = "αβγ"
_FAINT = 0.4
_PLANE_SHARE = 0.55  # of the view's height, the radius of the disc that stands for a plane


@dataclass(frozen=True, eq=False)
class Combination(VectorScene):
    """First each vector is scaled, then the scaled ones are joined tip to tail."""

    used = 3

    @cached_property
    def factors(self) -> Vector:
        """The coefficients (k,)."""
        coefficients = (self.inputs.alpha, self.inputs.beta, self.inputs.gamma)
        return vector_of(*coefficients[: len(self.vectors)])

    @cached_property
    def result(self) -> Vector:
        """The combination."""
        return combination(self.factors, self.vectors)

    @cached_property
    def span(self) -> Floats:
        """An orthonormal basis of the span as columns in space, (3, rank)."""
        left = [unit(u) for u in gram_schmidt(self.vectors).remainders if not u.zero]
        basis = np.array(left).reshape(len(left), self.dimensions)
        return np.asarray(in_space(basis).T)

    @cached_property
    def scaled(self) -> Floats:
        """The scaled vectors, (k, 3)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(self.factors.values[:, None] * self.places)

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        return (
            Words("Each vector is scaled by its coefficient: stretched, shrunk or reversed."),
            Words("The scaled vectors are joined tip to tail."),
            Words("The combination goes straight from the first tail to the last tip."),
        )

    def conclusion(self) -> Words:
        """Return the end."""
        return Words("Other coefficients reach: {span}.", {"span": as_words(self.span_words())})

    def span_words(self) -> Text:
        """Return what the vectors span, in words."""
        rank = self.span.shape[1]
        if rank == self.dimensions:
            return "every point of the plane" if rank == 2 else "every point of space"
        return ("only the origin", "only the points of one line", "only the points of one plane")[
            rank
        ]

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the span, the scaled vectors and their combination."""
        yield from self._span(view)
        scaling, joining, grown = (self.part(k, t) for k in range(3))
        yield from self.arrows(_FAINT if t > 0 else 1.0)
        tail = ORIGIN
        for letter, place, target, slot in zip(
            self.letters, self.places, self.scaled, colours.VECTORS, strict=False
        ):
            now = place + scaling * (target - place)
            yield from arrow(f"{letter} scaled", now, slot, tail * joining)
            tail = tail + target
        if grown > 0:
            yield from arrow("combination", tail * grown, colours.RESULT, width=4.2)

    def _span(self, view: View) -> Iterator[Draw]:
        """Yield what can be reached: a line, a plane, or in the plane the lattice of a and b."""
        rank = self.span.shape[1]
        if rank == 1:
            yield from line("span", self.span[:, 0], view, colours.SPAN)
        elif rank == 2 and self.dimensions == 3:
            disc = affine(self.span * view.camera.height * _PLANE_SHARE)
            yield from filled("span", "disc", disc, colours.SPAN, 0.16)
        elif rank == 2 and len(self.vectors) == 2:
            for draw in moving_grid(view, affine(self.places.T)):
                opacity = 0.45 * draw.style.opacity
                style = Style(colours.SPAN, draw.style.width, opacity, draw.style.fade)
                name = draw.name.replace("grid", "span")
                yield Draw(draw.geometry, style, draw.matrix, name=name)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names with their factors."""
        result = self.scaled.sum(axis=0)
        if self.part(0, t) < 0.5:
            yield from self.names(view)
        else:
            tail = ORIGIN
            for k, (letter, vector) in enumerate(zip(self.letters, self.scaled, strict=True)):
                text = _term(self.factors.values[k], letter)
                place = tail * self.part(1, t)
                if vector.any():
                    yield middle_label(text, vector, colours.VECTORS[k], view, place, result / 2)
                tail = tail + vector
        if self.part(2, t) > 0.6:
            words = self.words() if result.any() else f"{self.words()} = 0"
            yield tip_label(words, result, colours.RESULT, view, 7)

    def words(self) -> str:
        """Return the combination as it is written, such as "2a − b"."""
        text = ""
        for factor, letter in zip(self.factors.values, self.letters, strict=True):
            sign = "−" if factor < 0 else "+"
            term = _term(abs(factor), letter)
            text += f" {sign} {term}" if text else f"{'−' if factor < 0 else ''}{term}"
        return text

    def prepared(self) -> str:
        """Return the coefficients, and the vectors as columns."""
        columns = f"torch.stack([{', '.join(self.letters)}], dim=1)  # the vectors as columns"
        return f"factors = {tensor(self.factors.values)}\nV = {columns}"

    def facts(self) -> Iterator[Readout]:
        """Yield the combination and the span."""
        yield matrix_readout(
            "combination",
            "Combination",
            self.words(),
            self.result.values,
            slot=colours.RESULT,
            brief=True,
            line="x = V @ factors",
            tip="The matrix with the vectors as columns, times the column of coefficients.",
        )
        yield text_readout(
            "span",
            "Combination",
            "Span",
            as_words(self.span_words()),
            slot=colours.SPAN,
            brief=True,
            tip="All linear combinations of these vectors.",
        )
        rank = self.span.shape[1]
        independent = rank == len(self.vectors)
        line = "rank = torch.linalg.matrix_rank(V)"
        yield number_readout("rank", "Combination", "Dimension of the span", rank, line=line)
        yield text_readout(
            "independent",
            "Combination",
            "Linearly independent",
            as_words("yes" if independent else "no: one is a combination of the others"),
            independent,
            tip="Independent: the combination is 0 only if all coefficients are 0.",
        )

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean."""
        return {colours.SPAN: "span", colours.RESULT: "combination"}

    def reach(self) -> Floats:
        """Return all tips."""
        joined = np.cumsum(self.scaled, axis=0)
        return np.concatenate([self.places, self.scaled, joined])


def _term(factor: float, letter: str) -> str:
    if factor in (1.0, -1.0):
        return letter if factor > 0 else f"−{letter}"
    return times(tidy(factor, 2), letter)
