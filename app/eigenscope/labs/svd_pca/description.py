"""Who the lab *SVD and PCA* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="svd_pca",
    title="SVD and PCA",
    group="Data",
    summary="The directions in which a matrix stretches, and in which data vary most.",
    load="eigenscope.labs.svd_pca.lab:LAB",
    icon="axis-3d",
    shortcut="Ctrl+6",
    keywords=(
        "PCA, principal components, singular value decomposition, variance, covariance, polar "
        "form, low rank, dimension reduction"
    ),
    formerly=("components",),
)
