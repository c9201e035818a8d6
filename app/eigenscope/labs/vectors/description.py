"""Who the lab *Vectors and norms* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="vectors",
    title="Vectors and norms",
    group="Vectors",
    summary="Add, combine, project and measure vectors; see how each norm measures length.",
    load="eigenscope.labs.vectors.lab:LAB",
    icon="arrow-up-right",
    shortcut="Ctrl+1",
    keywords=(
        "dot product, cross product, scalar product, cosine similarity, angle, projection, "
        "span, Gram, Schmidt, orthogonal, length, distance, unit ball, sparse"
    ),
)
