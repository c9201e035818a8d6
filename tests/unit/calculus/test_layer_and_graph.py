"""Layer and the chain rule hand over to each other, with the same numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from eigenscope.document.codec import set_from_texts
from eigenscope.labs.calculus.graph_examples import NETWORK
from eigenscope.labs.calculus.inputs import GRAPH
from eigenscope.labs.calculus.lab import LAB
from eigenscope.labs.contract.presets import Preset
from eigenscope.labs.kit.chain_rule.program_story import GraphStory
from eigenscope.labs.layer.lab import LAB as LAYER


def test_layer_shows_the_first_layer_of_the_network() -> None:
    inputs = replace(LAB.defaults(), topic=GRAPH, program=NETWORK)
    (handover,) = LAB.handovers(inputs)
    layer = set_from_texts(LAYER, LAYER.defaults(), handover.texts)
    solution = LAB.solve(inputs)
    assert isinstance(solution, GraphStory)
    values = {node.name: node.value for node in solution.whole.nodes}
    numbers: dict[str, Any] = {
        each.key: each.value for each in LAYER.readouts(LAYER.solve(layer), 1.0)
    }
    np.testing.assert_array_equal(np.ravel(numbers["Z"]), values["z"])
    np.testing.assert_array_equal(np.ravel(numbers["Y"]), values["h"])
    assert LAB.handovers(replace(inputs, program=f"{NETWORK}\nx")) == ()


@pytest.mark.parametrize("preset", LAYER.presets(), ids=lambda preset: preset.key)
def test_a_layer_goes_back_with_the_gradients_that_torch_has(preset: Preset) -> None:
    layer = preset.make(LAYER.defaults(), 0.0)
    (handover,) = LAYER.handovers(layer)
    inputs = set_from_texts(LAB, LAB.defaults(), handover.texts)
    names: dict[str, Any] = {"torch": torch}
    exec(inputs.program, names)
    known: dict[str, Any] = {each.key: each.value for each in LAB.readouts(LAB.solve(inputs), 1.0)}
    for leaf in ("W", "b"):
        np.testing.assert_allclose(known[f"grad_{leaf}"], names[leaf].grad, rtol=1e-12)
