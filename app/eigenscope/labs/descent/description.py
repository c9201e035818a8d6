"""Who the lab *Gradient descent* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="descent",
    title="Gradient descent",
    group="Calculus and optimisation",
    summary=(
        "How the learning rate decides: convergence, zigzags, divergence; momentum, RMSProp, Adam."
    ),
    load="eigenscope.labs.descent.lab:LAB",
    icon="chart-line",
    shortcut="Ctrl+7",
    place=1,
    keywords=(
        "optimise, optimize, optimiser, optimizer, minimise, minimize, minimum, downhill, "
        "learning rate, training, loss, momentum, Nesterov, Adam"
    ),
)
