"""What stands between a step's tensors: operators, commas, and the way to the result."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.kit.tensors.kinds import base_name, result_number
from eigenscope.labs.kit.tensors.tensor_step import TensorStep

_SIGNS = {"-": "−", "*": "×", "/": "÷"}
_OPERATORS = frozenset(
    ["+", "-", "*", "/", "**", "//", "%", "@", "==", "!=", "<", "<=", ">", ">=", "&", "|", "^", "~"]
)
_LONGEST = 17  # letters of an operation's name
_ORDERED, _EIGEN = ("values", "indices"), ("eigenvalues", "eigenvectors")
_RESULTS = {
    **dict.fromkeys(("max", "min", "median", "sort", "topk"), _ORDERED),
    **dict.fromkeys(("eig", "eigh"), _EIGEN),
    "svd": ("U", "S", "Vh"),
    "qr": ("Q", "R"),
    "slogdet": ("sign", "logabsdet"),
}
"""What torch calls the results of operations that have several."""
_INDEX, _WRITE, _ALIAS = "[]", "[]=", "alias"


def signs_of(step: TensorStep) -> tuple[str, ...]:
    """Return the signs between operands, and the one before the result."""
    count, operation = len(step.operands), step.operation
    if not count:
        return ()
    if operation in _OPERATORS and count <= 2:
        return (*[_SIGNS.get(operation, operation)] * (count - 1), "=")
    if operation == _WRITE and count == 2:
        return ("←", "→")
    if operation.endswith("=") and count == 2:  # X += Y
        return (operation, "→")
    if operation == _ALIAS:
        return ("=",)
    name = index_of(step.text) if operation == _INDEX else _named(operation)
    nothing = step.result is None and not step.answer
    return (
        *[","] * (count - 1),
        short(name, _LONGEST) if nothing else f"{short(name, _LONGEST)} →",
    )


def _named(operation: str) -> str:
    """Return an operation, and what torch calls the result that is shown."""
    name, number = base_name(operation), result_number(operation)
    results = _RESULTS.get(name, ())
    return (
        f"{name}.{results[number]}" if number is not None and number < len(results) else operation
    )


def title_of(step: TensorStep) -> str:
    """Return the text of a step; of a write, with what is written."""
    if step.operation == _WRITE and len(step.operands) > 1 and "=" not in step.text:
        return f"{step.text} = {step.operands[-1].label}"
    return step.text


def index_of(text: str) -> str:
    """Return the brackets at the end of a text, with what stands in them."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == "]") - (text[place] == "[")
        if not depth:
            return text[place:]
    return _INDEX
