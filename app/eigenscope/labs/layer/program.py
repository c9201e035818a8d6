"""The layer as lines of torch: for the code panel, and for a lab that shows them step by step."""

from __future__ import annotations

from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.kit.tensor_text import laid_out, tensor
from eigenscope.labs.layer.inputs import Inputs

Z_LINE = "Z = X @ W.T + b"


def y_line(inputs: Inputs) -> str:
    """Return the line that applies the activation."""
    return f"Y = {inputs.sigma.applied('Z')}"


def lines(inputs: Inputs) -> tuple[str, str]:
    """Return the lines of the layer itself."""
    return Z_LINE, y_line(inputs)


def prepared(inputs: Inputs, dtype: str = "") -> str:
    """Return the lines that make W, b and X; without a dtype, of torch's own for floats."""
    bias = tensor(inputs.bias.to_array()[0], dtype)
    return f"W = {laid_out(inputs.weight, dtype)}\nb = {bias}\nX = {laid_out(inputs.points, dtype)}"


def traceable(inputs: Inputs) -> TraceableCode:
    """Return the layer for a lab of programs."""
    text = "\n".join((prepared(inputs, "float64"), *lines(inputs)))
    return TraceableCode(f"{text}\n", "products")


def differentiated(inputs: Inputs) -> str:
    """Return the layer with half the squared length of Y as a loss, and its way back."""
    leaves = "W.requires_grad_()\nb.requires_grad_()"
    loss = "loss = (Y * Y).sum() / 2\nloss.backward()"
    return "\n".join((prepared(inputs, "float64"), leaves, *lines(inputs), loss))
