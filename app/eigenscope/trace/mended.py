"""What torch computes wrongly in some cases, called so that it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch

Run = Callable[..., object]


def mended(name: str, run: Run) -> Run:
    """Return what carries a function or a method of torch out rightly: itself, if it does so."""
    wrap = _MENDED.get(name)
    return run if wrap is None else wrap(run)


def _on_copies(run: Run) -> Run:
    """Return a function that is called with copies of tensors whose axes are spread.

    Along an axis of stride 0, as ``expand`` makes them, torch 2.13 leaves the values of a median
    on the CPU as they lie in memory.
    """

    def carry_out(*arguments: object, **named: object) -> object:
        copies = {key: _copied(value) for key, value in named.items()}
        return run(*map(_copied, arguments), **copies)

    return carry_out


def _copied(value: object) -> object:
    if isinstance(value, torch.Tensor) and 0 in value.stride():
        return value.contiguous()
    return value


_MENDED: Mapping[str, Callable[[Run], Run]] = {"median": _on_copies}
