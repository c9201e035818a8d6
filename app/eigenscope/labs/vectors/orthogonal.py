"""Gram–Schmidt: shadows are taken away until nothing leans on anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.gram_schmidt import Orthogonalised, Subtraction, gram_schmidt
from eigenscope.exact.vectors import length, unit
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.angles import right_angle
from eigenscope.labs.kit.arrows import ORIGIN, arrow, segment
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.places import vector_in_space
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout
from eigenscope.labs.kit.tip_labels import middle_label
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.scene import VectorScene, quantity_readout
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, say

ORTHOGONAL, ORTHONORMAL = "Orthogonal", "Orthonormal"
_FAINT = 0.3
_PROJECTED = "{v} is projected onto the line of {u}."
_REST_PROJECTED = "What is left of {v} is projected onto the line of {u}."

_REMAINDERS = """u, q = [], []
for v in ({letters}):
    w = v
    for direction in u:
        if direction.any():
            w = w - torch.dot(w, direction) / torch.dot(direction, direction) * direction
    if torch.linalg.vector_norm(w) <= 1e-12 * torch.linalg.vector_norm(v):
        w = torch.zeros_like(v)  # v lies in the span of the vectors before it
    u.append(w)
    q.append(w / torch.linalg.vector_norm(w) if w.any() else w)
{names} = u
{units} = q
Q = torch.stack(q, dim=1)
"""


@dataclass(frozen=True, eq=False)
class GramSchmidt(VectorScene):
    """Two stages for each shadow: it is cast, then taken away. Last, all get the length 1."""

    used = 3

    @cached_property
    def orthogonalised(self) -> Orthogonalised:
        """The steps and the remainders."""
        return gram_schmidt(self.vectors)

    @cached_property
    def steps(self) -> tuple[tuple[Subtraction, Floats, Floats, Floats], ...]:
        """Each step with before, shadow and after as places (3,)."""
        return tuple(
            (step, vector_in_space(step.before.values), vector_in_space(step.shadow.values),
             vector_in_space(step.after.values))
            for step in self.orthogonalised.steps
        )  # fmt: skip

    @cached_property
    def remainders(self) -> Floats:
        """The orthogonal vectors as places, (k, 3)."""
        return np.array([vector_in_space(u.values) for u in self.orthogonalised.remainders])

    @cached_property
    def units(self) -> Floats:
        """The orthonormal vectors as places, (k, 3); zeros where nothing is left."""
        return np.array([vector_in_space(unit(u)) for u in self.orthogonalised.remainders])

    def stages(self) -> tuple[Words, ...]:
        """Return the stages."""
        sentences = []
        for step, _, _, _ in self.steps:
            values = {
                "v": self.letters[step.number],
                "u": f"u{subscript(step.direction + 1)}",
            }
            whole = step.before is self.vectors[step.number]
            sentences.append(Words(_PROJECTED if whole else _REST_PROJECTED, values))
            sentences.append(
                Words(
                    "Subtract the projection: nothing is left of {v}, it adds no new direction.",
                    values,
                )
                if step.after.zero
                else Words(
                    "Subtract the projection: what is left of {v} is perpendicular to {u}.", values
                )
            )
        return (*sentences, Words("Each remainder is divided by its own length."))

    def conclusion(self) -> Words:
        """Return the end."""
        rank, count = self.orthogonalised.rank, len(self.vectors)
        if rank == 0:
            return Words("All vectors are 0: there is nothing to orthogonalise.")
        if rank == count:
            return Words("All have length 1 and are mutually perpendicular: an orthonormal basis.")
        values = {"rank": str(rank), "count": str(count)}
        return Words("Only {rank} of {count} add a new direction: the others leave 0.", values)

    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield the vectors, the step that is under way, and what is left so far."""
        yield from self.arrows(_FAINT if t > 0 else 1.0)
        final = self.part(2 * len(self.steps), t)
        for number in range(len(self.vectors)):
            yield from self._vector(number, t, view, final)
        if t >= 1:
            yield from self._right_angles(view)

    def _vector(self, number: int, t: float, view: View, final: float) -> Iterator[Draw]:
        """Yield where a vector stands at ``t``: the last step on it that has begun tells."""
        name, slot = f"u{subscript(number + 1)}", colours.VECTORS[number]
        now = self.places[number] if number else self.remainders[0]
        for index, (step, before, shadow, after) in enumerate(self.steps):
            cast, taken = self.part(2 * index, t), self.part(2 * index + 1, t)
            if step.number != number or cast <= 0:
                continue
            now = after
            if taken >= 1:
                continue
            direction = self.remainders[step.direction]
            yield from line(f"line of u{subscript(step.direction + 1)}", direction, view, Slot.AXIS)
            # First the perpendicular falls, then the shadow grows to its foot.
            fallen, grown = min(1.0, 2 * cast), max(0.0, 2 * cast - 1)
            foot = before + fallen * (shadow - before)
            yield from segment("perpendicular", before, foot, Slot.INK)
            if cast >= 1:
                yield from right_angle("right angle", shadow, shadow, after, view)
            yield from arrow("shadow", shadow * grown, colours.SHADOW, width=5.5)
            if taken <= 0:
                yield from arrow(f"{name} before", before, slot)
                return
            yield from arrow(name, after, slot, shadow * (1 - taken))
            return
        begun = number == 0 or any(
            step.number == number and self.part(2 * index, t) > 0
            for index, (step, *_) in enumerate(self.steps)
        )
        if not begun and final <= 0:
            return
        left = self.remainders[number] if final > 0 else now
        yield from arrow(name, left + final * (self.units[number] - left), slot, width=4.0)

    def _right_angles(self, view: View) -> Iterator[Draw]:
        axes = [vector for vector in self.units if vector.any()]
        for first in range(len(axes)):
            for second in range(first):
                yield from right_angle("right angle", ORIGIN, axes[first], axes[second], view)

    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the names: a, b, c first, then u, at last q."""
        final = self.part(2 * len(self.steps), t)
        if final <= 0:
            yield from self.names(view)
        for number, (left, ready) in enumerate(zip(self.remainders, self.units, strict=True)):
            done = all(
                self.part(2 * index + 1, t) >= 1
                for index, (step, *_) in enumerate(self.steps)
                if step.number == number
            )
            if not (done and left.any() and (t > 0 or final > 0)):
                continue
            letter = "q" if final > 0.5 else "u"
            now = left + final * (ready - left)
            text = f"{letter}{subscript(number + 1)}"
            if number or final > 0.5:
                # Beside the tip: beyond it the vector that it came from may go on.
                yield middle_label(text, now, colours.VECTORS[number], view, share=0.9)
        for index, (step, before, shadow, _) in enumerate(self.steps):
            cast, taken = self.part(2 * index, t), self.part(2 * index + 1, t)
            if cast > 0.75 and taken < 0.5 and shadow.any():
                away = self.places[step.number]
                text = say("shadow")
                yield middle_label(text, shadow, colours.SHADOW, view, away=away, share=0.5)
            if step.direction and cast > 0 and taken <= 0:
                text = say(Words("rest of {v}", {"v": self.letters[step.number]}))
                slot = colours.VECTORS[step.number]
                yield middle_label(text, before, slot, view, away=shadow, share=0.8)

    def prepared(self) -> str:
        """Return the loop that makes the orthogonal vectors."""
        count = range(1, len(self.vectors) + 1)
        return _REMAINDERS.format(
            letters=", ".join(self.letters),
            names=", ".join(f"u{k}" for k in count),
            units=", ".join(f"q{k}" for k in count),
        )

    def facts(self) -> Iterator[Readout]:
        """Yield the orthogonal and the orthonormal vectors."""
        for k, remainder in enumerate(self.orthogonalised.remainders):
            index, slot = subscript(k + 1), colours.VECTORS[k]
            yield matrix_readout(
                f"q.{k + 1}",
                ORTHONORMAL,
                f"q{index}",
                unit(remainder),
                slot=slot,
                brief=True,
                variable=f"q{k + 1}",
                tip="u divided by its length; 0 if nothing is left.",
            )
        basis = np.array([unit(u) for u in self.orthogonalised.remainders])
        columns = np.stack([vector.values for vector in self.vectors], axis=1)
        with np.errstate(over="ignore", invalid="ignore"):
            yield matrix_readout(
                "R",
                ORTHONORMAL,
                "R",
                np.triu(basis @ columns),
                line=f"R = Q.T @ torch.stack([{', '.join(self.letters)}], dim=1)  # A = Q R",
                tip="With the q as the columns of Q and the vectors as those of A: A = Q R.",
            )
        for k, remainder in enumerate(self.orthogonalised.remainders):
            index, slot = subscript(k + 1), colours.VECTORS[k]
            yield matrix_readout(
                f"u.{k + 1}",
                ORTHOGONAL,
                f"u{index}",
                remainder.values,
                slot=slot,
                variable=f"u{k + 1}",
                tip="What is left after the projections onto the vectors before are subtracted.",
            )
            yield quantity_readout(
                f"u.length.{k + 1}", ORTHOGONAL, f"‖u{index}‖", length(remainder)
            )
        yield number_readout(
            "rank",
            ORTHOGONAL,
            "Dimension of the span",
            self.orthogonalised.rank,
            brief=True,
            line="rank = sum(bool(w.any()) for w in u)",
            tip="How many of the vectors add a new direction.",
        )

    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours mean, and what becomes of the vectors."""
        words: dict[Slot, Text] = {}
        for k, (letter, left) in enumerate(zip(self.letters, self.remainders, strict=True)):
            index = subscript(k + 1)
            values = {"v": letter, "u": f"u{index}", "q": f"q{index}"}
            words[colours.VECTORS[k]] = Words("{v}, {u} and {q}", values) if left.any() else letter
        return {**words, colours.SHADOW: "shadow"}

    def reach(self) -> Floats:
        """Return all tips on the way."""
        shadows = [shadow for _, _, shadow, _ in self.steps]
        return np.array([*self.places, *self.remainders, *self.units, *shadows])
