"""What the user enters: how attention is shown, what it is made from, positions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    OrderSpec,
    WholeSpec,
    spec,
    topic_choice,
)
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.attention.attention_inputs import (
    LAST_SEED,
    MOST_CHANNELS,
    MOST_HEADS,
    MOST_KEYS,
    SCALING,
    SCALING_FIELDS,
    SCORE_FIELDS,
    SOURCE_FIELDS,
    TYPED,
    WIDEST,
    AttentionInputs,
)
from eigenscope.labs.kit.attention.tokens import MOST_TOKENS
from eigenscope.labs.kit.positions.position_inputs import (
    POSITION_FIELDS,
    PositionInputs,
    fit_positions,
)

BLOCKS, PLANE, POSITIONS, ORDER = "blocks", "plane", "positions", "order"
FLAT, BOX, NET = "flat", "box", "net"
_ONE_HEAD = (*SOURCE_FIELDS, *SCORE_FIELDS)
_OF_HEADS = (*SOURCE_FIELDS, "heads", *SCORE_FIELDS, "head")
TOPICS = (
    Topic(BLOCKS, "Blocks", ("picture", *_OF_HEADS, "project", "w_o")),
    Topic(PLANE, "Plane", (*_OF_HEADS, "query")),
    Topic(SCALING, "Scaling", SCALING_FIELDS),
    Topic(ORDER, "Order of tokens", (*_ONE_HEAD, "order", "placed")),
    Topic(POSITIONS, "Positions", POSITION_FIELDS),
)


def most_queries(inputs: Any) -> int:
    """Return how many queries typed matrices have; others are not known before they are made."""
    return int(inputs.q.shape[0]) if inputs.source == TYPED else MOST_TOKENS


@dataclass(frozen=True)
class ShownInputs:
    """How attention is shown."""

    topic: str = topic_choice(
        "Show",
        "View",
        "The products as blocks, attention in the plane, why √d, another order of the "
        "tokens, positions.",
        TOPICS,
    )
    picture: str = spec(
        ChoiceSpec(
            "Shown as",
            "View",
            "The stages one after another, or products as faces of boxes that share an edge, in "
            "space or unfolded.",
            ((FLAT, "Flat: stage by stage"), (BOX, "Boxes in space"), (NET, "Boxes unfolded")),
        ),
        FLAT,
    )
    head: int = spec(
        WholeSpec(
            "Head",
            "View",
            "Which head is shown, counted from 1; code counts from 0.",
            low=1,
            high=lambda inputs: inputs.heads,
            relevant=lambda inputs: (
                inputs.heads > 1 and (inputs.topic != BLOCKS or inputs.picture != FLAT)
            ),
        ),
        1,
    )
    query: int = spec(
        WholeSpec(
            "Query",
            "View",
            "Which query is followed, counted from 1: q₁ is Q[0] in code.",
            low=1,
            high=most_queries,
        ),
        1,
    )
    order: tuple[int, ...] = spec(
        OrderSpec(
            "Order",
            "Order",
            "Which token comes first, second and so on: 3 1 2 puts the third one first (in "
            "code [2, 0, 1], counted from 0). Empty: backwards.",
        ),
        (),
    )
    placed: bool = spec(
        FlagSpec(
            "Add positions",
            "Order",
            "Add a sinusoidal encoding of its position to each embedding, before queries, "
            "keys and values are computed.",
            "list",
            relevant=lambda inputs: inputs.source != TYPED,
        ),
        False,
    )


@dataclass(frozen=True)
class Inputs(PositionInputs, AttentionInputs, ShownInputs):
    """The inputs of the lab *Attention*: how it is shown first, positions last."""


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with numbers that sliders can have."""
    inputs = fit_positions(inputs)
    heads = min(max(inputs.heads, 1), MOST_HEADS)
    return replace(
        inputs,
        heads=heads,
        head=min(max(inputs.head, 1), heads),
        query=min(max(inputs.query, 1), most_queries(inputs)),
        width=min(max(inputs.width, 1), WIDEST),
        channels=min(max(inputs.channels, 1), MOST_CHANNELS),
        count=min(max(inputs.count, 2), MOST_KEYS),
        seed=min(max(inputs.seed, 0), LAST_SEED),
    )
