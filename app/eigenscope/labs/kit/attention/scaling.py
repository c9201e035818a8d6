"""Random queries and keys of d channels: what softmax makes of their dot products."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.activations import softmax
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.attention.attention_inputs import AttentionInputs
from eigenscope.labs.kit.attention.attention_numbers import entropy_of
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_PLAIN: Text = "Not scaled"
_SCALED: Text = "Scaled by 1/√d"
_ENTROPY: Text = "How evenly the weights are spread, in nats: ln n if all n keys are alike."
_SLOPE: Text = (
    "The largest derivative of a weight with respect to its own score, p (1 − p): near 0, nothing "
    "is learnt any more."
)
_DRAWS = 60  # of a mean entropy
DEPTHS = tuple(2**power for power in range(11))


@dataclass(frozen=True, eq=False)
class Scaling:
    """The dot products of one query with some keys, and their weights with and without √d."""

    inputs: AttentionInputs
    facts: tuple[Fact, ...]
    arrays: dict[str, Floats]

    def readouts(self) -> Iterator[Readout]:
        """Yield the numbers."""
        for fact in self.facts:
            value = self.arrays[fact.variable]
            yield fact.matrix(value) if value.ndim else fact.number(float(value))


def scaling_facts(inputs: AttentionInputs) -> tuple[Fact, ...]:
    """Return what is computed: without and with the scale."""
    depth, temperature = inputs.channels, inputs.temperature.scalar.value
    cooled = "" if temperature == 1 else f" / {temperature!r}"
    lines: tuple[tuple[str, Text, Text, Text, str], ...] = (
        ("products", _PLAIN, "Dot products", "", "K @ q"),
        ("spread", _PLAIN, "Root mean square", "", "products.square().mean().sqrt()"),
        ("plain", _PLAIN, "Weights", "", f"torch.softmax(products{cooled}, dim=0)"),
        (
            "plain_entropy",
            _PLAIN,
            "Entropy, not scaled",
            _ENTROPY,
            "torch.special.entr(plain).sum()",
        ),
        ("plain_slope", _PLAIN, "Largest slope", _SLOPE, "(plain * (1 - plain)).max()"),
        ("scores", _SCALED, "Scores", "", f"products / {depth}**0.5"),
        ("weights", _SCALED, "Weights", "", f"torch.softmax(scores{cooled}, dim=0)"),
        ("entropy", _SCALED, "Entropy, scaled", _ENTROPY, "torch.special.entr(weights).sum()"),
        ("slope", _SCALED, "Largest slope", _SLOPE, "(weights * (1 - weights)).max()"),
    )
    return tuple(
        Fact(name, group, label, tip, f"{name} = {code}", brief="entropy" in name)
        for name, group, label, tip, code in lines
    )


def scaling_code(inputs: AttentionInputs) -> str:
    """Return the whole program."""
    groups = groupby(scaling_facts(inputs), lambda fact: fact.group)
    prepared = "\n".join(
        (
            "import numpy\n",
            f"chance = numpy.random.default_rng({inputs.seed})",
            f"q = torch.from_numpy(chance.normal(size={inputs.channels}))",
            f"K = torch.from_numpy(chance.normal(size=({inputs.count}, {inputs.channels})))",
        )
    )
    return composed_program(prepared, *(tuple(facts) for _, facts in groups))


def scaling_of(inputs: AttentionInputs, cancellation: Cancellation | None = None) -> Scaling:
    """Return the numbers, traced."""
    from eigenscope.labs.kit.tensors.tracing import traced_arrays  # late: it imports torch

    facts = scaling_facts(inputs)
    chance = np.random.default_rng(inputs.seed)
    names = {"q": chance.normal(size=inputs.channels)}
    names["K"] = chance.normal(size=(inputs.count, inputs.channels))
    lines = [fact.line for fact in facts if "entr(" not in fact.line]
    arrays = traced_arrays("\n".join(lines), cancellation, names)
    arrays["plain_entropy"] = np.asarray(entropy_of(arrays["plain"]))
    arrays["entropy"] = np.asarray(entropy_of(arrays["weights"]))
    return Scaling(inputs, facts, arrays)


def mean_entropies(inputs: AttentionInputs) -> tuple[Floats, Floats]:
    """Return the mean entropy for each of `DEPTHS`, not scaled and scaled, of many draws."""
    chance = np.random.default_rng(inputs.seed)
    temperature = inputs.temperature.scalar.value
    plain, scaled = [], []
    for depth in DEPTHS:
        queries = chance.normal(size=(_DRAWS, depth))
        keys = chance.normal(size=(_DRAWS, inputs.count, depth))
        products = np.einsum("nd,nkd->nk", queries, keys) / temperature
        plain.append(entropy_of(softmax(products)).mean())
        scaled.append(entropy_of(softmax(products / depth**0.5)).mean())
    return np.array(plain), np.array(scaled)
