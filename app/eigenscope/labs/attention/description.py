"""Who the lab *Attention* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="attention",
    title="Attention",
    group="Deep learning",
    summary=(
        "Queries are compared with keys; softmax makes weights; the output is a weighted mean of "
        "values."
    ),
    load="eigenscope.labs.attention.lab:LAB",
    icon="eye",
    place=4,
    keywords=(
        "transformer, query, key, value, softmax, heads, self-attention, cross-attention, "
        "causal mask, positional encoding, tokens, RoPE"
    ),
)
