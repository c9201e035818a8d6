"""How large NumPy's results would be, found before it makes them: it has no device for that."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

from eigenscope.trace.known import Dependency
from eigenscope.trace.limits import check_cells, flat

Arguments = Sequence[object]
Named = Mapping[str, object]


def check_numpy(name: str, kind: Dependency, arguments: Arguments, named: Named) -> None:
    """Raise TraceError if NumPy would make too much of these."""
    arrays = [each for each in flat([*arguments, *named.values()]) if isinstance(each, np.ndarray)]
    if "shape" in named:
        check_cells(_count(named["shape"]))
    if name in _CELLS_OF:
        check_cells(_CELLS_OF[name](arguments, named))
    elif kind is Dependency.ELEMENTWISE:
        check_cells(_broadcast(arrays))
    elif kind is Dependency.CONTRACT:
        check_cells(_contracted(name, arguments, named, arrays))
    elif name == "[]":
        check_cells(_indexed(arguments[0], arguments[1]))
    elif name == "take":
        check_cells(_chosen(arguments, named))


def _at(place: int, name: str, default: object = None) -> Callable[[Arguments, Named], object]:
    def argument(arguments: Arguments, named: Named) -> object:
        return named.get(name, arguments[place] if len(arguments) > place else default)

    return argument


def _count(shape: object) -> int:
    """Return how many cells a shape or a length has, whatever it is written as."""
    if isinstance(shape, np.ndarray | torch.Tensor):
        shape = shape.ravel().tolist()
    numbers = (each for each in flat(shape) if isinstance(each, int | float | np.number))
    return math.prod(abs(int(each)) for each in numbers if math.isfinite(each))


def _shaped(place: int, name: str) -> Callable[[Arguments, Named], int]:
    shape = _at(place, name)
    return lambda arguments, named: _count(shape(arguments, named))


def _drawn(place: int) -> Callable[[Arguments, Named], int]:
    """Return the size that is asked for, or that of the arrays which say between what."""
    size = _at(place, "size")

    def cells(arguments: Arguments, named: Named) -> int:
        asked = size(arguments, named)
        arrays = [each for each in arguments if isinstance(each, np.ndarray)]
        return _broadcast(arrays) if asked is None else _count(asked)

    return cells


def _ranged(arguments: Arguments, named: Named) -> int:
    numbers = [each for each in (*arguments, *named.values()) if isinstance(each, int | float)]
    first, last, step = ([0, *numbers, 1] if len(numbers) == 1 else [*numbers, 1, 1, 1])[:3]
    count = (last - first) / step if step else 0
    return int(count) if math.isfinite(count) else 0


def _spaced(arguments: Arguments, named: Named) -> int:
    ends = [each for each in arguments[:2] if isinstance(each, np.ndarray)]
    return _count(_at(2, "num", 50)(arguments, named)) * max(_broadcast(ends), 1)


def _square(arguments: Arguments, named: Named) -> int:
    rows = _count(_at(0, "N")(arguments, named))
    columns = _at(1, "M")(arguments, named)
    return rows * (rows if columns is None else _count(columns))


def _diagonal(arguments: Arguments, named: Named) -> int:
    array = _at(0, "v")(arguments, named)
    if isinstance(array, np.ndarray) and array.ndim != 1:
        return 0
    return (_size([array]) + _count(_at(1, "k", 0)(arguments, named))) ** 2


def _repeated(name: str) -> Callable[[Arguments, Named], int]:
    times = _at(1, name, 1)

    def cells(arguments: Arguments, named: Named) -> int:
        asked = times(arguments, named)
        if isinstance(asked, np.ndarray) and asked.dtype.kind in "biu":
            count = int(np.abs(asked.astype(float)).sum())
        else:  # other numbers are no counts: NumPy says so
            count = _count(asked)
        return _size(arguments[:1]) * count

    return cells


_CELLS_OF: Mapping[str, Callable[[Arguments, Named], int]] = {
    "zeros": _shaped(0, "shape"), "ones": _shaped(0, "shape"), "full": _shaped(0, "shape"),
    "rand": lambda arguments, _: _count(arguments), "randn": lambda arguments, _: _count(arguments),
    "random": _drawn(0), "standard_normal": _drawn(0), "randint": _drawn(2), "normal": _drawn(2),
    "uniform": _drawn(2), "arange": _ranged, "linspace": _spaced, "logspace": _spaced,
    "eye": _square, "identity": _square, "diag": _diagonal, "repeat": _repeated("repeats"),
    "tile": _repeated("reps"), "broadcast_to": _shaped(1, "shape"), "outer": lambda arguments, _:
    math.prod(_size([each]) for each in arguments[:2]), "kron": lambda arguments, _:
    math.prod(_size([each]) for each in arguments[:2]),
}  # fmt: skip


def _size(values: Arguments) -> int:
    return sum(each.size if isinstance(each, np.ndarray) else 1 for each in flat(values))


def _broadcast(arrays: Sequence[np.ndarray]) -> int:
    try:
        return math.prod(np.broadcast_shapes(*(each.shape for each in arrays)))
    except ValueError:  # they do not fit: NumPy says so
        return 0


def _contracted(name: str, arguments: Arguments, named: Named, arrays: Sequence[np.ndarray]) -> int:
    """Return the cells of a product, as torch finds them for tensors without numbers."""
    empty = [torch.empty(each.shape, device="meta") for each in arrays]
    try:
        if name == "einsum":
            result = torch.einsum(str(arguments[0]), *empty)
        elif name == "tensordot":
            axes = _at(2, "axes", 2)(arguments, named)
            result = torch.tensordot(empty[0], empty[1], dims=axes)
        elif name == "inner" and min(each.ndim for each in arrays):
            result = torch.tensordot(empty[0], empty[1], dims=([-1], [-1]))
        elif name == "dot" and min(each.ndim for each in arrays) and arrays[1].ndim > 1:
            result = torch.tensordot(empty[0], empty[1], dims=([-1], [-2]))
        else:
            result = torch.matmul(empty[0], empty[1])
    except Exception:  # wrong, which NumPy says, or a product with a number
        return _broadcast(arrays)
    return result.numel()


def _indexed(array: object, index: object) -> int:
    """Return how many cells indices choose at most: those of whole numbers may repeat cells."""
    if not isinstance(array, np.ndarray):
        return 0
    items = list(index) if isinstance(index, tuple) else [index]
    arrays = [np.asarray(item) if isinstance(item, list) else item for item in items]
    whole: list[np.ndarray] = []
    once, axis = array.size, 0
    for place, item in enumerate(arrays):
        if item is Ellipsis:
            axis = array.ndim - sum(each is not None for each in arrays[place + 1 :])
        elif isinstance(item, np.ndarray) and item.dtype.kind in "iu" and 0 <= axis < array.ndim:
            whole.append(item)
            once //= max(array.shape[axis], 1)
            axis += 1
        elif item is not None:
            axis += item.ndim if isinstance(item, np.ndarray) else 1
    return _broadcast(whole) * once if whole else 0


def _chosen(arguments: Arguments, named: Named) -> int:
    array, indices = _at(0, "a")(arguments, named), _at(1, "indices", 0)(arguments, named)
    if not isinstance(array, np.ndarray):
        return 0
    axis = _at(2, "axis")(arguments, named)
    known = isinstance(axis, int) and -array.ndim <= axis < array.ndim
    return _size([indices]) * (array.size // max(array.shape[int(str(axis))], 1) if known else 1)
