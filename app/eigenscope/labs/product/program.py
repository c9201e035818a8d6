"""What the torch program has beside the lines of its facts: tables, and other readings."""

from __future__ import annotations

from eigenscope.labs.kit.tensor_text import tensor, typed
from eigenscope.labs.product.inputs import Inputs, fits

_READINGS = {
    "dots": """\
# Entry (i, j) is row i of A times column j of B.
entries = [[torch.dot(A[i], B[:, j]) for j in range(B.shape[1])] for i in range(A.shape[0])]
assert torch.allclose(torch.tensor(entries), C)
""",
    "columns": """\
# Column j mixes the columns of A; the weights are column j of B.
mixes = [sum(B[p, j] * A[:, p] for p in range(A.shape[1])) for j in range(B.shape[1])]
assert torch.allclose(torch.stack(mixes, dim=1), C)
""",
    "outer": """\
# C is the sum of the outer products of A's columns with B's rows.
terms = [torch.outer(A[:, p], B[p]) for p in range(A.shape[1])]
assert torch.allclose(sum(terms), C)
""",
    "box": """\
# Inside the box are the products A[i, p] B[p, j]; C adds them up along p.
inside = A[:, :, None] * B
assert torch.allclose(inside.sum(dim=1), C)
""",
    "sheets": """\
# Sheet p of the box is an outer product; C adds the sheets up.
sheets = torch.stack([torch.outer(A[:, p], B[p]) for p in range(A.shape[1])])
assert torch.allclose(sheets.sum(dim=0), C)
""",
    "maps": """\
# To apply C is to apply B first, then A.
x = torch.ones(B.shape[1])
assert torch.allclose(C @ x, A @ (B @ x))
""",
}

_MISFIT = """\
try:
    C = {expression}
except RuntimeError as error:
    print(error)  # the sizes do not fit
"""

OPERATIONS = {"+": "A + B", "-": "A - B", "*": "A * B", "/": "A / B", "^": "A**B"}

_LAYER = """\
# The same as torch's own layer, whose weight is Bᵀ.
assert torch.allclose(torch.nn.functional.linear(A, B.T, b), Y)
"""


def tables(inputs: Inputs) -> str:
    """Return the lines that write what is multiplied, added or folded."""
    text = f"A = {typed(inputs.a)}\n"
    if inputs.topic != "reduction":
        text += f"B = {typed(inputs.b)}\n"
    if inputs.topic == "layer" and fits(inputs):
        text += f"b = {tensor(inputs.bias.to_array()[0])}\n"
    return text


def result_line(inputs: Inputs) -> str:
    """Return the line that computes the result, from tables that fit."""
    match inputs.topic:
        case "reduction":
            keeps = "" if inputs.fold == "cumsum" else f", keepdim={inputs.keepdims}"
            return f"C = A.{inputs.fold}(dim={inputs.axis}{keeps})"
        case "layer":
            return "Y = A @ B + b  # b is added to every row"
        case "product":
            return "C = A @ B"
    remark = "  # axes of length 1 are broadcast"
    if inputs.a.shape == inputs.b.shape:
        remark = "  # entry by entry; the matrix product is A @ B" if inputs.operator == "*" else ""
    return f"C = {OPERATIONS[inputs.operator]}{remark}"


def rest(inputs: Inputs, *, fit: bool) -> str:
    """Return what else the program does: the product read otherwise, or why there is none."""
    if not fit:
        entrywise = inputs.topic == "entrywise"
        return _MISFIT.format(expression=OPERATIONS[inputs.operator] if entrywise else "A @ B")
    if inputs.topic == "layer":
        return _LAYER
    return _READINGS[inputs.reading] if inputs.topic == "product" else ""
