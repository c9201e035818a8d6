"""What attention is made from: queries, keys and values or their sources, mask, scale, heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, Union

from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    LineSpec,
    MaskSpec,
    ScalarSpec,
    TensorSpec,
    TensorsSpec,
    WholeSpec,
    spec,
)
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor

if TYPE_CHECKING:
    from eigenscope.readers.loaded_tensor import LoadedTensor, LoadedTensors

Tensor: TypeAlias = Union[TypedTensor, "LoadedTensor"]

TYPED, TEXT, FILE = "values", "text", "file"
ROOT, ONE, OWN = "root", "one", "own"
SCALING = "scaling"
"""The topic of random queries and keys."""

SOURCE_FIELDS = ("source", "q", "k", "v", "text", "split", "width", "seed", "file")
SCORE_FIELDS = ("scaling", "scale", "temperature", "mask")
SCALING_FIELDS = ("channels", "count", "seed", "temperature")
MOST_TOKENS, MOST_HEADS, MOST_CHANNELS, MOST_KEYS = 2048, 16, 1024, 12
WIDEST, LAST_SEED = 64, 999


def tensor(rows: str) -> TypedTensor:
    """Return the tensor that a text such as ``1 0; 0 1`` writes."""
    return TypedTensor.from_text(rows)


@dataclass(frozen=True)
class AttentionInputs:
    """The inputs of attention itself, and of random queries and keys."""

    source: str = spec(
        ChoiceSpec(
            "Source",
            "Queries, keys, values",
            "Type the three matrices, make them from the tokens of a text, or read a file.",
            ((TYPED, "Typed"), (TEXT, "A text"), (FILE, "File")),
        ),
        TYPED,
    )
    q: Tensor = spec(
        TensorSpec(
            "Q: queries",
            "Queries, keys, values",
            "One query per row, as torch has it: queries × channels.",
            fewest=2,
            most=2,
            selects=(("source", TYPED),),
            relevant=lambda inputs: inputs.source == TYPED,
        ),
        tensor("1 0; 0 1; 1 1"),
    )
    k: Tensor = spec(
        TensorSpec(
            "K: keys",
            "Queries, keys, values",
            "One key per row, with as many channels as the queries have.",
            fewest=2,
            most=2,
            selects=(("source", TYPED),),
            relevant=lambda inputs: inputs.source == TYPED,
        ),
        tensor("1 0; 0 1; 1 1"),
    )
    v: Tensor = spec(
        TensorSpec(
            "V: values",
            "Queries, keys, values",
            "One value per row: as many rows as K has. Columns are free.",
            fewest=2,
            most=2,
            selects=(("source", TYPED),),
            relevant=lambda inputs: inputs.source == TYPED,
        ),
        tensor("1 0; 0 1; 2 2"),
    )
    text: str = spec(
        LineSpec(
            "A text",
            "Queries, keys, values",
            "Each token gets a random embedding, the same for the same token; random W_Q, W_K, "
            "W_V make queries, keys and values of it.",
            selects=(("source", TEXT),),
            relevant=lambda inputs: inputs.source == TEXT,
        ),
        "the cat saw the dog",
    )
    split: str = spec(
        ChoiceSpec(
            "Tokens",
            "Queries, keys, values",
            "What a token is. Real models split words into frequent pieces.",
            (("words", "Words"), ("characters", "Characters")),
            relevant=lambda inputs: inputs.source == TEXT,
        ),
        "words",
    )
    width: int = spec(
        WholeSpec(
            "Channels",
            "Queries, keys, values",
            "How many numbers an embedding has, and queries, keys and values of all heads.",
            low=1,
            high=lambda _: WIDEST,
            relevant=lambda inputs: inputs.source == TEXT,
        ),
        4,
    )
    seed: int = spec(
        WholeSpec(
            "Seed",
            "Random numbers",
            "Where the random numbers begin: another seed, other numbers.",
            high=lambda _: LAST_SEED,
            relevant=lambda inputs: inputs.topic == SCALING or inputs.source == TEXT,
        ),
        0,
    )
    file: LoadedTensors | None = spec(
        TensorsSpec(
            "File",
            "Queries, keys, values",
            "An .npz or .safetensors file with Q, K, V, or with X, W_Q, W_K, W_V (X W_Q are the "
            "queries); W_O may be there as well.",
            selects=(("source", FILE),),
            relevant=lambda inputs: inputs.source == FILE,
        ),
        None,
    )
    heads: int = spec(
        WholeSpec(
            "Heads",
            "Scores",
            "The channels are split into so many parts, each with its own attention.",
            low=1,
            high=lambda _: MOST_HEADS,
        ),
        1,
    )
    scaling: str = spec(
        ChoiceSpec(
            "Scale",
            "Scores",
            "What dot products are multiplied by: 1/√d, with d channels a head, or a number.",
            ((ROOT, "1/√d"), (ONE, "1: not scaled"), (OWN, "Own number")),
        ),
        ROOT,
    )
    scale: Matrix = spec(
        ScalarSpec(
            "Factor",
            "Scores",
            "What dot products are multiplied by.",
            0.0,
            2.0,
            selects=(("scaling", OWN),),
            relevant=lambda inputs: inputs.scaling == OWN,
        ),
        scalar("1"),
    )
    temperature: Matrix = spec(
        ScalarSpec(
            "Temperature",
            "Scores",
            "Scores are divided by it before the softmax: low ones sharpen the weights, high ones "
            "even them out.",
            0.1,
            10.0,
            logarithmic=True,
            least=1e-6,
            most=1e6,
        ),
        scalar("1"),
    )
    mask: str = spec(
        MaskSpec(
            "Mask",
            "Scores",
            "none; causal: no query sees later keys; padding 4: the first 4 keys are valid, or a "
            "length for each query; or rows of 0 and 1. A click on a score hides or shows it.",
        ),
        "none",
    )
    project: bool = spec(
        FlagSpec("Output weights", "Output", "Multiply the joined heads by W_O.", "waypoints"),
        False,
    )
    w_o: Tensor = spec(
        TensorSpec(
            "W_O",
            "Output",
            "As many rows as V has columns. A text has random ones, a file its own.",
            fewest=2,
            most=2,
            relevant=lambda inputs: inputs.project and inputs.source == TYPED,
        ),
        tensor("1 1; 1 -1"),
    )
    channels: int = spec(
        WholeSpec(
            "Channels d",
            "Random queries and keys",
            "How many numbers the query and each key have.",
            low=1,
            high=lambda _: MOST_CHANNELS,
        ),
        64,
    )
    count: int = spec(
        WholeSpec(
            "Keys",
            "Random queries and keys",
            "How many keys the query is compared with.",
            low=2,
            high=lambda _: MOST_KEYS,
        ),
        6,
    )
