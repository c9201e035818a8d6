"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

from eigenscope.exact import matrix_operations
from eigenscope.labs.kit.tensor_text import tensor, typed
from eigenscope.labs.product.inputs import Inputs, fits
from eigenscope.language.evaluating.entry import Matrix

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

"""

_READINGS = {
    "dots": """
# Entry (i, j) is row i of A times column j of B.
entries = [[torch.dot(A[i], B[:, j]) for j in range(B.shape[1])] for i in range(A.shape[0])]
assert torch.allclose(torch.tensor(entries), C)
""",
    "columns": """
# Column j mixes the columns of A; the weights are column j of B.
mixes = [sum(B[p, j] * A[:, p] for p in range(A.shape[1])) for j in range(B.shape[1])]
assert torch.allclose(torch.stack(mixes, dim=1), C)
""",
    "outer": """
# C is the sum of the outer products of A's columns with B's rows.
terms = [torch.outer(A[:, p], B[p]) for p in range(A.shape[1])]
assert torch.allclose(sum(terms), C)
""",
    "maps": """
# To apply C is to apply B first, then A.
x = torch.ones(B.shape[1])
assert torch.allclose(C @ x, A @ (B @ x))
""",
}

_MISFIT = """
try:
    C = {expression}
except RuntimeError as error:
    print(error)  # the sizes do not fit
"""

_NO_PRODUCT = """
columns_of_A, rows_of_B = A.shape[1], B.shape[0]  # a product needs these to be equal
""" + _MISFIT.format(expression="A @ B")

_OPERATORS = {"+": "A + B", "-": "A - B", "*": "A * B", "/": "A / B", "^": "A**B"}


def program(inputs: Inputs) -> str:
    """Return a complete program; ``C`` (for a layer ``Y``) is what is shown."""
    text = _HEAD + _matrix("A", inputs.a)
    match inputs.operation:
        case "reduction":
            return text + _reduction(inputs)
        case "entrywise":
            return text + _matrix("B", inputs.b) + _entrywise(inputs)
        case "layer":
            return text + _matrix("B", inputs.b) + _layer(inputs)
        case _:
            return text + _matrix("B", inputs.b) + _product(inputs)


def _product(inputs: Inputs) -> str:
    if not fits(inputs):
        return _NO_PRODUCT
    text = "\nC = A @ B\nmultiplications = A.shape[0] * A.shape[1] * B.shape[1]\n"
    if inputs.a.shape[0] == inputs.b.shape[1]:
        text += "BA = B @ A  # the other order\n"
    return text + _READINGS[inputs.reading] + "print(C)\n"


def _layer(inputs: Inputs) -> str:
    if not fits(inputs):
        return _NO_PRODUCT
    return (
        f"b = {tensor(inputs.bias.to_array()[0])}\n"
        "\nY = A @ B + b  # b is added to every row\n"
        "multiplications = A.shape[0] * A.shape[1] * B.shape[1]\n"
        "parameters = B.numel() + b.numel()\n"
        "\n# The same as torch's own layer, whose weight is Bᵀ.\n"
        "assert torch.allclose(torch.nn.functional.linear(A, B.T, b), Y)\n"
        "print(Y)\n"
    )


def _entrywise(inputs: Inputs) -> str:
    expression = _OPERATORS[inputs.operator]
    if matrix_operations.broadcast_shape(inputs.a.shape, inputs.b.shape) is None:
        return _MISFIT.format(expression=expression)
    stretched = inputs.a.shape != inputs.b.shape
    remark = "  # axes of length 1 are broadcast" if stretched else ""
    if inputs.operator == "*" and not stretched:
        remark = "  # entry by entry; the matrix product is A @ B"
    return f"\nC = {expression}{remark}\nprint(C)\n"


def _reduction(inputs: Inputs) -> str:
    keeps = "" if inputs.fold == "cumsum" else f", keepdim={inputs.keepdims}"
    return f"\nC = A.{inputs.fold}(dim={inputs.axis}{keeps})\nprint(C, C.shape)\n"


def _matrix(name: str, matrix: Matrix) -> str:
    return f"{name} = {typed(matrix)}\n"
