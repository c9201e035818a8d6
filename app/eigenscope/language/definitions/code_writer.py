"""Numbers that write down what is done with them, as a Python expression.

A formula that is worked out with these instead of arrays gives the text of the program that works
it out: so what is computed and what is shown as code are one thing.
"""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.language.evaluating.entry import number_text

_COMPARED, _SUM, _PRODUCT, _SIGNED, _POWER, _ATOM = range(6)


@dataclass(frozen=True)
class WrittenCode:
    """The text of an expression, and how tightly it holds together."""

    text: str
    level: int = _ATOM

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: WrittenCode | float) -> WrittenCode:
        return _joined(self, "+", other, _SUM)

    def __radd__(self, other: float) -> WrittenCode:
        return _joined(other, "+", self, _SUM)

    def __sub__(self, other: WrittenCode | float) -> WrittenCode:
        return _joined(self, "-", other, _SUM)

    def __rsub__(self, other: float) -> WrittenCode:
        return _joined(other, "-", self, _SUM)

    def __mul__(self, other: WrittenCode | float) -> WrittenCode:
        return _joined(self, "*", other, _PRODUCT)

    def __rmul__(self, other: float) -> WrittenCode:
        return _joined(other, "*", self, _PRODUCT)

    def __truediv__(self, other: WrittenCode | float) -> WrittenCode:
        return _joined(self, "/", other, _PRODUCT)

    def __rtruediv__(self, other: float) -> WrittenCode:
        return _joined(other, "/", self, _PRODUCT)

    def __pow__(self, other: WrittenCode | float) -> WrittenCode:
        return _power(self, other)

    def __rpow__(self, other: float) -> WrittenCode:
        return _power(other, self)

    def __neg__(self) -> WrittenCode:
        return WrittenCode(f"-{_at(self, _SIGNED)}", _SIGNED)


class Writer:
    """A library, or what is in one, whose functions write down that they are called."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Writer:
        return Writer(f"{self._name}.{name}")

    def __call__(self, *arguments: WrittenCode | float) -> WrittenCode:
        """Return the call as it is written."""
        operands = ", ".join(_of(argument).text for argument in arguments)
        return WrittenCode(f"{self._name}({operands})")


def written_comparison(
    left: WrittenCode | float, sign: str, right: WrittenCode | float
) -> WrittenCode:
    """Return a comparison as it is written."""
    return WrittenCode(f"{_at(left, _SUM)} {sign} {_at(right, _SUM)}", _COMPARED)


def _of(operand: WrittenCode | float) -> WrittenCode:
    if isinstance(operand, WrittenCode):
        return operand
    return WrittenCode(number_text(operand), _SIGNED if operand < 0 else _ATOM)


def _at(operand: WrittenCode | float, level: int) -> str:
    """Return an operand's text, in brackets unless it holds together as tightly as it must."""
    written = _of(operand)
    return written.text if written.level >= level else f"({written.text})"


def _joined(
    left: WrittenCode | float, sign: str, right: WrittenCode | float, level: int
) -> WrittenCode:
    return WrittenCode(f"{_at(left, level)} {sign} {_at(right, level + 1)}", level)


def _power(base: WrittenCode | float, exponent: WrittenCode | float) -> WrittenCode:
    return WrittenCode(f"{_at(base, _ATOM)} ** {_at(exponent, _ATOM)}", _POWER)
