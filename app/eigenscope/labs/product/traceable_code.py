"""The operation as lines of torch whose steps can be watched in a lab of programs."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.labs.kit.tensor_text import laid_out, tensor
from eigenscope.labs.product.inputs import ENTRYWISE, LAYER, REDUCTION, Inputs, fits
from eigenscope.labs.product.program import OPERATIONS
from eigenscope.language.evaluating.entry import Matrix

_LARGEST = 1000  # of numbers whose sums of products float32 does not round visibly


def traceable(inputs: Inputs) -> TraceableCode:
    """Return the lines; tables that do not fit are left for torch to refuse."""
    tables = {"A": inputs.a}
    if inputs.topic != REDUCTION:
        tables["B"] = inputs.b
    biased = inputs.topic == LAYER and fits(inputs)
    numbers = [*tables.values(), inputs.bias] if biased else [*tables.values()]
    dtype = "" if _single(inputs, numbers) else "float64"
    lines = [f"{name} = {laid_out(table, dtype)}" for name, table in tables.items()]
    if biased:
        lines.append(f"b = {tensor(inputs.bias.to_array()[0], dtype)}")
    return TraceableCode("\n".join((*lines, *_operation(inputs))) + "\n", _topic(inputs))


def _single(inputs: Inputs, tables: list[Matrix]) -> bool:
    """Tell whether float32, which torch takes by itself, is as good as float64."""
    if (inputs.topic, inputs.operator) == (ENTRYWISE, "^"):
        return False
    numbers = np.concatenate([table.to_array().ravel() for table in tables])
    small = np.abs(numbers) <= _LARGEST
    return bool(small.all() and (numbers.astype(np.float32) == numbers).all())


def _topic(inputs: Inputs) -> str:
    if inputs.topic == REDUCTION:
        return "reducing"
    if inputs.topic != ENTRYWISE:
        return "products"
    return "elementwise" if inputs.a.shape == inputs.b.shape else "broadcasting"


def _operation(inputs: Inputs) -> list[str]:
    match inputs.topic:
        case "entrywise":
            return [f"C = {OPERATIONS[inputs.operator]}"]
        case "layer":
            return ["Y = A @ B + b"] if fits(inputs) else ["Y = A @ B"]
        case "reduction":
            keeps = ", keepdim=True" if inputs.keepdims and inputs.fold != "cumsum" else ""
            return [f"C = A.{inputs.fold}(dim={inputs.axis}{keeps})"]
    if inputs.reading == "columns" and fits(inputs):
        columns = ", ".join(f"A @ B[:, {j}]" for j in range(inputs.b.shape[1]))
        return [f"C = torch.stack([{columns}], dim=1)"]
    if inputs.reading == "box" and fits(inputs):
        return ["inside = A[:, :, None] * B", "C = inside.sum(dim=1)"]
    if inputs.reading in ("outer", "sheets") and fits(inputs):
        first, *others = (f"torch.outer(A[:, {p}], B[{p}])" for p in range(inputs.a.shape[1]))
        return [f"C = {first}", *(f"C = C + {each}" for each in others)]
    return ["C = A @ B"]
