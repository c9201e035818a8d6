"""Who the lab *Linear systems* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="systems",
    title="Linear systems",
    group="Systems",
    summary=(
        "Equations that intersect, columns that combine to b, and the nearest Ax if there is no "
        "solution."
    ),
    load="eigenscope.labs.systems.lab:LAB",
    icon="axis-3d",
    shortcut="Ctrl+5",
    keywords=(
        "equations, solve, solution, Gauss, elimination, pivots, least squares, regression, "
        "ridge, four subspaces, projection"
    ),
)
