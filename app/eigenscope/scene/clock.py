"""Time as an argument: how far a play is after so many seconds, and how it gathers way.

Nothing here reads a clock or waits: a window passes real seconds, an export stepped ones, so both
show the same, and a play that drops frames still ends when it should.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

LOOPS = ("once", "repeat", "there and back")

Ease = Callable[[float], float]


def _smooth(t: float) -> float:
    return t * t * t * (t * (6 * t - 15) + 10)


EASES: Mapping[str, Ease] = {
    "even": lambda t: t,
    "smooth": _smooth,
    "slow start": lambda t: t * t * t,
    "slow end": lambda t: 1 - (1 - t) ** 3,
}


@dataclass(frozen=True)
class Play:
    """A play that began at ``position`` (0…1) when the clock said ``began``.

    Attributes
    ----------
    began
        Clock time in seconds at which the play stood at ``position``.
    position
        Where it began, before easing; 1…2 on the way back of a play there and back.
    duration
        Seconds from 0 to 1 at speed 1.
    speed
        Factor; negative plays backwards.
    loop
        One of `LOOPS`.
    until
        Where it halts, ahead of where it began; None for the end.
    """

    began: float
    position: float = 0.0
    duration: float = 1.2
    speed: float = 1.0
    loop: str = "once"
    until: float | None = None

    def at(self, now: float) -> float:
        """Return the position, 0…1 and not yet eased, at clock time ``now`` in seconds."""
        raw = self.position + (now - self.began) * self.speed / self.duration
        if self.until is not None:
            return min(raw, self.until) if self.speed > 0 else max(raw, self.until)
        if self.loop == "repeat":
            return raw % 1.0 if raw != 1.0 else 1.0
        if self.loop == "there and back":
            phase = raw % 2.0
            return phase if phase <= 1.0 else 2.0 - phase
        return min(max(raw, 0.0), 1.0)

    def ended(self, now: float) -> bool:
        """Tell whether a play that runs once, or up to some place, has come to its end."""
        if self.until is not None:
            return self.at(now) == self.until
        if self.loop != "once":
            return False
        return self.at(now) >= 1.0 if self.speed > 0 else self.at(now) <= 0.0

    def with_speed(self, speed: float, now: float) -> Play:
        """Return the play that goes on from here at another speed."""
        return replace(self, began=now, position=self._way(now), speed=speed)

    def placed(self, place: Callable[[float], float], now: float) -> Play:
        """Return the play that goes on from here, where each position has become another."""
        way = self._way(now)
        position = place(way) if way <= 1.0 else 2.0 - place(2.0 - way)
        until = None if self.until is None else place(self.until)
        return replace(self, began=now, position=position, until=until)

    def _way(self, now: float) -> float:
        """Return the position; of a play there and back, 1…2 on the way back."""
        if self.until is None and self.loop == "there and back":
            return (self.position + (now - self.began) * self.speed / self.duration) % 2.0
        return self.at(now)
