"""Who the lab *Layer* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="layer",
    title="Layer",
    group="Deep learning",
    summary=(
        "One layer y = σ(Wx + b): W maps the plane, b shifts it, and the activation σ bends or "
        "folds it."
    ),
    load="eigenscope.labs.layer.lab:LAB",
    icon="fold-vertical",
    place=1,
    keywords=(
        "neuron, linear layer, dense, fully connected, activation, ReLU, sigmoid, tanh, GELU, "
        "leaky ReLU, softplus, bias, weights, batch"
    ),
)
