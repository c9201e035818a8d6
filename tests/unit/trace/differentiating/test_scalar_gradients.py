"""Gradients of formulas of scalars, beside finite differences in 50 digits."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import mpmath
from tests import sampling

from eigenscope.trace.differentiating.program import differentiated

DIGITS = 50
UNARY: tuple[tuple[str, Callable[[mpmath.mpf], mpmath.mpf]], ...] = (
    ("torch.exp(-{a} * {a})", lambda a: mpmath.exp(-a * a)),
    ("torch.log({a} * {a} + 1)", lambda a: mpmath.log(a * a + 1)),
    ("torch.sin({a})", mpmath.sin),
    ("torch.tanh({a})", mpmath.tanh),
    ("torch.sigmoid({a})", lambda a: 1 / (1 + mpmath.exp(-a))),
    ("F.softplus({a})", lambda a: mpmath.log(1 + mpmath.exp(a))),
    ("({a} ** 2 + 0.5).sqrt()", lambda a: mpmath.sqrt(a * a + mpmath.mpf(0.5))),
    ("1 / (2 + torch.cos({a}))", lambda a: 1 / (2 + mpmath.cos(a))),
    ("{a} ** 3", lambda a: a**3),
    ("torch.atan({a})", mpmath.atan),
)
BINARY: tuple[tuple[str, Callable[[mpmath.mpf, mpmath.mpf], mpmath.mpf]], ...] = (
    ("{a} + {b}", lambda a, b: a + b),
    ("{a} - 3 * {b}", lambda a, b: a - 3 * b),
    ("{a} * {b}", lambda a, b: a * b),
    ("{a} / (1 + {b} * {b})", lambda a, b: a / (1 + b * b)),
)
LEAVES = ("x", "y", "z")


class DrawnFormula:
    """A program of three scalars, with its last value as a function of them."""

    def __init__(self, chance: Random) -> None:
        self.point = [chance.randint(-200, 200) / 128 for _ in LEAVES]  # exact in binary
        self.lines = [
            f"{name} = torch.tensor({value}, dtype=torch.float64, requires_grad=True)"
            for name, value in zip(LEAVES, self.point, strict=True)
        ]
        self._steps: list[tuple[Callable[..., mpmath.mpf], tuple[int, ...]]] = []
        names = list(LEAVES)
        for number in range(6):
            places = [chance.randrange(max(len(names) - 4, 0), len(names)) for _ in range(2)]
            if chance.random() < 0.5:
                template, unary = chance.choice(UNARY)
                self._steps.append((unary, (places[0],)))
            else:
                template, binary = chance.choice(BINARY)
                self._steps.append((binary, tuple(places)))
            expression = template.format(a=names[places[0]], b=names[places[1]])
            names.append(f"v{number}")
            self.lines.append(f"{names[-1]} = {expression}")
        self.lines.append(f"{names[-1]}.backward()")

    def __call__(self, *point: mpmath.mpf) -> mpmath.mpf:
        values = list(point)
        for run, places in self._steps:
            values.append(run(*(values[place] for place in places)))
        return values[-1]


def test_gradients_of_scalars_agree_with_finite_differences_in_fifty_digits() -> None:
    with mpmath.workdps(DIGITS):
        step = mpmath.mpf(10) ** -16
        for number in range(200):
            drawn = DrawnFormula(Random(sampling.seed_of(f"scalars {number}")))
            trace, graph = differentiated("\n".join(drawn.lines))
            assert trace.problem is None, drawn.lines
            known = {leaf.name: leaf.gradient for leaf in graph.leaves}
            for place, name in enumerate(LEAVES):
                ends = []
                for sign in (1, -1):
                    point = list(map(mpmath.mpf, drawn.point))
                    point[place] += sign * step
                    ends.append(drawn(*point))
                expected = (ends[0] - ends[1]) / (2 * step)
                gradient = known[name]
                own = 0.0 if gradient is None else float(gradient)
                assert abs(own - expected) <= 1e-12 * (1 + abs(expected)), (drawn.lines, name)
