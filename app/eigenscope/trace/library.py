"""Torch, NumPy and the little of Python that programs may name, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch

from eigenscope.trace import known
from eigenscope.trace.errors import TraceError
from eigenscope.trace.files import ProgramFiles
from eigenscope.trace.known import Dependency
from eigenscope.trace.mended import mended
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.trace.values import TraceValue


@dataclass(frozen=True)
class Callee:
    """Something that can be called."""

    name: str
    kind: Dependency
    run: Callable[..., object]
    owner: TraceValue | None = None
    numpy: bool = False
    bare: bool = False
    """It gives a plain value, and is no step."""
    prints: bool = False
    limits_itself: bool = False
    """It refuses to make too much, and cannot be asked beforehand how much it would make."""


@dataclass(frozen=True)
class Module:
    """What has functions, constants and other modules by listed names alone."""

    name: str
    members: Mapping[str, object]

    def member(self, name: str) -> object:
        """Return what a name stands for in it; raise TraceError if it is not listed."""
        if name not in self.members:
            words = Words("{module} has no {name} here.", {"module": self.name, "name": name})
            raise TraceError(words)
        return self.members[name]


@dataclass
class Library:
    """The modules of one program, with random numbers and files of its own."""

    seed: int = 0
    files: ProgramFiles = field(default_factory=ProgramFiles)
    random: np.random.RandomState = field(init=False)

    def __post_init__(self) -> None:
        self.random = np.random.RandomState(self.seed)
        functional = Module("F", {**_functions(torch.nn.functional, known.FUNCTIONAL)})
        linalg = Module("torch.linalg", _functions(torch.linalg, known.LINALG))
        torch_members: dict[str, object] = {
            **_functions(torch, known.TORCH),
            **{name: getattr(torch, name) for name in known.DTYPES},
            **known.CONSTANTS,
            "linalg": linalg,
            "nn": Module("torch.nn", {"functional": functional}),
            "no_grad": Callee("no_grad", Dependency.ASK, torch.no_grad, bare=True),
        }
        self._roots: dict[str, object] = {
            "torch": Module("torch", torch_members),
            "F": functional,
            "nn": Module("nn", {"functional": functional}),
            "np": self._numpy(),
            "numpy": self._numpy(),
            "math": Module("math", self._math()),
            "load": Callee("load", Dependency.MAKE, self.files.load, limits_itself=True),
            **{name: self._builtin(name) for name in known.BUILTINS},
        }

    def root(self, name: str) -> object | None:
        """Return what a name means that the program has not defined."""
        return self._roots.get(name)

    def attribute(self, held: object, name: str) -> Dependency | None:
        """Return how an attribute of a value comes from it; None if it has none of the name."""
        if isinstance(held, torch.Tensor):
            return known.ATTRIBUTES.get(name)
        if isinstance(held, np.ndarray | np.generic):
            return known.NUMPY_ATTRIBUTES.get(name)
        return None

    def method(self, base: TraceValue, name: str) -> Callee | None:
        """Return a method of a value, or None if it has none of the name that is listed."""
        held = base.held
        if isinstance(held, torch.Tensor) and name in known.METHODS:
            kind = known.METHODS[name]
            return Callee(name, kind, mended(name, _method(name)), base)
        if isinstance(held, np.ndarray | np.generic) and name in known.NUMPY_METHODS:
            return Callee(name, known.NUMPY_METHODS[name], _method(name), base, numpy=True)
        return None

    def _numpy(self) -> Module:
        random = {
            name: Callee(name, kind, getattr(self.random, name), numpy=True)
            for name, kind in known.NUMPY_RANDOM.items()
        }
        members: dict[str, object] = {
            **_functions(np, known.NUMPY, numpy=True),
            "linalg": Module("np.linalg", _functions(np.linalg, known.NUMPY_LINALG, numpy=True)),
            "random": Module("np.random", random),
            **known.CONSTANTS,
            "newaxis": None,
        }
        return Module("np", members)

    def _math(self) -> dict[str, object]:
        functions: dict[str, object] = {
            name: Callee(name, Dependency.ASK, getattr(math, name), bare=True)
            for name in known.MATH
        }
        return {**functions, **known.CONSTANTS}

    @staticmethod
    def _builtin(name: str) -> Callee:
        if name == "print":
            return Callee(name, Dependency.ASK, lambda *_: None, prints=True)
        if name in ("abs", "round", "sum", "max", "min"):
            return Callee(name, Dependency.MIX, _PLAIN[name])
        if name == "len":
            return Callee(name, Dependency.ASK, len)
        return Callee(name, Dependency.ASK, _PLAIN[name], bare=True)


_PLAIN: Mapping[str, Callable[..., object]] = {
    "range": range, "int": int, "float": float, "bool": bool, "abs": abs, "min": min, "max": max,
    "sum": sum, "round": round, "list": list, "tuple": tuple,
}  # fmt: skip


def _functions(
    module: object, kinds: Mapping[str, Dependency], *, numpy: bool = False
) -> dict[str, object]:
    return {
        name: Callee(name, kind, run if numpy else mended(name, run), numpy=numpy)
        for name, kind in kinds.items()
        if (run := getattr(module, name, None)) is not None
    }


def _method(name: str) -> Callable[..., object]:
    def run(held: object, /, *arguments: object, **named: object) -> object:
        return getattr(held, name)(*arguments, **named)

    return run
