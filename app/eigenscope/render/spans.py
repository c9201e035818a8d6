"""How Qt fills what it paints; apart, because it is set before anything else is imported."""

from __future__ import annotations

import os


def prepare_painting() -> None:
    """Have Qt fill spans on the thread that paints; to be called before it paints anything.

    By default it deals the spans of every translucent line out to a pool of threads. Those of a
    line are one or two pixels long, and dealing them out costs five times what filling them does.
    """
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
