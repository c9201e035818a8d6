"""Programs drawn at random that differentiate: torch itself runs their lines beside the trace.

Left out is what torch differentiates wrongly or as chance will have it: kron and .data after a
write into what they shared, leaves that are views of others, and parts of several after a write.
"""

from __future__ import annotations

import math
from random import Random
from typing import Any

import torch
from torch.nn import functional

from ..running import runs

ONE = (
    "{x} * 2", "{x} - {x} ** 2", "1 / (1 + {x} ** 2)", "{x}.exp()", "({x} ** 2 + 1).log()", "-{x}",
    "{x}.sin()", "torch.cos({x})", "{x}.tanh()", "torch.sigmoid({x})", "F.relu({x})", "{x}.abs()",
    "F.softplus({x})", "F.gelu({x})", "{x}.sqrt()", "{x}.clamp(-1, 1)", "{x}.reshape(-1)", "{x}.T",
    "{x}.sum()", "{x}.mean()", "{x}.prod()", "{x}.sum(0)", "{x}.cumsum(0)", "{x}.softmax(0)",
    "{x}.logsumexp(0)", "{x}.max()", "{x}.max(0).values", "{x}.norm()", "{x}.var()", "{x}.amax(0)",
    "{x}.flip(0)", "{x}[0]", "{x}[-1:]", "{x}[..., 0]", "{x}[{x} > 0]", "{x}.unsqueeze(0)",
    "{x}.repeat(2)", "{x}.expand(2, *{x}.shape)", "{x}.detach()", "{x}.clone()", "{x}.tril()",
    "{x}.masked_fill({x} > 1, 0)", "torch.where({x} > 0, {x}, {x} * {x})", "{x}.sort().values",
    "torch.einsum('...i,...i->...', {x}, {x})", "{x}.view(-1)", "{x} @ {x}", "{x}.float().double()",
    "torch.stack(({x}, {x}))", "torch.cat(({x}, {x}))", "{x}.log_softmax(-1)", "{x}.cumprod(0)",
    "F.layer_norm({x}, {x}.shape[-1:])", "{x}.sum(-1, keepdim=True) * {x}", "{x}.round() * {x}",
    "F.pad({x}, (1, 0))", "{x}.roll(1, 0)", "{x}.std()", "{x}.diag()", "{x}.median()",
    "F.scaled_dot_product_attention({x}, {x}, {x})",
    "F.cross_entropy({x}, torch.tensor(0))", "torch.linalg.det({x})", "{x}.sum().item() * {x}",
)  # fmt: skip
TWO = (
    "{x} + {y}", "{x} - {y}", "{x} * {y}", "{x} / (1 + {y} ** 2)", "{x} @ {y}", "{x} @ {y}.T",
    "torch.maximum({x}, {y})", "torch.minimum({x}, {y})", "torch.where({x} > 0, {x}, {y})",
    "torch.outer({x}, {y})", "torch.dot({x}, {y})", "torch.atan2({x}, {y})", "F.linear({x}, {y})",
    "{x} + {y}.detach() * {x}", "torch.cat(({x}, {y}))", "torch.mv({x}, {y})", "{x} ** {y}",
    "F.mse_loss({x}, {y})", "torch.lerp({x}, {y}, 0.3)",
)  # fmt: skip
WRITES = (
    "{x} *= {y}", "{x} += 1", "{x}[0] = {y}", "{x}[..., -1] = {y}", "{x}[{x} > 0] = 0.5",
    "{x}.zero_()",
    "{x} -= {y}.detach()", "{x}[0] *= 2", "F.relu({x}, inplace=True)", "{x} = {x} * {y}",
    "with torch.no_grad():\n    {x} += 1", "with torch.no_grad():\n    {x} *= {y}",
    "with torch.no_grad():\n    {n} = {x} * {y}", "{x}.grad.zero_()", "{x}.grad = None",
    "{x}.grad *= 0.5", "{x}.requires_grad_()", "{x}.detach()[...] = 0.25",
)  # fmt: skip


class DrawnGradients:
    """A program of lines that torch runs too.

    Attributes
    ----------
    lines
        Those that run.
    wrong
        The whole with one more line that does not, if one was drawn.
    scope
        What each name stands for after the lines.
    """

    def __init__(self, chance: Random, operations: int, *, writes: bool = True) -> None:
        self._chance = chance
        self.scope: dict[str, Any] = {"torch": torch, "F": functional}
        self.lines: list[str] = []
        self.wrong = ""
        shape = [chance.choice((1, 2, 2, 3)) for _ in range(chance.choice((0, 1, 1, 2, 2, 3)))]
        for number in range(chance.choice((1, 2, 2, 3))):
            own = shape if chance.random() < 0.7 else shape[1:]
            self._run(f"w{number} = {self._leaf(own)}")
        backwards = chance.choice((1, 1, 2, 3))
        for _ in range(backwards):
            for _ in range(operations):
                self._add(writes=writes)
            self._go_back()

    def _leaf(self, shape: list[int]) -> str:
        cells = [round(self._chance.uniform(-2, 2), 2) for _ in range(math.prod(shape))]
        nested = torch.tensor(cells, dtype=torch.float64).reshape(shape).tolist()
        needs = self._chance.choice(("", "after", "in", "in", "in"))
        inside = ", requires_grad=True" if needs == "in" else ""
        after = ".requires_grad_()" if needs == "after" else ""
        return f"torch.tensor({nested}, dtype=torch.float64{inside}){after}"

    def _names(self) -> list[str]:
        return [name for name, held in self.scope.items() if isinstance(held, torch.Tensor)]

    def _add(self, *, writes: bool) -> None:
        names, chance = self._names(), self._chance
        recent = names[-4:] if chance.random() < 0.7 else names
        x, y, new = chance.choice(recent), chance.choice(names), f"v{len(self.lines)}"
        if writes and chance.random() < 0.2:
            self._run(chance.choice(WRITES).format(x=x, y=y, n=new))
        else:
            template = chance.choice(ONE if chance.random() < 0.6 else TWO)
            self._run(f"{new} = {template.format(x=x, y=y)}")

    def _go_back(self) -> None:
        names = [name for name in self._names() if self.scope[name].requires_grad]
        for name in names[::-1][:2] if self._chance.random() < 0.5 else names[-1:]:
            held = self.scope[name]
            how = self._chance.choice(("", "retain_graph=True"))
            if held.numel() == 1:
                self._run(f"{name}.backward({how})")
            elif self._chance.random() < 0.3:
                self._run(f"{name}.backward(torch.ones_like({name}) * 2)")
            else:
                self._run(f"({name} * {name}).sum().backward({how})")

    def _run(self, line: str) -> None:
        """Run a line; one that fails is left out, and what it has half done is undone."""
        if runs(line, self.scope):
            self.lines.append(line)
            return
        self.wrong = self.wrong or "\n".join([*self.lines, line])
        self.scope = {"torch": torch, "F": functional}
        assert all(runs(each, self.scope) for each in self.lines)
