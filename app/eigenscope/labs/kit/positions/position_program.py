"""Positional encodings as lines of torch, traced: a turn of each pair of channels a position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.labs.kit.positions.encoding import (
    ANGLES_LINE,
    encoding_line,
    frequencies_line,
    indices_lines,
)
from eigenscope.labs.kit.positions.position_inputs import SINUSOIDAL, PositionInputs
from eigenscope.labs.kit.tensor_program import tensor_lines
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_TURNS: Text = "Turns"
_ENCODING: Text = "Encoding"
_PRODUCTS: Text = "Dot products"
_TURNED = (
    "torch.stack(({v}[0::2] * cosines - {v}[1::2] * sines, "
    "{v}[0::2] * sines + {v}[1::2] * cosines), dim=-1).flatten(1)"
)


@dataclass(frozen=True, eq=False)
class Positions:
    """An encoding: its inputs, and the numbers of its program by their variables."""

    inputs: PositionInputs
    arrays: Mapping[str, Floats]

    @property
    def products(self) -> Floats:
        """The dot product of what stands at position m, a row, and at n, a column: (L, L)."""
        return self.arrays["products" if self.inputs.encoding == SINUSOIDAL else "scores"]

    @property
    def frequencies(self) -> Floats:
        """By how much each pair turns at each position, in radians, (d/2,)."""
        return self.arrays["frequencies"]

    @property
    def room(self) -> int:
        """How far the two positions can walk on together, or back where they cannot go on."""
        first, second = self.inputs.first, self.inputs.second
        return self.inputs.length - 1 - max(first, second) or -min(first, second)

    @cached_property
    def hands(self) -> tuple[npt.NDArray[np.complex128], npt.NDArray[np.complex128]]:
        """The pairs of the query and of the key at position 0 as places of the plane, (d/2,)."""
        if self.inputs.encoding == SINUSOIDAL:
            one = np.ones(len(self.frequencies), dtype=np.complex128)
            return one, one
        q, k = (self.arrays[name] for name in ("q", "k"))
        return q[0::2] + 1j * q[1::2], k[0::2] + 1j * k[1::2]


def position_facts(inputs: PositionInputs) -> tuple[Fact, ...]:
    """Return what is computed, each with its line."""
    width = channels_of(inputs)
    base = inputs.base.scalar.value
    turns = (
        Fact(
            "frequencies", _TURNS, "Frequencies ω", "Radians by which each pair of channels turns "
            "from one position to the next.",
            frequencies_line(width, base), brief=True,
        ),
        Fact(
            "periods", _TURNS, "Positions for a whole turn", "2π/ω: farther apart, two positions "
            "look alike to this pair.", "periods = 2 * torch.pi / frequencies",
        ),
        Fact(
            "angles", _TURNS, "Angles", "Position × frequency: a row for each position.",
            ANGLES_LINE,
        ),
    )  # fmt: skip
    if inputs.encoding == SINUSOIDAL:
        return (
            *turns,
            Fact(
                "PE", _ENCODING, "Encoding PE", "Row p is added to the embedding of the token at "
                "position p.",
                encoding_line("PE", width), brief=True,
            ),
            Fact(
                "products", _PRODUCTS, "PE PEᵀ", "Each diagonal holds one number.",
                "products = PE @ PE.T",
            ),
        )  # fmt: skip
    return (
        *turns,
        Fact("cosines", _TURNS, "Cosines", "", "cosines = angles.cos()"),
        Fact("sines", _TURNS, "Sines", "", "sines = angles.sin()"),
        Fact(
            "Q", _ENCODING, "q at each position", "The query turned: row p is for position p.",
            f"Q = {_TURNED.format(v='q')}",
        ),
        Fact(
            "K", _ENCODING, "k at each position", "The key turned: row p is for position p.",
            f"K = {_TURNED.format(v='k')}",
        ),
        Fact(
            "scores", _PRODUCTS, "Scores Q Kᵀ", "Each diagonal holds one number.",
            "scores = Q @ K.T", brief=True,
        ),
    )  # fmt: skip


def prepared_lines(inputs: PositionInputs) -> str:
    """Return the lines that make what the program begins with."""
    lines = indices_lines(inputs.length, channels_of(inputs))
    if inputs.encoding == SINUSOIDAL:
        return lines
    return lines + tensor_lines(inputs.turned_q, "q") + tensor_lines(inputs.turned_k, "k")


def position_code(inputs: PositionInputs) -> str:
    """Return the whole program; raise InputError if the inputs do not fit each other."""
    groups = groupby(position_facts(inputs), lambda fact: fact.group)
    return composed_program(prepared_lines(inputs), *(tuple(facts) for _, facts in groups))


def channels_of(inputs: PositionInputs) -> int:
    """Return how many channels are encoded.

    Raises
    ------
    InputError
        If a query and a key do not have the same, even number of them.
    """
    if inputs.encoding == SINUSOIDAL:
        return inputs.size
    (query,), (key,) = inputs.turned_q.shape, inputs.turned_k.shape
    if query != key or query % 2:
        words = (
            "q has {query} numbers and k {key}: both need the same, even number, for channels "
            "turn in pairs."
        )
        raise InputError(Words(words, {"query": str(query), "key": str(key)}))
    return query


def solved_positions(inputs: PositionInputs, cancellation: Cancellation | None = None) -> Positions:
    """Return an encoding with all its numbers; raise InputError if the inputs do not fit."""
    names: dict[str, npt.NDArray[np.generic]] = {
        "positions": np.arange(float(inputs.length)),
        "channels": np.arange(0.0, channels_of(inputs), 2.0),
    }
    if inputs.encoding != SINUSOIDAL:
        names |= {"q": inputs.turned_q.to_array(), "k": inputs.turned_k.to_array()}
    source = "".join(f"{fact.line}\n" for fact in position_facts(inputs))
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import traced_arrays

    arrays = {
        **{name: np.asarray(values, dtype=np.float64) for name, values in names.items()},
        **traced_arrays(source, cancellation, names),
    }
    if not all(np.isfinite(values).all() for values in arrays.values()):
        raise InputError(Words("The dot products are beyond float64: take smaller numbers."))
    return Positions(inputs, arrays)
