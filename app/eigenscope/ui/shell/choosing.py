"""What comes next among options in a row."""

from __future__ import annotations


def following(options: tuple[str, ...], present: str) -> str:
    """Return the option after the present one; the first follows the last."""
    return options[(options.index(present) + 1) % len(options)]


def beside(options: tuple[float, ...], present: float, step: int) -> float:
    """Return the option some steps further; the ends are where it stops."""
    place = options.index(present) if present in options else len(options) // 2
    return options[min(max(place + step, 0), len(options) - 1)]
