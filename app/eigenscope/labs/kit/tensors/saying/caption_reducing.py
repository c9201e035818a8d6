"""What is said of steps that put the cells along axes together."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.kinds import base_name, kind_of, result_number
from eigenscope.labs.kit.tensors.saying.caption_places import axes_text, axis_said, said
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.sources.implied_sources import reduced_axes
from eigenscope.labs.kit.tensors.sources.same_axes import same_axes
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.trace.known import Dependency
from eigenscope.wording.words import Words, sentences

_LARGEST = (
    Words("Of the cells along {axes}, the largest one stays."),
    Words("Of all cells, the largest one stays."),
)
_SMALLEST = (
    Words("Of the cells along {axes}, the smallest one stays."),
    Words("Of all cells, the smallest one stays."),
)
_LARGEST_PLACE = (
    Words("Along {axes}, the place of the largest cell is looked up, counted from 0."),
    Words("The place of the largest of all cells is looked up, counted row after row from 0."),
)
_SMALLEST_PLACE = (
    Words("Along {axes}, the place of the smallest cell is looked up, counted from 0."),
    Words("The place of the smallest of all cells is looked up, counted row after row from 0."),
)
_NORM = (
    Words("The cells along {axes} are taken as a vector, and its norm is computed."),
    Words("All cells are taken as one vector, and its norm is computed."),
)
_REDUCED = {
    "sum": (Words("The cells along {axes} are added up."), Words("All cells are added up.")),
    "prod": (
        Words("The cells along {axes} are multiplied with each other."),
        Words("All cells are multiplied with each other."),
    ),
    "mean": (
        Words("The mean of the cells along {axes}: their sum, divided by how many there are."),
        Words("The mean of all cells: their sum, divided by how many there are."),
    ),
    "max": _LARGEST,
    "amax": _LARGEST,
    "min": _SMALLEST,
    "amin": _SMALLEST,
    "argmax": _LARGEST_PLACE,
    "argmin": _SMALLEST_PLACE,
    "var": (
        Words("The variance of the cells along {axes}: how far they lie from their mean, squared."),
        Words("The variance of all cells: how far they lie from their mean, squared."),
    ),
    "std": (
        Words("The standard deviation of the cells along {axes}: the root of their variance."),
        Words("The standard deviation of all cells: the root of their variance."),
    ),
    "norm": _NORM,
    "vector_norm": _NORM,
    "any": (
        Words("The result is True where any cell along {axes} is."),
        Words("The result is True if any cell is."),
    ),
    "all": (
        Words("The result is True where all cells along {axes} are."),
        Words("The result is True if all cells are."),
    ),
    "logsumexp": (
        Words(
            "Along {axes}: every cell x becomes eˣ, these are added up, and of that the logarithm."
        ),
        Words("Every cell x becomes eˣ, all are added up, and of that the logarithm."),
    ),
    "count_nonzero": (
        Words("Along {axes}, the cells that are not 0 are counted."),
        Words("The cells that are not 0 are counted."),
    ),
    "median": (
        Words("Of the cells along {axes}, the one in the middle of their order stays."),
        Words("Of all cells, the one in the middle of their order stays."),
    ),
}
_NORMS = ("norm", "vector_norm")
_OTHERS = (
    Words("{operation} makes one cell of those along {axes}."),
    Words("{operation} makes one number of all cells."),
)
_GONE = Words("That axis disappears: {shape} becomes {after}.")
_ALL_GONE = Words("These axes disappear: {shape} becomes {after}.")
_STAYS = Words("With keepdim, the length becomes 1 and the axis stays: {shape} becomes {after}.")
_ONE_LEFT = Words("One number is left.")

_SCANNED = {
    "cumsum": Words("Along {axes}, every cell becomes the sum of itself and all before it."),
    "cumprod": Words("Along {axes}, every cell becomes the product of itself and all before it."),
}
_UP = Words("Along {axes}, the cells are put in order, the smallest first.")
_DOWN = Words("Along {axes}, the cells are put in order, the largest first.")
_ORDER = Words("Along {axes}, this tells from which place each cell of the sorted order comes.")
_ALONG = {
    "softmax": Words(
        "Along {axes}, the cells become positive numbers with the sum 1: each eˣ is "
        "divided by the sum of all."
    ),
    "log_softmax": Words("Along {axes}, the cells become the logarithms of their softmax."),
    "topk": Words("Along {axes}, the largest cells stay, in their order: {shape} becomes {after}."),
}
_TOP_PLACES = Words("Along {axes}, this tells in which places the largest cells were.")


def reducing(step: TensorStep) -> Words | None:
    """Return what is said of a reduction, or of a step along an axis; None of any other."""
    if step.result is None or not step.operands:
        return None
    name = base_name(step.operation)
    if kind_of(step) in (Dependency.SCAN, Dependency.ALONG):
        return _along(step, name)
    shape, after = step.operands[0].shape, step.result.shape
    summed = sorted(axis for operand, axis in same_axes(step).summed if operand == 0)
    summed = summed or reduced_axes(step)
    if result_number(step.operation) == 1:
        name = f"arg{name}"
    if name in _NORMS and len(shape) == 2 and not after and _is_of_matrix(step):
        return None
    along, whole = _REDUCED.get(name, _OTHERS)
    if not shape or (not after and len(summed) == len(shape)):
        return sentences([said(whole, step), said(_ONE_LEFT, step)])
    keeps = len(after) == len(shape)
    end = _STAYS if keeps else _GONE if len(summed) == 1 else _ALL_GONE
    return sentences([said(along, step, axes=axes_text(summed)), said(end, step)])


def _is_of_matrix(step: TensorStep) -> bool:
    """Tell whether a norm is none of the cells as a vector, as the spectral norm."""
    return formula(step, 0, place=False).startswith(_NORMS)


def _along(step: TensorStep, name: str) -> Words:
    axes = axes_text([axis_said(step, len(step.operands[0].shape), default=-1)])
    if name == "topk":
        axes = axes_text([axis_said(step, len(step.operands[0].shape), place=2, default=-1)])
    if name in _SCANNED:
        return said(_SCANNED[name], step, axes=axes)
    places = result_number(step.operation) == 1
    if name in ("sort", "argsort"):
        if places or name == "argsort":
            return said(_ORDER, step, axes=axes)
        down = step.named.get("descending", len(step.arguments) > 2 and step.arguments[2])
        return said(_DOWN if down is True else _UP, step, axes=axes)
    if name == "topk" and places:
        return said(_TOP_PLACES, step, axes=axes)
    return said(_ALONG.get(name, _OTHERS[0]), step, axes=axes)
