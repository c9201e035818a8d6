"""Sources of functions whose arguments say in their own ways which cells are taken."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
import torch

from eigenscope.trace import layer_sources as layers
from eigenscope.trace.layer_sources import Bound, ByName, Shape
from eigenscope.trace.sources import along, contracted, elementwise, numbers, reduced, scanned
from eigenscope.trace.steps import MOST_INDICES, Numbers, Sources
from eigenscope.trace.window_calls import TRANSPOSED

Rule: TypeAlias = Callable[[Bound, Shape], ByName | None]
_SAME = {"a": "input", "A": "input", "x": "input", "self": "input", "b": "other",
         "axis": "dim", "axes": "dims", "keepdims": "keepdim", "tensor": "input", "data": "input",
         "object": "input"}  # fmt: skip
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)
"""What a rule raises of arguments that are of other kinds than it reads."""


def own_sources(
    name: str,
    arguments: Sequence[object],
    named: Mapping[str, object],
    shape: Sequence[int],
    *,
    numpy: bool,
) -> list[Sources] | None:
    """Return the sources of a call by the rule of its function.

    Parameters
    ----------
    name, arguments, named
        The function, and what it is called with.
    shape
        Of its result.
    numpy
        Whether it is NumPy's.

    Returns
    -------
    list of Sources or None
        One for each tensor that it is called with, in the order of the call; None where there is no
        rule, where the call asks for what the rule does not follow, and where there are too many.
    """
    listed, rule = (_OF_NUMPY if numpy else _OF_TORCH).get(name, ("", None))
    parameters = listed.split()
    by_keyword = {_SAME.get(key, key): value for key, value in named.items()}
    if rule is None or len(arguments) > len(parameters) or not set(by_keyword) <= set(parameters):
        return None
    bound = {**dict(zip(parameters, arguments, strict=False)), **by_keyword}
    try:
        by_name = rule(bound, tuple(shape))
    except _UNREADABLE:
        return None
    if by_name is None:
        return None
    tensors = [key for key, held in bound.items() if isinstance(held, torch.Tensor | np.ndarray)]
    return [Sources(by_name.get(key)) for key in tensors]


def _cross(default: int | None) -> Rule:
    """Return the rule of a cross product along an axis; None is the first of three cells."""

    def rule(bound: Bound, shape: Shape) -> ByName | None:
        asked = bound.get("dim", default)
        dim = shape.index(3) if asked is None else asked
        pair = [np.shape(bound[name]) for name in ("input", "other")]
        if set(bound) & {"axisa", "axisb", "axisc"} or any(each[dim] != 3 for each in pair):
            return None
        first, second = (np.broadcast_to(numbers(each), shape) for each in pair)
        return {"input": _turned(first, dim, (1, 2)), "other": _turned(second, dim, (2, 1))}

    return rule


def _turned(cells: Numbers, dim: int, turns: Sequence[int]) -> Numbers:
    """Return for each cell those that come so many places after it along an axis of three."""
    return np.stack([np.roll(cells, -by, axis=dim) for by in turns], axis=-1).reshape(-1, 2)


def _diagonal(bound: Bound, shape: Shape) -> ByName:
    cells = np.diagonal(
        numbers(tuple(bound["input"].shape)),
        bound.get("offset", 0),
        bound.get("axis1", 0),
        bound.get("axis2", 1),
    )
    return {"input": cells.reshape(math.prod(shape), -1)}


def _over(default: tuple[int, ...] | None = None) -> Rule:
    """Return the rule of a reduction over the axes that it names, or over some, or over all."""

    def rule(bound: Bound, shape: Shape) -> ByName | None:
        operand = bound["input"]
        dim = bound.get("dim", default)
        axes = range(operand.ndim) if dim is None else [dim] if isinstance(dim, int) else dim
        (each,) = reduced(operand, sorted(axis % max(operand.ndim, 1) for axis in axes))
        fits = each.cells is not None and len(each.cells) == math.prod(shape)
        return {"input": each.cells} if fits else None

    return rule


def _sorted(bound: Bound, shape: Shape) -> ByName | None:
    operand, dim = bound["input"], bound.get("dim", -1)
    if not isinstance(dim, int):  # NumPy's None: of all cells
        return {"input": None}
    (each,) = along(operand, dim, shape[dim] if shape else 1)
    return {"input": each.cells}


def _summed_up(bound: Bound, _shape: Shape) -> ByName:
    cells, dim = numbers(tuple(bound["input"].shape)), bound.get("dim")
    (each,) = scanned(cells.reshape(-1), 0) if dim is None else scanned(cells, dim)
    return {"input": each.cells}


def _nothing(_bound: Bound, shape: Shape) -> ByName:
    return {"input": np.zeros((math.prod(shape), 0), np.int64)}


def _each(bound: Bound, shape: Shape) -> ByName | None:
    """Return the sources of a change of type: of another tensor it takes the type alone."""
    if np.shape(bound["input"]) != shape:
        return None
    cells = numbers(shape).reshape(-1, 1)
    return {"input": cells, "other": np.zeros((len(cells), 0), np.int64)}


def _pairwise_or_over(bound: Bound, shape: Shape) -> ByName | None:
    """Return the sources of a maximum: of two tensors it is taken cell by cell."""
    other = bound.get("dim")
    if not isinstance(other, torch.Tensor):
        return _over()(bound, shape)
    first, second = elementwise([bound["input"], other], shape)
    return {"input": first.cells, "dim": second.cells}


def _kron(bound: Bound, shape: Shape) -> ByName | None:
    first, second = (numbers(np.shape(bound[name])) for name in ("input", "other"))
    if math.prod(shape) > MOST_INDICES:
        return None
    left = np.kron(first, np.ones(second.shape, np.int64))
    right = np.kron(np.ones(first.shape, np.int64), second)
    return {"input": left.reshape(-1, 1), "other": right.reshape(-1, 1)}


def _tensordot(bound: Bound, _shape: Shape) -> ByName | None:
    first, second = bound["input"], bound["other"]
    dims = bound.get("dims", 2)
    over = dims
    if isinstance(dims, int):
        over = range(first.ndim - dims, first.ndim), range(dims)
    left, right = ([each] if isinstance(each, int) else list(each) for each in over)
    letters = [chr(ord("a") + place) for place in range(first.ndim + second.ndim)]
    terms = letters[: first.ndim], letters[first.ndim :]
    for here, there in zip(left, right, strict=True):
        terms[1][there] = terms[0][here]
    summed = {terms[0][here] for here in left}
    rest = [letter for term in terms for letter in term if letter not in summed]
    equation = f"{','.join(map(''.join, terms))}->{''.join(rest)}"
    pair = contracted(equation, (first, second))
    return None if pair is None else {"input": pair[0].cells, "other": pair[1].cells}


_LIKE = "input fill_value dtype layout device requires_grad memory_format"
_NORM = "input ord dim keepdim dtype out"
_LOSS = "size_average reduce reduction"
_OF_TORCH: Mapping[str, tuple[str, Rule]] = {
    "layer_norm": ("input normalized_shape weight bias eps", layers.layer_norm),
    "embedding": (
        "input weight padding_idx max_norm norm_type scale_grad_by_freq sparse", layers.embedding,
    ),
    "one_hot": ("input num_classes", layers.one_hot),
    "cross_entropy": (
        "input target weight size_average ignore_index reduce reduction label_smoothing",
        layers.cross_entropy,
    ),
    "mse_loss": (f"input target {_LOSS} weight", layers.mse_loss),
    "scaled_dot_product_attention": (
        "query key value attn_mask dropout_p is_causal scale enable_gqa", layers.attention,
    ),
    **{
        name: (" ".join(parameters), layers.transposed_convolution)
        for name, parameters in TRANSPOSED.items()
    },
    "normalize": ("input p dim eps out", layers.normalized),
    "cross": ("input other dim", _cross(None)),
    "trace": ("input", _diagonal),
    "norm": ("input p dim keepdim out dtype ord", _over()),
    "vector_norm": (_NORM, _over()),
    "matrix_norm": (_NORM, _over((-2, -1))),
    "kron": ("input other", _kron),
    "tensordot": ("input other dims out", _tensordot),
    "topk": ("input k dim largest sorted", _sorted),
    "max": ("input dim keepdim", _pairwise_or_over),
    "min": ("input dim keepdim", _pairwise_or_over),
    **dict.fromkeys(
        ("zeros_like", "ones_like", "full_like", "rand_like", "randn_like", "empty_like"),
        (_LIKE, _nothing),
    ),
    **dict.fromkeys(
        ("to", "type_as", "float", "double", "half", "bfloat16", "int", "long", "short", "bool"),
        ("input other dtype device non_blocking copy memory_format", _each),
    ),
    **dict.fromkeys(("tensor", "as_tensor"), ("input dtype device requires_grad", _each)),
}  # fmt: skip
_OF_NUMPY: Mapping[str, tuple[str, Rule]] = {
    "cross": ("input other axisa axisb axisc dim", _cross(-1)),
    "trace": ("input offset axis1 axis2 dtype out", _diagonal),
    "norm": (_NORM, _over()),
    "kron": ("input other", _kron),
    "tensordot": ("input other dims", _tensordot),
    "sort": ("input dim kind order stable", _sorted),
    "argsort": ("input dim kind order stable", _sorted),
    "cumsum": ("input dim dtype out", _summed_up),
    "cumprod": ("input dim dtype out", _summed_up),
    "astype": ("input dtype order casting subok copy", _each),
    **dict.fromkeys(("array", "asarray"), ("input dtype copy order", _each)),
    "zeros_like": ("input dtype order subok shape", _nothing),
    "ones_like": ("input dtype order subok shape", _nothing),
}
