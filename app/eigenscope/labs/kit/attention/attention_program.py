"""Attention as lines of torch: each stage is a statement, whose trace is what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs.mask import CAUSAL, NONE, PADDING, mask_flags
from eigenscope.labs.kit.attention.attention_inputs import ONE, ROOT, AttentionInputs
from eigenscope.labs.kit.attention.operands import WEIGHTS, Operands
from eigenscope.wording.words import Words

_SAFE = 300.0  # scores of at most that size have an exp that is far from float64's limits
_LARGEST = 1e307


@dataclass(frozen=True)
class Statement:
    """A line of the program, and the variable that it assigns to."""

    variable: str
    line: str


@dataclass(frozen=True, eq=False)
class AttentionProgram:
    """The program of some inputs.

    Attributes
    ----------
    operands
        What it begins with.
    statements
        Its stages.
    mask
        1 where a query sees a key, (n, m); None without a mask.
    heads
        How many there are.
    prepared
        The lines before the statements, which make what they need.
    order, more
        The rows in another order, if that is asked for, and what else statements need.
    """

    operands: Operands
    statements: tuple[Statement, ...]
    mask: Floats | None
    heads: int
    prepared: str
    order: tuple[int, ...] = ()
    more: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The lines that are traced."""
        head = [f"order = torch.tensor({[*self.order]})"] if self.order else []
        return "\n".join((*head, *(each.line for each in self.statements))) + "\n"

    @property
    def names(self) -> Mapping[str, Floats]:
        """What the lines need."""
        masks = {} if self.mask is None else {"mask": self.mask}
        return {**self.operands.arrays, **masks, **self.more}

    @property
    def hidden(self) -> tuple[int, ...]:
        """The queries that see no key."""
        if self.mask is None:
            return ()
        return tuple(np.flatnonzero(~self.mask.any(axis=1)).tolist())


def program_of(inputs: AttentionInputs, operands: Operands) -> AttentionProgram:
    """Return the program.

    Raises
    ------
    InputError
        If the mask has another shape, or scores are beyond float64.
    """
    flags = mask_flags(inputs.mask, operands.shape)
    mask = None if flags is None else flags.astype(np.float64)
    hides = mask is not None and not bool(mask.any(axis=1).all())
    statements = tuple(_statements(inputs, operands, masked=mask is not None, hides=hides))
    prepared = operands.lines.rstrip("\n")
    if mask is not None:
        prepared += f"\n{_mask_line(inputs.mask, operands.shape)}"
    return AttentionProgram(operands, statements, mask, inputs.heads, prepared)


def _statements(
    inputs: AttentionInputs, operands: Operands, *, masked: bool, hides: bool
) -> Iterator[Statement]:
    """Yield the stages; ``hides`` says whether the mask leaves a query without a key."""
    yield from _made_by_weights(operands)
    depth = operands.array("Q").shape[1] // inputs.heads
    yield from _by_head(inputs.heads, operands)
    yield from _scored(inputs, depth)
    scores = "scores"
    temperature = inputs.temperature.scalar.value
    if temperature != 1:
        yield _assigned("tempered", f"{scores} / {temperature!r}")
        scores = "tempered"
    if masked:
        yield _assigned("masked", f"{scores}.masked_fill(mask == 0, -torch.inf)")
        scores = "masked"
    shifted = _bound(inputs, operands, depth) > _SAFE
    yield from _softmax(scores, shifted=shifted, hides=hides)
    yield from _mixed(inputs)


def _assigned(variable: str, expression: str) -> Statement:
    return Statement(variable, f"{variable} = {expression}")


def _made_by_weights(operands: Operands) -> Iterator[Statement]:
    """Yield queries, keys and values, if they are made from X."""
    if operands.projected:
        for name, weight in zip("QKV", WEIGHTS, strict=True):
            yield _assigned(name, f"X @ {weight}")


def _by_head(heads: int, operands: Operands) -> Iterator[Statement]:
    """Yield the channels of queries, keys and values, split into heads."""
    for name in "QKV" if heads > 1 else "":
        width = operands.array(name).shape[1] // heads
        yield _assigned(f"{name}_h", f"{name}.unflatten(-1, ({heads}, {width})).transpose(0, 1)")


def _scored(inputs: AttentionInputs, depth: int) -> Iterator[Statement]:
    """Yield the dot products, and the scores that the scale makes of them."""
    products = "Q_h @ K_h.mT" if inputs.heads > 1 else "Q @ K.T"
    if inputs.scaling == ONE:
        yield _assigned("scores", products)
        return
    factor = f"/ {depth}**0.5" if inputs.scaling == ROOT else f"* {scale_of(inputs, depth)!r}"
    yield _assigned("S", products)
    yield _assigned("scores", f"S {factor}")


def _softmax(scores: str, *, shifted: bool, hides: bool) -> Iterator[Statement]:
    """Yield the weights; rows of large scores are ``shifted`` first, so that exp stays finite."""
    if shifted:
        yield _assigned("top", f"{scores}.amax(dim=-1, keepdim=True)")
        top = "top.masked_fill(top == -torch.inf, 0.0)" if hides else "top"
        yield _assigned("shifted", f"{scores} - {top}")
    yield _assigned("E", f"torch.exp({'shifted' if shifted else scores})")
    yield _assigned("Z", "E.sum(dim=-1, keepdim=True)")
    yield _assigned("weights", "E / Z.masked_fill(Z == 0, 1.0)" if hides else "E / Z")


def _mixed(inputs: AttentionInputs) -> Iterator[Statement]:
    """Yield the values that the weights mix, the heads joined, and what W_O makes of them."""
    joined = "O" if inputs.project else "output"
    if inputs.heads > 1:
        yield _assigned("O_h", "weights @ V_h")
        yield _assigned(joined, "O_h.transpose(0, 1).flatten(1)")
    else:
        yield _assigned(joined, "weights @ V")
    if inputs.project:
        yield _assigned("output", "O @ W_O")


def scale_of(inputs: AttentionInputs, depth: int) -> float:
    """Return what dot products of so many channels are multiplied by."""
    if inputs.scaling == ROOT:
        return float(depth**-0.5)
    return 1.0 if inputs.scaling == ONE else float(inputs.scale.scalar.value)


def _bound(inputs: AttentionInputs, operands: Operands, depth: int) -> float:
    """Return what no score exceeds, by the lengths of queries and keys (Cauchy–Schwarz)."""
    with np.errstate(over="ignore", invalid="ignore"):
        longest = [np.linalg.norm(operands.array(name), axis=1).max() for name in "QK"]
        factor = abs(scale_of(inputs, depth))
        product = float(longest[0] * longest[1])
        bound = max(product, product * factor, product * factor / inputs.temperature.scalar.value)
    if not bound <= _LARGEST:
        raise InputError(
            Words("The scores are beyond 10³⁰⁷: take smaller numbers or a smaller scale.")
        )
    return bound


def _mask_line(text: str, shape: tuple[int, int]) -> str:
    assert text != NONE
    if text == CAUSAL:
        return f"mask = torch.ones{shape}.tril()"
    if text.startswith(PADDING):
        valid = text.split()[1:]
        lengths = valid[0] if len(valid) == 1 else f"torch.tensor([[{'], ['.join(valid)}]])"
        return f"mask = torch.arange({shape[1]}).expand{shape} < {lengths}"
    rows = "], [".join(row.replace(" ", ", ") for row in text.split("; "))
    return f"mask = torch.tensor([[{rows}]])"
