"""Which moment each frame of a film shows: a stepped clock, so a film is the same everywhere."""

from __future__ import annotations

import math
from dataclasses import dataclass

from eigenscope.document.figures import FilmSettings
from eigenscope.scene.clock import EASES

LONGEST_RESTS = 0.8
"""Share of a film that rests may take: the motion between them needs some time."""


@dataclass(frozen=True)
class Moment:
    """What a frame shows: ``t`` (0…1, eased) and how far the camera has gone round, in radians."""

    t: float
    orbit: float = 0.0


def moments(settings: FilmSettings, ease: str, fps: int | None = None) -> list[Moment]:
    """Return the moment of every frame.

    Parameters
    ----------
    settings
        Length, holds and orbit.
    ease
        One of the clock's `EASES`.
    fps
        Frames a second, where a format cannot have those of the settings.

    Returns
    -------
    list of Moment
        As many as the length times the frames a second. The first shows 0; the last shows 1, or
        if the film runs back, the moment before it begins again.
    """
    count = max(1, round(settings.seconds * (fps or settings.fps)))
    span = count if settings.back else max(count - 1, 1)
    start, end, way = _phases(settings)
    turn = math.radians(settings.orbit)
    moments = []
    for number in range(count):
        second = number / span * settings.seconds
        if second <= start + way or not settings.back:
            position = (second - start) / way
        else:
            position = 1.0 - (second - start - way - end) / way
        t = EASES[ease](min(max(position, 0.0), 1.0))
        moments.append(Moment(t, turn * number / span))
    return moments


def _phases(settings: FilmSettings) -> tuple[float, float, float]:
    """Return the seconds of the first hold, of the last, and of the motion one way."""
    holds = settings.hold_start + settings.hold_end
    most = settings.seconds * LONGEST_RESTS
    part = min(1.0, most / holds) if holds > 0 else 1.0
    start, end = settings.hold_start * part, settings.hold_end * part
    way = (settings.seconds - start - end) / (2 if settings.back else 1)
    return start, end, way
