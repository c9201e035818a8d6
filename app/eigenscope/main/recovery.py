"""What was there when the program ended: kept beside its settings, and given back.

Every running program owns one file in the folder ``recovery`` and holds a lock on it as long as it
lives. A file without a living owner was left by a crash or a kill and is offered at the next start;
one that a program put aside when it was closed in peace is simply opened again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from eigenscope.document.ending import ENDING
from eigenscope.document.memory import Memory
from eigenscope.document.session import Session

_SET_ASIDE = ".kept"


@dataclass(frozen=True)
class Leftover:
    """A session that a program left behind.

    Attributes
    ----------
    session, origin
        What was open, and the file it belongs to, if any.
    when
        Seconds since 1970 at which it was last written.
    in_peace
        Whether the program was closed, rather than killed.
    file
        Where it lies.
    """

    session: Session
    origin: Path | None
    when: float
    in_peace: bool
    file: Path


class Recovery:
    """Keeps this program's session, and finds what others left.

    Parameters
    ----------
    folder
        The program's state folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "recovery"
        self._token = os.urandom(6).hex()
        self._lock: QLockFile | None = None

    @property
    def file(self) -> Path:
        """Where this program's session is kept."""
        return self._folder / f"{self._token}{ENDING}"

    def keep(self, session: Session, origin: Path | None) -> None:
        """Write this program's session down; raise OSError if that fails."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._hold()
        Memory(self._folder, self._token).save({"origin": None if origin is None else str(origin)})
        from eigenscope.document.eigen_file import save_session  # late, here and below: rare

        save_session(session, self.file)

    def forget(self) -> None:
        """Remove this program's session: it is saved, or nobody wants it."""
        self.discard(self.file)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def put_aside(self) -> None:
        """Leave this program's session to be opened again at the next start."""
        if self.file.exists():
            with suppress(OSError):
                self.file.replace(self._folder / f"{self._token}{_SET_ASIDE}{ENDING}")
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def leftovers(self) -> list[Leftover]:
        """Return what programs that live no more have left, the newest first."""
        sessions = []
        for file in self._folder.glob(f"*{ENDING}") if self._folder.is_dir() else ():
            if file.name.startswith(".") or file == self.file:
                continue  # a half-written one, or our own
            token = file.name.split(".")[0]
            lock = QLockFile(str(self._folder / f"{token}.lock"))
            lock.setStaleLockTime(0)
            if not lock.tryLock(0):
                continue  # its owner lives
            lock.unlock()
            from eigenscope.document.eigen_file import SessionError, load_session

            with suppress(SessionError, OSError):
                session = load_session(file)
                origin = Memory(self._folder, token).load().get("origin")
                sessions.append(
                    Leftover(
                        session,
                        Path(origin) if isinstance(origin, str) else None,
                        file.stat().st_mtime,
                        file.name.endswith(f"{_SET_ASIDE}{ENDING}"),
                        file,
                    )
                )
        return sorted(sessions, key=lambda left: -left.when)

    def discard(self, file: Path) -> None:
        """Remove a session and what belongs to it."""
        token = file.name.split(".")[0]
        for path in (file, self._folder / f"{token}.json"):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _hold(self) -> None:
        if self._lock is None:
            lock = QLockFile(str(self._folder / f"{self._token}.lock"))
            lock.setStaleLockTime(0)
            if lock.tryLock(0):
                self._lock = lock
