"""Paints every other part of a long film in a second process.

Qt paints under Python's lock, so a thread would not help; of two processes each has its own.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
from PySide6.QtGui import QGuiApplication

from eigenscope.arrays import Pixels
from eigenscope.document.figures import FilmSettings
from eigenscope.export.film_painter import AT_ONCE, FilmPainter
from eigenscope.export.pictures import ensure_gui_application
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment
from eigenscope.scene.palette import Palette
from eigenscope.wording.language import speak, spoken, translations
from eigenscope.wording.translations import Translations

PART = AT_ONCE // 2
"""Pictures that one process paints before the other goes on: more would take much memory."""
_FEWEST = 400  # pictures of a film; for fewer a process starts too slowly
_AHEAD = 2  # parts that the other process may be ahead


def pays(pictures: int) -> bool:
    """Tell whether a film is long enough for two processes, and whether they paint alike.

    An application with windows has the letters of its display, one without them Qt's own; a
    bundled program cannot start as another's part.
    """
    processors = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )
    alike = QGuiApplication.platformName() == "offscreen" and not getattr(sys, "frozen", False)
    return alike and pictures >= _FEWEST and (processors or 1) > 1


def painted_by_two(
    painter: FilmPainter, second: SecondPainter, moments: Sequence[Moment]
) -> Iterator[Pixels]:
    """Give the pictures of moments in their order, as planes; see `FilmPainter.paint`.

    This process paints what the other has not been given: until that has started, everything.
    """
    parts = [moments[begin : begin + PART] for begin in range(0, len(moments), PART)]
    for number, part in enumerate(parts):
        done = 0
        if number in second.pending:
            for picture in second.pictures(number, len(part)):
                yield picture
                done += 1
        else:
            second.give(parts, number)
        yield from painter.paint_all(part[done:])


class SecondPainter:
    """The other process, and the memory into which it paints.

    Attributes
    ----------
    pending
        The numbers of the parts that it was sent and whose pictures were not fetched yet.
    """

    def __init__(self, connection: Connection, shared: Any, shape: tuple[int, int]) -> None:
        self.pending: list[int] = []
        self._connection = connection
        self._memory = _as_pictures(shared, shape)
        self._ready = self._lost = False

    def give(self, parts: Sequence[Sequence[Moment]], present: int) -> None:
        """Give it every other part after the present one, as far as it may be ahead."""
        self.wait(0)
        while self._ready and not self._lost and len(self.pending) < _AHEAD:
            number = self.pending[-1] + 2 if self.pending else present + 1
            if number >= len(parts):
                return
            try:
                self._connection.send((number, list(parts[number])))
            except OSError:
                self._lost = True
                return
            self.pending.append(number)

    def wait(self, seconds: float) -> None:
        """Wait until it has started, or is lost; at most as many seconds."""
        try:
            if not self._ready and self._connection.poll(seconds):
                self._connection.recv()
                self._ready = True
        except (EOFError, OSError):
            self._lost = True

    def pictures(self, number: int, count: int) -> Iterator[Pixels]:
        """Give the pictures of a part, each once it is painted; they are the caller's own.

        If the process is lost there are fewer, and it is given nothing more.
        """
        for place in range(count):
            try:
                self._connection.recv()
            except (EOFError, OSError):
                self.pending.clear()
                self._lost = True
                return
            yield self._memory[number // 2 % _AHEAD * PART + place].copy()
        self.pending.remove(number)


@contextmanager
def second_painter(
    subject: Subject, settings: FilmSettings, palette: Palette
) -> Iterator[SecondPainter]:
    """Start a process that paints planes of a film, and end it with the block."""
    context = multiprocessing.get_context("spawn")
    shape = settings.height * 3 // 2, settings.width
    shared = context.RawArray(ctypes.c_ubyte, _AHEAD * PART * shape[0] * shape[1])
    here, there = context.Pipe()
    with closing(here):
        process = context.Process(
            target=_paint_parts,
            args=(there, shared, subject, settings, palette, spoken(), translations()),
            daemon=True,
        )
        try:
            with _deaf():
                process.start()
        except (pickle.PicklingError, AttributeError, TypeError):
            pass  # a lab whose solutions cannot travel: there is no answer, and one process paints
        there.close()
        try:
            yield SecondPainter(here, shared, shape)
        finally:
            if process.pid is not None:
                process.terminate()
                process.join()


@contextmanager
def _deaf() -> Iterator[None]:
    """Let a process that is started not hear Ctrl+C: the first one ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Where it is not there yet, it is started with the process, and lets signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _paint_parts(
    connection: Connection,
    shared: Any,
    subject: Subject,
    settings: FilmSettings,
    palette: Palette,
    language: str,
    catalogue: Translations,
) -> None:
    """Paint what comes until nothing comes: what the other process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _application = ensure_gui_application()
    speak(language, catalogue)
    painter = FilmPainter(subject, settings, palette, luma=True)
    memory = _as_pictures(shared, (settings.height * 3 // 2, settings.width))
    try:
        connection.send(None)  # it has started
        while True:
            number, moments = connection.recv()
            for place, picture in enumerate(painter.paint_all(moments)):
                memory[number // 2 % _AHEAD * PART + place] = picture
                connection.send(place)
    except (EOFError, OSError):
        return  # the film has ended


def _as_pictures(shared: Any, shape: tuple[int, int]) -> Pixels:
    return np.frombuffer(shared, np.uint8).reshape(_AHEAD * PART, *shape)
