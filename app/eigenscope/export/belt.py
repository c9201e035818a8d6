"""Carries painted frames to another process, which encodes them while the next are painted.

A process rather than a thread: both painting and encoding go through Python, and would wait for
each other's interpreter lock more than they work. The pixels lie in memory that both share; what
goes through the pipe is the number of a buffer. If the painting process dies, the pipe ends, and so
does the other one.
"""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.export.encoders import FilmFormat, encoder

Pixels = npt.NDArray[np.uint8]

AHEAD = 4  # frames painted and not yet encoded: memory stays the same however long a film is
_PATIENCE = 10.0  # seconds that an encoder gets to end once it has nothing more to do


@dataclass(frozen=True)
class FilmFile:
    """What the encoding process must know: format, place, width and height, frames a second."""

    kind: FilmFormat
    path: Path
    size: tuple[int, int]
    fps: int


class Belt:
    """The painting side; use it as a context manager.

    The process begins at once, before there is anything to encode: its start then costs no time.
    As always with processes that are spawned, a script that makes a belt must not do so where it is
    imported, but under ``if __name__ == "__main__"``.
    """

    def __init__(self) -> None:
        spawning = multiprocessing.get_context(
            "spawn"
        )  # a fork would copy Qt's and torch's threads
        self._pipe, other = spawning.Pipe()
        self._process = spawning.Process(target=_work, args=(other,), daemon=True)
        self._process.start()
        other.close()
        self._memory: SharedMemory | None = None
        self._buffers: list[Pixels] = []
        self._free: list[int] = []

    def __enter__(self) -> Belt:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._send("end")
                while self._receive() != "done":
                    pass
        finally:
            self._close()

    def begin(self, film: FilmFile) -> None:
        """Say what the film is."""
        width, height = film.size
        nbytes = width * height * 4
        self._memory = SharedMemory(create=True, size=nbytes * AHEAD)
        self._buffers = _buffers(self._memory, film.size)
        self._free = list(range(AHEAD))
        self._send("begin", film, self._memory.name)

    def free(self) -> tuple[int, Pixels]:
        """Return a buffer to paint into and its number, as soon as there is one."""
        while not self._free:
            self._receive()
        number = self._free.pop()
        return number, self._buffers[number]

    def sample(self, number: int) -> None:
        """Send a frame from which a format with few colours chooses them."""
        self._send("sample", number)

    def put(self, number: int) -> None:
        """Send a painted frame off."""
        self._send("put", number)

    def repeat(self) -> None:
        """Have the last frame shown once more."""
        self._send("repeat")

    def _send(self, *words: Any) -> None:
        try:
            self._pipe.send(words)
        except (BrokenPipeError, ConnectionError):
            self._receive()  # it has most likely said why
            raise OSError("the encoder has ended") from None

    def _receive(self) -> Any:
        try:
            answer = self._pipe.recv()
        except (EOFError, ConnectionError):
            raise OSError("the encoder has ended before the film was whole") from None
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, int):
            self._free.append(answer)
        return answer

    def _close(self) -> None:
        self._pipe.close()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()
        self._buffers = []
        if self._memory is not None:
            with suppress(BufferError):  # a buffer that is still looked at goes with its owner
                self._memory.close()
            self._memory.unlink()


def _buffers(memory: SharedMemory, size: tuple[int, int]) -> list[Pixels]:
    whole = np.ndarray((AHEAD, size[1], size[0], 4), np.uint8, memory.buf)
    return list(whole)


def _work(pipe: Connection) -> None:
    """Encode what comes through the pipe until its other end is closed; runs in its own process."""
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        try:
            words = pipe.recv()
            _encode(pipe, *words[1:])
            pipe.send("done")
        except OSError as error:
            pipe.send(OSError(error.errno, error.strerror or str(error)))
        except ValueError as error:
            pipe.send(ValueError(str(error)))


def _encode(pipe: Connection, film: FilmFile, name: str) -> None:
    memory = SharedMemory(name)
    buffers = _buffers(memory, film.size)
    samples: list[Pixels] = []
    words = pipe.recv()
    while words[0] == "sample":
        samples.append(buffers[words[1]].copy())
        pipe.send(words[1])
        words = pipe.recv()
    with encoder(film.kind, film.path, film.size, film.fps, samples) as writing:
        while words[0] != "end":
            if words[0] == "repeat":
                writing.repeat()
            else:
                writing.put(buffers[words[1]])
                pipe.send(words[1])
            words = pipe.recv()
