"""What attention is made from: queries, keys and values or their sources, mask, scale, heads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from eigenscope.labs.contract.schema import InputError
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
from eigenscope.labs.kit.attention.tokens import tokens_of
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.wording.words import Text

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
MOST_HEADS, MOST_CHANNELS, MOST_KEYS = 16, 1024, 12
WIDEST, LAST_SEED = 64, 999


_SOURCES: Text = "Queries, keys, values"
_SCORES: Text = "Scores"
_RANDOM: Text = "Random queries and keys"


def tensor(rows: str) -> TypedTensor:
    """Return the tensor that a text such as ``1 0; 0 1`` writes."""
    return TypedTensor.from_text(rows)


def _of_text(inputs: Any) -> bool:
    return bool(inputs.source == TEXT)


def _typed_matrix(label: Text, tip: Text) -> TensorSpec:
    """Return what is said of queries, keys or values that are typed."""
    return TensorSpec(
        label,
        _SOURCES,
        tip,
        fewest=2,
        most=2,
        selects=(("source", TYPED),),
        relevant=lambda inputs: inputs.source == TYPED,
    )


def scores_shape(inputs: AttentionInputs) -> tuple[int, int] | None:
    """Return how many queries and keys there are, without making them; None if it is not known."""
    if inputs.source == TYPED:
        return inputs.q.shape[0], inputs.k.shape[0]
    if inputs.source == TEXT:
        try:
            count = len(tokens_of(inputs.text, inputs.split))
        except InputError:
            return None
        return count, count
    files = () if inputs.file is None else inputs.file.tensors
    shapes = {each.name.upper(): each.shape for each in files}
    queries, keys = ("Q", "K") if {"Q", "K", "V"} <= shapes.keys() else ("X", "X")
    return (shapes[queries][0], shapes[keys][0]) if queries in shapes else None


@dataclass(frozen=True)
class AttentionInputs:
    """The inputs of attention itself, and of random queries and keys."""

    source: str = spec(
        ChoiceSpec(
            "Source",
            _SOURCES,
            "Type the three matrices, make them from the tokens of a text, or read a file.",
            ((TYPED, "Typed"), (TEXT, "A text"), (FILE, "File")),
        ),
        TYPED,
    )
    q: Tensor = spec(
        _typed_matrix("Q: queries", "One query per row, as torch has it: queries × channels."),
        tensor("1 0; 0 1; 1 1"),
    )
    k: Tensor = spec(
        _typed_matrix("K: keys", "One key per row, with as many channels as the queries have."),
        tensor("1 0; 0 1; 1 1"),
    )
    v: Tensor = spec(
        _typed_matrix("V: values", "One value per row: as many rows as K has. Columns are free."),
        tensor("1 0; 0 1; 2 2"),
    )
    text: str = spec(
        LineSpec(
            "A text",
            _SOURCES,
            "Each token gets a random embedding, the same for the same token; random W_Q, W_K, "
            "W_V make queries, keys and values of it.",
            selects=(("source", TEXT),),
            relevant=_of_text,
        ),
        "the cat saw the dog",
    )
    split: str = spec(
        ChoiceSpec(
            "Tokens",
            _SOURCES,
            "What a token is. Real models split words into frequent pieces.",
            (("words", "Words"), ("characters", "Characters")),
            relevant=_of_text,
        ),
        "words",
    )
    width: int = spec(
        WholeSpec(
            "Channels",
            _SOURCES,
            "How many numbers an embedding has, and queries, keys and values of all heads.",
            low=1,
            high=lambda _: WIDEST,
            relevant=_of_text,
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
            _SOURCES,
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
            _SCORES,
            "The channels are split into so many parts, each with its own attention.",
            low=1,
            high=lambda _: MOST_HEADS,
        ),
        1,
    )
    scaling: str = spec(
        ChoiceSpec(
            "Scale",
            _SCORES,
            "What dot products are multiplied by: 1/√d, with d channels a head, or a number.",
            ((ROOT, "1/√d"), (ONE, "1: not scaled"), (OWN, "Own number")),
        ),
        ROOT,
    )
    scale: Matrix = spec(
        ScalarSpec(
            "Factor",
            _SCORES,
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
            _SCORES,
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
            _SCORES,
            "none; causal: no query sees later keys; padding 4: the first 4 keys are valid, or a "
            "length for each query; or rows of 0 and 1. A click on a score hides or shows it.",
            shape=scores_shape,
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
            _RANDOM,
            "How many numbers the query and each key have.",
            low=1,
            high=lambda _: MOST_CHANNELS,
        ),
        64,
    )
    count: int = spec(
        WholeSpec(
            "Keys",
            _RANDOM,
            "How many keys the query is compared with.",
            low=2,
            high=lambda _: MOST_KEYS,
        ),
        6,
    )
