"""Who the lab *Neural network* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="network",
    title="Neural network",
    group="Deep learning",
    summary="A network transforms the plane layer by layer, and is trained while you watch.",
    load="eigenscope.labs.network.lab:LAB",
    icon="waypoints",
    place=2,
    keywords=(
        "training, multilayer perceptron, MLP, hidden layers, decision boundary, loss, cross "
        "entropy, optimiser, Adam, SGD, moons, spirals, XOR, vanishing gradients"
    ),
)
