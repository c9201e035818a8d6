"""What the topics share: stages and a conclusion, and a picture among the grid and the axes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Unpack

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact.vectors import Quantity, Vector, length
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.arrows import arrow, segment
from eigenscope.labs.kit.facts import composed_program
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.readout_makers import Details, number_readout
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.kit.timeline import Stage, Timeline, announcing
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.labs.vectors import colours
from eigenscope.labs.vectors.inputs import LETTERS, Inputs, vector_of
from eigenscope.labs.vectors.pieces import names
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

VECTORS = "The vectors"
_LARGEST, _SMALLEST = 1e12, 1e-9  # of coordinates that a picture can show


def quantity_readout(
    key: str, group: Text, label: Text, quantity: Quantity, **details: Unpack[Details]
) -> Readout:
    """Return a quantity as a readout, with its exact form."""
    details["exact"] = quantity.exact
    return number_readout(key, group, label, quantity.value, **details)


@dataclass(frozen=True, eq=False)
class Scene(Story):
    """A topic with its inputs."""

    inputs: Inputs

    # --- what every topic says ---

    @abstractmethod
    def stages(self) -> tuple[Words, ...]:
        """Return a sentence for each stage, on what happens in it."""

    @abstractmethod
    def conclusion(self) -> Words:
        """Return the sentence for the end."""

    @abstractmethod
    def draws(self, t: float, view: View) -> Iterator[Draw]:
        """Yield what is drawn over the grid."""

    @abstractmethod
    def labels(self, t: float, view: View) -> Iterator[Label]:
        """Yield the labels."""

    @abstractmethod
    def facts(self) -> Iterator[Readout]:
        """Yield the numbers that hold at all times, apart from those of the inputs."""

    def input_readouts(self) -> Iterator[Readout]:
        """Yield the inputs, as far as they are numbers of interest, and what is said of them."""
        yield from ()

    def live(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers that run; most topics have none."""
        return ()

    @cached_property
    def fixed_readouts(self) -> tuple[Readout, ...]:
        """The facts; kept, because every moment of a play asks for them."""
        return (*self.facts(), *self.input_readouts())

    def code(self) -> str:
        """Return the torch program: the inputs first, then what follows from them."""
        return composed_program(self.input_readouts(), self.prepared(), self.fixed_readouts)

    @abstractmethod
    def reach(self) -> Floats:
        """Return the places (n, 3) that the picture must hold."""

    @property
    def dimensions(self) -> int:
        """2 for the plane, 3 for space."""
        return 2

    # --- what follows from it ---

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        draws = [*standing_grid(view, self.dimensions)]
        labels = [*axis_numbers(view, self.dimensions)]
        if not self.unseen:
            draws += self.draws(t, view)
            labels += self.labels(t, view)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers that run, then those that hold at all times."""
        return (*self.live(t), *self.fixed_readouts)

    def extent(self) -> Floats:
        """Return the topic's places and the origin, or the plane about it if all is there."""
        if self.unseen or not (places := self.reach()).any():
            return super().extent()
        return np.concatenate([places, np.zeros((1, 3))])

    @cached_property
    def unseen(self) -> Text:
        """Why nothing of it can be seen, in words; nothing if all can be drawn."""
        with np.errstate(over="ignore", invalid="ignore"):
            size = float(np.abs(self.reach()).max())
        if not size <= _LARGEST:
            return "Too large to be drawn; see the numbers beside the picture."
        if 0 < size < _SMALLEST:
            return "Too small to be drawn; see the numbers beside the picture."
        return ""

    @cached_property
    def timeline(self) -> Timeline:
        """The stages; each is announced where the one before it ends."""
        return Timeline(announcing([*map(Stage, self.stages())]), after=self.conclusion())

    def part(self, stage: int, t: float) -> float:
        """Return how far a stage has come at ``t``, 0…1, beginning and ending at rest."""
        return self.timeline.eased(stage, t)


@dataclass(frozen=True, eq=False)
class VectorScene(Scene):
    """A topic of the first ``used`` of the user's vectors."""

    used = 2

    @cached_property
    def vectors(self) -> tuple[Vector, ...]:
        """The vectors that the topic is about."""
        return tuple(vector_of(vector) for vector in self.inputs.vectors[: self.used])

    @cached_property
    def places(self) -> Floats:
        """The same as places in space, (k, 3)."""
        return in_space(np.array([vector.values for vector in self.vectors]))

    @property
    def dimensions(self) -> int:
        """As the user chose."""
        return int(self.inputs.dimension)

    @property
    def letters(self) -> str:
        """The names of the vectors."""
        return LETTERS[: len(self.vectors)]

    def handles(self, t: float) -> Iterator[Handle]:
        """Yield the tips of the vectors."""
        for index, (letter, place) in enumerate(zip(self.letters, self.places, strict=True)):
            tip = Words("Drag the tip of {letter}.", {"letter": letter})
            yield Handle(f"vector-{index}", place_of(place), colours.VECTORS[index], tip)

    def arrows(self, opacity: float = 1.0) -> Iterator[Draw]:
        """Yield the vectors from the origin."""
        for letter, place, slot in zip(self.letters, self.places, colours.VECTORS, strict=False):
            if self.dimensions == 3:  # how high a tip stands is hard to see without its foot
                foot = place * (1.0, 1.0, 0.0)
                yield from segment(f"{letter} height", place, foot, Slot.AXIS, 1.2, 0.6)
            yield from arrow(letter, place, slot, opacity=opacity)

    def legend(self) -> Mapping[Slot, Text]:
        """Return the names of the vectors, then what the topic adds."""
        return {**dict(zip(colours.VECTORS, self.letters, strict=False)), **self.added()}

    @abstractmethod
    def added(self) -> Mapping[Slot, Text]:
        """Return what the other colours of the topic mean."""

    def names(self, view: View) -> Iterator[Label]:
        """Yield their letters."""
        return names(self.places, self.letters, view)

    def input_readouts(self) -> Iterator[Readout]:
        """Yield the vectors and their lengths."""
        named = [*zip(self.letters, self.vectors, colours.VECTORS, strict=False)]
        for (letter, vector, slot), typed in zip(named, self.inputs.vectors, strict=False):
            line = f"{letter} = {tensor(vector.values)}"
            yield typed_readout(letter, VECTORS, letter, typed, vector.values, slot=slot, line=line)
        for letter, vector, slot in named:
            yield quantity_readout(
                f"length.{letter}",
                VECTORS,
                f"‖{letter}‖",
                length(vector),
                slot=slot,
                line=f"length_{letter} = torch.linalg.vector_norm({letter})",
                tip="The square root of the sum of its squared entries.",
            )
