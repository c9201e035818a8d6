"""What the user enters of the topic *positions*: how places in a text become turns of hands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from eigenscope.labs.contract.specs import ChoiceSpec, ScalarSpec, TensorSpec, WholeSpec, spec
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor

if TYPE_CHECKING:
    from eigenscope.readers.loaded_tensor import LoadedTensor

SINUSOIDAL, ROTARY = "sinusoidal", "rotary"
POSITION_FIELDS = ("encoding", "length", "size", "base", "turned_q", "turned_k", "first", "second")
_MOST_POSITIONS, _WIDEST = 512, 128
Tensor: TypeAlias = Union[TypedTensor, "LoadedTensor"]


@dataclass(frozen=True)
class PositionInputs:
    """The inputs of the topic *positions*."""

    encoding: str = spec(
        ChoiceSpec(
            "Encoding",
            "Positions",
            "Sinusoidal: a row of sines and cosines is added to the embedding of each token. "
            "Rotary: queries and keys are turned, pair of channels by pair.",
            ((SINUSOIDAL, "Sinusoidal"), (ROTARY, "Rotary")),
        ),
        SINUSOIDAL,
    )
    length: int = spec(
        WholeSpec(
            "Length",
            "Positions",
            "How many positions there are, from 0 on.",
            low=2,
            high=lambda _: _MOST_POSITIONS,
        ),
        8,
    )
    size: int = spec(
        WholeSpec(
            "Channels d",
            "Positions",
            "How many numbers encode a position: two for each frequency, so an even number.",
            low=2,
            high=lambda _: _WIDEST,
            relevant=lambda inputs: inputs.encoding == SINUSOIDAL,
        ),
        4,
    )
    turned_q: Tensor = spec(
        TensorSpec(
            "q: query",
            "Positions",
            "The query before it is turned, pair of channels by pair.",
            most=1,
            largest=_WIDEST,
            largest_loaded=_WIDEST,
            relevant=lambda inputs: inputs.encoding == ROTARY,
        ),
        TypedTensor.from_text("2 1 1 2"),
    )
    turned_k: Tensor = spec(
        TensorSpec(
            "k: key",
            "Positions",
            "The key before it is turned, pair of channels by pair.",
            most=1,
            largest=_WIDEST,
            largest_loaded=_WIDEST,
            relevant=lambda inputs: inputs.encoding == ROTARY,
        ),
        TypedTensor.from_text("1 2 2 0"),
    )
    base: Matrix = spec(
        ScalarSpec(
            "Base",
            "Positions",
            "Pair i turns by base^(−2i/d) at each position: the larger, the slower the last one.",
            1.0,
            100_000.0,
            logarithmic=True,
            least=1.0,
            most=1e9,
        ),
        scalar("10000"),
    )
    first: int = spec(
        WholeSpec(
            "m",
            "Two positions",
            "The position of the query.",
            high=lambda inputs: inputs.length - 1,
        ),
        3,
    )
    second: int = spec(
        WholeSpec(
            "n",
            "Two positions",
            "The position of the key.",
            high=lambda inputs: inputs.length - 1,
        ),
        1,
    )


def fit_positions(inputs: Any) -> Any:
    """Return the inputs with an even number of channels, and positions that are there."""
    length = min(max(inputs.length, 2), _MOST_POSITIONS)
    size = min(max(inputs.size, 2), _WIDEST)
    return replace(
        inputs,
        length=length,
        size=size + size % 2,
        first=min(max(inputs.first, 0), length - 1),
        second=min(max(inputs.second, 0), length - 1),
    )
