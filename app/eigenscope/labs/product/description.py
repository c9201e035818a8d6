"""Who the lab *Matrix product* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="product",
    title="Matrix product",
    group="Matrices",
    summary=(
        "Four views of a product: rows times columns, combined columns, sums of outer products, "
        "composed maps."
    ),
    load="eigenscope.labs.product.lab:LAB",
    icon="grid-3x3",
    shortcut="Ctrl+3",
    keywords=(
        "multiply, multiplication, matmul, dot products, outer products, broadcasting, "
        "Hadamard, einsum"
    ),
)
