"""Programs of tensors or arrays drawn at random: each line makes one from those before it."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from .running import runs

Array = npt.NDArray[np.generic]
ELEMENTWISE = (
    "{x} + {y}", "{x} * {y}", "{x} - 2", "3 * {x}", "{x} / {y}", "{x} > {y}", "{x} == {y}", "-{x}",
    "{x} ** 2", "{x}.exp()", "{x}.abs()", "{x}.sign()", "torch.sigmoid({x})", "F.relu({x})",
    "torch.maximum({x}, {y})", "{x}.clamp(-1, 1)", "torch.where({x} > 0, {x}, {y})", "{x} // 2",
    "{x} % 3", "torch.logical_not({x})", "{x}.tanh()", "{x}.round()", "({x} > 0) & ({y} > 0)",
    "{x}.masked_fill({x} > 0, 0)", "{x}.long()", "{x}.float()", "torch.zeros_like({x})",
)  # fmt: skip
ALONG = (
    "{x}.sum(dim={d})", "{x}.sum({d}, keepdim=True)", "{x}.prod(dim={d})", "{x}.amax(dim={d})",
    "{x}.max(dim={d})", "{x}.argmin(dim={d})", "{x}.cumsum(dim={d})", "{x}.cumprod({d})",
    "{x}.float().mean(dim={d})", "{x}.float().softmax(dim={d})", "{x}.any(dim={d})",
    "{x}.float().var(dim={d})", "{x}.float().logsumexp({d})", "{x}.sort(dim={d})", "{x}.flip({d})",
    "{x}.roll(1, {d})", "{x}.unsqueeze({d})", "{x}.squeeze({d})", "{x}.unbind({d})",
    "torch.cat(({x}, {x}), dim={d})", "torch.stack(({x}, {x}), dim={d})", "{x}.chunk(2, dim={d})",
    "{x}.transpose({d}, {e})", "{x}.movedim({d}, {e})", "{x}.split(2, dim={d})",
    "{x}.repeat_interleave(2, dim={d})", "torch.index_select({x}, {d}, torch.tensor([0, 0]))",
    "{x}.sum(dim=({d}, {e}))", "{x}.float().norm(dim={d})", "{x}.float().topk(1, dim={d})",
    "{x}.gather({d}, torch.zeros_like({x}).long())", "torch.rot90({x}, 1, ({d}, {e}))",
    "{x}.float().topk(1)", "{x}.float().topk(1, {d})", "{x}.float().norm(2, {d})",
    "torch.max({x}, {y})", "{x}.float().contiguous().median({d})",
    "F.normalize({x}.float(), dim={d})",
    "torch.cross({x}, {y}, dim={d})", "F.layer_norm({x}.float(), {x}.shape[-1:])",
    "F.mse_loss({x}.float(), {y}.float(), reduction='none')",
    "torch.linalg.vector_norm({x}.float(), 1, {d})", "torch.linalg.matrix_norm({x}.float())",
    "F.scaled_dot_product_attention({x}.float(), {x}.float(), {x}.float(), is_causal=True)",
    "{x}.flatten({d})", "{x}.narrow({d}, 0, 1)", "{x}.all(dim={d}, keepdim=True)",
)  # fmt: skip
WHOLE = (
    "{x}.sum()", "{x}.max()", "{x}.flatten()", "{x}.reshape(-1)", "{x}.T", "{x}.mT", "{x}[0]",
    "{x}[..., 0]", "{x}[-1:]", "{x}[..., ::2]", "{x}[None]", "{x}[{x} > 0]", "{x}[:, 1:]",
    "{x}[torch.tensor([0, 0])]", "{x}.clone()", "{x}.contiguous()", "{x}.argmax()", "{x}.view(-1)",
    "{x}.expand(2, *{x}.shape)", "{x}.repeat(2, *{x}.shape)", "{x}.squeeze()", "{x}.detach()",
    "{x} @ {y}", "{x} @ {x}.T", "torch.outer({x}, {y})", "torch.dot({x}, {y})", "{x}.tril()",
    "torch.einsum('...i,...i->...', {x}, {x})", "torch.einsum('ij,jk', {x}, {y})", "{x}.diag()",
    "torch.einsum('i...->...i', {x})", "torch.tensordot({x}, {y}, dims=1)", "torch.kron({x}, {y})",
    "F.pad({x}, (1, 0))", "{x}.permute({order})", "{x}.reshape({shape})", "{x}.float().std()",
    "torch.broadcast_to({x}, (2, *{x}.shape))", "torch.hstack(({x}, {x}))", "{x}.numel()",
    "torch.vstack(({x}, {x}))", "{x}.is_contiguous()", "torch.equal({x}, {y})", "{x}.tile(2)",
)  # fmt: skip
WRITES = ("{x}[0] = 7", "{x}[..., 0] = {y}", "{x} += 1", "{x}[{x} > 1] = 0", "{x} *= {y}")
NUMPY = (
    "{x} + {y}", "{x} * {y}", "{x} - 2", "3 * {x}", "{x} / {y}", "{x} > {y}", "-{x}",
    "{x} ** 2", "np.exp({x})", "np.abs({x})", "np.sign({x})", "np.maximum({x}, {y})",
    "np.clip({x}, -1, 1)", "np.where({x} > 0, {x}, {y})", "{x} // 2", "{x} % 3",
    "np.logical_not({x})", "{x}.astype(np.float32)", "{x}.astype(np.int64)",
    "np.zeros_like({x})", "np.round({x})", "np.square({x})", "np.tril({x})",
    "{x}.sum(axis={d})", "{x}.sum(axis={d}, keepdims=True)", "{x}.prod(axis={d})",
    "{x}.max(axis={d})", "{x}.argmin(axis={d})", "{x}.cumsum(axis={d})",
    "np.mean({x}, axis={d})", "np.any({x}, axis={d})", "np.var({x}, axis={d})",
    "np.sort({x}, axis={d})", "np.flip({x}, {d})", "np.roll({x}, 1, {d})",
    "np.expand_dims({x}, {d})", "np.squeeze({x})", "np.concatenate(({x}, {x}), axis={d})",
    "np.stack(({x}, {x}), axis={d})", "np.swapaxes({x}, {d}, {e})",
    "np.moveaxis({x}, {d}, {e})", "np.split({x}, 2, axis={d})", "np.repeat({x}, 2, axis={d})",
    "np.take({x}, [0, 0], axis={d})", "np.median({x}, axis={d})", "np.argsort({x}, axis={d})",
    "{x}.std(axis={d})", "np.all({x}, axis={d})", "{x}.sum()", "{x}.max()", "{x}.flatten()",
    "{x}.ravel()", "{x}.reshape(-1)", "{x}.T", "{x}[0]", "{x}[..., 0]", "{x}[-1:]",
    "{x}[..., ::-1]", "{x}[None]", "{x}[{x} > 0]", "{x}[:, 1:]", "{x}[[0, 0]]",
    "{x}[np.array([0, 0])]", "{x}.copy()", "{x}.argmax()", "{x} @ {y}", "{x} @ {x}.T",
    "np.outer({x}, {y})", "np.dot({x}, {y})", "np.inner({x}, {y})", "np.tile({x}, 2)",
    "np.hstack(({x}, {x}))", "np.vstack(({x}, {x}))", "np.diag({x})",
    "np.einsum('ij,jk', {x}, {y})", "np.einsum('...i,...i->...', {x}, {x})",
    "np.tensordot({x}, {y}, axes=1)", "np.kron({x}, {y})",
    "np.broadcast_to({x}, (2, *{x}.shape))", "np.transpose({x}, {order})", "{x}.transpose()",
    "np.trace({x})", "np.linalg.norm({x})", "{x}.size", "np.shape({x})", "np.fliplr({x})",
    "np.rot90({x})", "{x}.dot({y})", "np.linalg.det({x})", "np.cross({x}, {y})",
    "{x}.repeat(2)", "np.cumsum({x})", "np.sort({x}, axis=None)", "np.linalg.norm({x}, axis={d})",
)  # fmt: skip


class Drawn:
    """A program of lines, with what Python itself makes of them.

    Attributes
    ----------
    lines
        Those that run.
    wrong
        One that does not, if one was drawn.
    scope
        What each name stands for after the lines.
    """

    def __init__(
        self, chance: Random, operations: int, *, writes: bool = True, numpy: bool = False
    ) -> None:
        self._chance = chance
        self._shape: list[int] = []
        self._numpy = numpy
        self.scope: dict[str, Any] = {"torch": torch, "F": functional, "np": np}
        templates = (NUMPY,) if numpy else (ELEMENTWISE, ALONG, WHOLE)
        self.lines: list[str] = []
        self.wrong = ""
        for _ in range(2):
            self._add(self._made())
        for _ in range(operations):
            if writes and chance.random() < 0.1:
                self._run(self._filled(chance.choice(WRITES)))
            else:
                self._add(self._filled(chance.choice(chance.choice(templates))))

    def tensors(self) -> dict[str, torch.Tensor]:
        """Return the names that stand for tensors."""
        return {name: v for name, v in self.scope.items() if isinstance(v, torch.Tensor)}

    def arrays(self) -> dict[str, Array]:
        """Return the names that stand for NumPy's arrays and numbers."""
        return {
            name: np.asarray(held)
            for name, held in self.scope.items()
            if isinstance(held, np.ndarray | np.generic)
        }

    def _add(self, expression: str) -> None:
        name = f"v{len(self.lines)}"
        self._run(f"{name} = {expression}")
        made = self.scope.get(name)
        if isinstance(made, tuple) and all(isinstance(each, torch.Tensor) for each in made):
            names = [f"{name}_{place}" for place in range(len(made))]
            self._run(f"{', '.join(names)} = {name}")

    def _run(self, line: str) -> None:
        if runs(line, self.scope):
            self.lines.append(line)
        else:
            self.wrong = self.wrong or "\n".join([*self.lines, line])

    def _made(self) -> str:
        chance = self._chance
        lengths = [1, 2, 2, 3, 3, 4] * 3 + [0]
        shape = [
            chance.choice(lengths) for _ in range(chance.choice((0, 1, 1, 2, 2, 2, 3, 3, 4, 5)))
        ]
        while math.prod(shape) > 24:
            shape.pop()
        self._shape = shape
        cells = [chance.choice((-2, -1, 0, 1, 2, 3, 5)) for _ in range(math.prod(shape))]
        kind = chance.choice(("float32", "float32", "float64", "int64"))
        made = "np.array" if self._numpy else "torch.tensor"
        library = "np" if self._numpy else "torch"
        return f"{made}({cells}, dtype={library}.{kind}).reshape({tuple(shape)})"

    def _filled(self, template: str) -> str:
        names = list(self.arrays() if self._numpy else self.tensors())
        last = max(len(self._shape) - 1, 0)
        order = list(range(len(self._shape)))
        self._chance.shuffle(order)
        return template.format(
            x=self._chance.choice(names), y=self._chance.choice(names),
            d=self._chance.randint(-last - 1, last), e=self._chance.randint(0, last),
            order=tuple(order), shape=tuple(self._shape[::-1]),
        )  # fmt: skip
