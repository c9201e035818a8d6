"""What files of sessions hold, for tests that need no file."""

from __future__ import annotations

import io

from eigenscope.document.eigen_file import write_session
from eigenscope.document.session import Session


def session_bytes(session: Session) -> bytes:
    """Return what a session's file holds."""
    written = io.BytesIO()
    write_session(session, written)
    return written.getvalue()
