"""Who the lab *Linear transformation* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="transform",
    title="Linear transformation",
    group="Maps",
    summary="See a matrix move the plane or space: its columns, determinant and eigenlines.",
    load="eigenscope.labs.transform.lab:LAB",
    icon="move-3d",
    shortcut="Ctrl+4",
    keywords=(
        "linear map, determinant, eigenvalues, eigenvectors, rotation, reflection, shear, "
        "projection, kernel, image"
    ),
)
