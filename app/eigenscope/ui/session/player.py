"""Plays time from 0 to 1: real seconds in, positions out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from eigenscope.document.session import Playback
from eigenscope.scene.clock import EASES, Play

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
SECONDS = 1.2  # of a play at speed 1
STEP = 1 / 60
_STEP_SHARE = 0.75  # of a whole play's seconds, that each of several steps takes
_TICK = 8  # milliseconds: twice a screen's frame, so that none is missed


class Player(QObject):
    """Holds the position and moves it while it plays.

    The position is what the user scrubs, from 0 to 1 in even time; ``eased`` is the same after the
    chosen easing, and is what pictures are made of.

    Parameters
    ----------
    clock
        Gives seconds; tests give one they can step.
    """

    moved = Signal(float)
    playing_changed = Signal(bool)
    settings_changed = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._position = 0.0
        self._play: Play | None = None
        self._speed = 1.0
        self._steps = 1
        self._loop = "once"
        self._ease = "smooth"
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.tick)

    @property
    def position(self) -> float:
        """Where it stands, 0 to 1, in even time."""
        return self._position

    @property
    def eased(self) -> float:
        """Where the picture stands, 0 to 1."""
        return EASES[self._ease](self._position)

    @property
    def playing(self) -> bool:
        """Whether it is moving by itself."""
        return self._play is not None

    @property
    def speed(self) -> float:
        """Factor on the speed of a play."""
        return self._speed

    @property
    def loop(self) -> str:
        """What happens at the end: one of the clock's `LOOPS`."""
        return self._loop

    @property
    def ease(self) -> str:
        """How it gathers way: one of the clock's `EASES`."""
        return self._ease

    @property
    def halt(self) -> float | None:
        """Where a play that does not go to the end will stand still."""
        return None if self._play is None else self._play.until

    def play(self) -> None:
        """Play on from here, or from the beginning if it stands at the end."""
        start = 0.0 if self._position >= 1.0 else self._position
        self._begin(Play(self._clock(), start, self._seconds(), self._speed, self._loop))

    def play_to(self, position: float) -> None:
        """Play from here, forwards or backwards, and stand still at a position."""
        speed = math.copysign(self._speed, position - self._position)
        now = self._clock()
        self._begin(Play(now, self._position, self._seconds(), speed, until=position))

    def _seconds(self) -> float:
        return SECONDS * max(1.0, _STEP_SHARE * self._steps)

    def _begin(self, play: Play) -> None:
        self._play = play
        self._timer.start()
        self._move(play.position)
        self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stand still."""
        if self._play is None:
            return
        self._play = None
        self._timer.stop()
        self.playing_changed.emit(False)

    def seek(self, position: float) -> None:
        """Stand still at a position."""
        self.pause()
        self._move(min(max(position, 0.0), 1.0))

    def show(self, t: float) -> None:
        """Stand still where the picture is at ``t``, 0 to 1."""
        self.seek(_uneased(t, EASES[self._ease]))

    def step(self, steps: int) -> None:
        """Move by sixtieths of the whole."""
        self.seek(self._position + steps * STEP)

    def next_stop(self, stops: Sequence[float], forward: bool) -> float:
        """Return the nearest stop ahead of (or behind) where it stands, in even time."""
        places = [_uneased(stop, EASES[self._ease]) for stop in stops]
        if forward:
            return min((p for p in places if p > self._position + 1e-6), default=1.0)
        return max((p for p in places if p < self._position - 1e-6), default=0.0)

    def set_speed(self, speed: float) -> None:
        """Change the speed, also in the middle of a play."""
        self._speed = speed
        if self._play is not None:
            direction = math.copysign(1.0, self._play.speed)
            self._play = self._play.with_speed(direction * speed, self._clock())
        self.settings_changed.emit()

    def set_steps(self, steps: int) -> None:
        """Say of how many steps the motion consists: many take longer than one."""
        self._steps = steps

    def set_loop(self, loop: str) -> None:
        """Choose what happens at the end."""
        self._loop = loop
        if self._play is not None and self._play.until is None:
            now = self._clock()
            self._play = replace(self._play, began=now, position=self._position, loop=loop)
        self.settings_changed.emit()

    def set_ease(self, ease: str) -> None:
        """Choose how the motion gathers way; the picture, and where it halts, stay as they are."""
        if ease != self._ease:
            before, after = EASES[self._ease], EASES[ease]

            def place(position: float) -> float:
                return _uneased(before(position), after)

            self._ease = ease
            if self._play is not None:
                self._play = self._play.placed(place, self._clock())
            self._position = place(self._position)
        self.settings_changed.emit()
        self.moved.emit(self.eased)

    def playback(self) -> Playback:
        """Return where it stands and how it plays, as a session keeps it."""
        return Playback(self._position, self._speed, self._loop, self._ease)

    def restore(self, playback: Playback) -> None:
        """Stand where a session stood, and play as it did."""
        self.set_speed(playback.speed)
        self.set_loop(playback.loop)
        self.set_ease(playback.ease)
        self.seek(playback.position)

    def tick(self) -> None:
        """Move to where the clock says the play is; end it if it has come to its end."""
        if self._play is None:
            return
        now = self._clock()
        self._move(self._play.at(now))
        if self._play.ended(now):
            self.pause()

    def _move(self, position: float) -> None:
        if position != self._position:
            self._position = position
            self.moved.emit(self.eased)


def _uneased(eased: float, ease: Callable[[float], float]) -> float:
    """Return the position whose eased value is given; eases rise, so halving finds it."""
    low, high = 0.0, 1.0
    if eased <= 0.0 or eased >= 1.0:
        return min(max(eased, 0.0), 1.0)
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if ease(middle) < eased else (low, middle)
    return high
