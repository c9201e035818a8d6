"""Where every lab is seen from: the open one, and those before it, as they were left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from eigenscope.document.session import Look
from eigenscope.labs.contract.lab import Lab


class Viewer(Protocol):
    """Whoever looks at the open lab's picture."""

    def look(self) -> Look:
        """Return where it is seen from."""
        ...

    def look_through(self, look: Look | None) -> None:
        """Look from there; None fits the view to the picture."""
        ...


class Looks:
    """Gives every lab its own view back; without a viewer, the open one's fits the picture."""

    def __init__(self, lab: Lab) -> None:
        self._viewer: Viewer | None = None
        self._open = lab
        self._others: dict[str, Look] = {}

    def set_viewer(self, viewer: Viewer) -> None:
        """Say who looks at the open lab's picture."""
        self._viewer = viewer

    def present(self) -> Look | None:
        """Return where the open lab is seen from."""
        return None if self._viewer is None else self._viewer.look()

    def others(self) -> dict[str, Look]:
        """Return where labs that were open before were seen from, by the lab's name."""
        return dict(self._others)

    def restore(self, present: Look | None, others: Mapping[str, Look]) -> None:
        """Take over how the labs of a session are seen."""
        self._others = dict(others)
        self._look_through(present)

    def show_lab(self, lab: Lab) -> None:
        """Take over that another lab is open: keep the view of the one before."""
        present = self.present()
        if lab is not self._open and present is not None:
            self._others[self._open.name] = present
        self._open = lab
        self._look_through(self._others.pop(lab.name, None))

    def _look_through(self, look: Look | None) -> None:
        if self._viewer is not None:
            self._viewer.look_through(look)
