"""The same tokens in another order, to see whether each keeps its output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.attention.blocks_story import BlocksStory
from eigenscope.labs.attention.inputs import Inputs
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.mask import NONE
from eigenscope.labs.kit.attention import colours
from eigenscope.labs.kit.attention.attention_numbers import Attention, traced_attention
from eigenscope.labs.kit.attention.attention_program import AttentionProgram, Statement, program_of
from eigenscope.labs.kit.attention.operands import Operands, operands_of
from eigenscope.labs.kit.positions.encoding import encoding, encoding_lines
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import rounded
from eigenscope.wording.words import Text, Words, as_words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation

_MOVED: Text = (
    "The tokens change places: row i is now what was in row order[i], counted from 0 as in torch."
)
_ANSWERED: Text = "Attention is computed for the tokens in their new order."
_EXPECTED: Text = "The first outputs are put into the new order: each goes where its token is now."
_STAGES = {"X_p": _MOVED, "Q_p": _MOVED, "output_p": _ANSWERED, "expected": _EXPECTED}


def ordered_program(inputs: Inputs) -> AttentionProgram:
    """Return the program that attends twice, to the tokens and to the same in another order.

    Raises
    ------
    InputError
        If queries are not as many as keys, or the order is of another number of tokens.
    """
    plain = replace(inputs, heads=1, project=False)
    operands = operands_of(plain)
    count, keys = operands.shape
    if count != keys:
        said = {"queries": str(count), "keys": str(keys)}
        words = (
            "An order needs as many keys as queries, since both belong to the same tokens; "
            "the numbers of queries and keys are {queries} and {keys}."
        )
        raise InputError(Words(words, said))
    order = [each - 1 for each in inputs.order] or [*reversed(range(count))]
    if len(order) != count:
        said = {"count": str(len(order)), "tokens": str(count)}
        words = "The order names {count} tokens, and there are {tokens}: name each once."
        raise InputError(Words(words, said))
    program = program_of(plain, operands)
    placed = inputs.placed and operands.projected
    more: dict[str, Floats] = {}
    prepared = f"{program.prepared}\norder = torch.tensor({order})"
    if placed:
        width = operands.arrays["X"].shape[1]
        more["P"] = encoding(count, width)
        prepared += "\n" + encoding_lines("P", count, width)
    statements = (*_twice(program, operands, placed=placed),)
    return replace(program, statements=statements, prepared=prepared, order=(*order,), more=more)


def _twice(program: AttentionProgram, operands: Operands, *, placed: bool) -> Iterator[Statement]:
    """Yield the statements of attention, then the same ones of the tokens in their new order."""
    first = [*program.statements]
    if placed:
        first = [Statement(each.variable, each.line.replace("X @", "H @")) for each in first]
        yield Statement("H", "H = X + P")
    yield from first
    names = [each.variable for each in first]
    if operands.projected:
        yield Statement("X_p", "X_p = X[order]")
        if placed:
            yield Statement("H_p", "H_p = X_p + P")
        names += ["H" if placed else "X"]
    else:
        yield from (Statement(f"{name}_p", f"{name}_p = {name}[order]") for name in "QKV")
        names += [*"QKV"]
    for each in first:
        line = re.sub(rf"\b({'|'.join(names)})\b", r"\1_p", each.line)
        yield Statement(f"{each.variable}_p", line)
    yield Statement("expected", "expected = output[order]")
    yield Statement("same", "same = torch.isclose(output_p, expected)")


@dataclass(frozen=True, eq=False)
class OrderStory(BlocksStory):
    """Tokens change places, and so do their outputs, unless places matter."""

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """What is seen: the new order, its output, what would be expected, and where that is so."""
        first = "X_p" if self.attention.program.operands.projected else "Q_p"
        return (first, "output_p", "expected", "same")

    @property
    def names(self) -> Mapping[Slot, Sequence[str]]:
        """The tokens in both orders."""
        first = self.attention.query_names
        order = self.attention.program.order
        return {colours.QUERY: first, colours.KEY: [first[number] for number in order]}

    def axes_of(self, tensor: ShownTensor, variable: str) -> tuple[Slot, ...]:
        """Return the colours of axes; rows in the new order have another."""
        axes = super().axes_of(tensor, variable)
        if tensor.label == "order":
            return (colours.KEY,)
        if tensor.label.endswith("_p") or tensor.label in ("expected", "same"):
            return tuple(colours.KEY if each == colours.QUERY else each for each in axes)
        return axes

    def caption_of(self, variable: str) -> Words:
        """Return what the stage does that makes a variable; of the last one, what came out."""
        return as_words(_STAGES[variable]) if variable in _STAGES else self._result

    @property
    def _result(self) -> Words:
        if self.attention.array("same").all():
            return Words(
                "All are the same: attention is equivariant. It knows which tokens there are, not "
                "where they stand."
            )
        moved, expected = (self.attention.array(name) for name in ("output_p", "expected"))
        said = {"largest": rounded(float(np.abs(moved - expected).max()), 3)}
        if self.attention.inputs.mask == NONE:
            return Words(
                "They differ by up to {largest}: with positions added, it matters where a token "
                "stands.",
                said,
            )
        return Words(
            "They differ by up to {largest}: with this mask, it matters where a token stands.", said
        )

    def score_under(self, stage: int, view: View) -> int | None:
        """Return None: no scores are shown."""
        return None


def ordered(inputs: Inputs, cancellation: Cancellation | None = None) -> Attention:
    """Return attention to the tokens in both orders."""
    return traced_attention(inputs, ordered_program(inputs), cancellation)
