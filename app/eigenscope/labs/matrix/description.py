"""Who the lab *Matrix* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="matrix",
    title="Matrix",
    group="Matrices",
    summary="A matrix of any size at a glance: entries, singular values, rank, noise, eigenvalues.",
    load="eigenscope.labs.matrix.lab:LAB",
    icon="grid-3x3",
    shortcut="Ctrl+2",
    keywords=(
        "weights, checkpoint, layer, spectrum, heat map, histogram, compression, approximation, "
        "condition number"
    ),
)
