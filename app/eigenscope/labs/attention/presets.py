"""Ready-made queries, keys and values; masks have buttons of their own where they are set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from eigenscope.labs.attention.inputs import POSITIONS, Inputs
from eigenscope.labs.contract.presets import Preset
from eigenscope.labs.contract.specs.mask import NONE
from eigenscope.labs.kit.attention.attention_inputs import SCALING, TYPED
from eigenscope.language.evaluating.typed_tensor import TypedTensor
from eigenscope.wording.words import Text


def _preset(
    key: str, label: Text, icon: str, make: Callable[[Inputs], Inputs], tip: Text
) -> Preset:
    return Preset(
        key,
        label,
        icon,
        lambda inputs, _: make(inputs),
        tip=tip,
        relevant=lambda inputs: inputs.topic not in (SCALING, POSITIONS),
    )


def _worked(inputs: Inputs) -> Inputs:
    first = Inputs()
    return replace(inputs, source=TYPED, q=first.q, k=first.k, v=first.v, heads=1, mask=NONE)


def _one_hot(inputs: Inputs) -> Inputs:
    typed = inputs.source == TYPED and inputs.v.shape[0] == inputs.k.shape[0]
    count = inputs.k.shape[0] if typed else 3
    keys = np.eye(count)
    return replace(
        inputs,
        source=TYPED,
        q=TypedTensor.from_array(9 * keys),
        k=TypedTensor.from_array(keys),
        v=inputs.v if typed else Inputs().v,
        heads=1,
        mask=NONE,
    )


PRESETS = (
    _preset(
        "worked",
        "Small example",
        "grid-3x3",
        _worked,
        "Q = K with rows (1, 0), (0, 1), (1, 1); values (1, 0), (0, 1), (2, 2).",
    ),
    _preset(
        "lookup",
        "One-hot lookup",
        "search",
        _one_hot,
        "Each query matches one key alone: attention looks up one value.",
    ),
)
