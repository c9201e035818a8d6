"""Random configurations of attention, and what torch's own attention makes of them."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import torch

from eigenscope.arrays import Floats
from eigenscope.labs.attention.inputs import Inputs
from eigenscope.labs.contract.specs.mask import mask_flags, mask_text
from eigenscope.labs.kit.attention.attention_inputs import ONE, OWN, ROOT
from eigenscope.language.evaluating.entry import scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor


def random_inputs(chance: random.Random) -> Inputs:
    """Return inputs of any sizes, heads, masks, scales and temperatures that fit each other."""
    numbers = np.random.default_rng(chance.randrange(2**32))
    heads = chance.choice((1, 1, 2, 3))
    queries, keys = chance.randint(1, 6), chance.randint(1, 7)
    channels, values = heads * chance.randint(1, 4), heads * chance.randint(1, 3)
    size = chance.choice((0.1, 1.0, 3.0, 40.0))

    def drawn(*shape: int) -> TypedTensor:
        return TypedTensor.from_array((size * numbers.normal(size=shape)).round(3))

    project = chance.random() < 0.3
    return Inputs(
        q=drawn(queries, channels),
        k=drawn(keys, channels),
        v=drawn(keys, values),
        w_o=drawn(values, chance.randint(1, 4)) if project else Inputs().w_o,
        project=project,
        heads=heads,
        scaling=chance.choice((ROOT, ROOT, ONE, OWN)),
        scale=scalar(f"{chance.uniform(-0.5, 2):.3f}"),
        temperature=scalar(chance.choice(("1", "1", "0.25", "3"))),
        mask=_mask(chance, numbers, queries, keys),
    )


def _mask(chance: random.Random, numbers: np.random.Generator, queries: int, keys: int) -> str:
    kind = chance.choice(("none", "causal", "padding", "each", "matrix"))
    if kind == "padding":
        return f"padding {chance.randint(0, keys)}"
    if kind == "each":
        return " ".join(["padding", *(str(chance.randint(0, keys)) for _ in range(queries))])
    return mask_text(numbers.random((queries, keys)) < 0.6) if kind == "matrix" else kind


def factor(inputs: Inputs) -> float:
    """Return what dot products are multiplied by, before the temperature."""
    width = inputs.q.shape[1] // inputs.heads
    of_own: dict[str, float] = {ROOT: 1 / width**0.5, ONE: 1.0}
    return of_own.get(inputs.scaling, inputs.scale.scalar.value)


def by_torch(inputs: Inputs) -> Floats:
    """Return the output that torch's scaled_dot_product_attention gives; 0 where it is nan."""
    parts: list[Any] = [
        torch.from_numpy(each.to_array()) for each in (inputs.q, inputs.k, inputs.v)
    ]
    q, k, v = (each.unflatten(-1, (inputs.heads, -1)).transpose(0, 1) for each in parts)
    flags = mask_flags(inputs.mask, (inputs.q.shape[0], inputs.k.shape[0]))
    mask = None if flags is None else torch.from_numpy(flags.copy())
    scale = factor(inputs) / inputs.temperature.scalar.value
    heads = torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=scale)
    joined = heads.nan_to_num(0.0).transpose(0, 1).flatten(1)
    if mask is not None:  # what torch makes of a row that sees nothing differs by version
        joined[~mask.any(dim=1)] = 0.0
    if inputs.project:
        joined = joined @ torch.from_numpy(inputs.w_o.to_array())
    return np.asarray(joined.numpy())
