"""Ties a lab's explanation to its picture: what is pointed at in one lights up in the other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.lighting import belongs, lit, part_at
from eigenscope.scene.slots import Slot


class Spotlight(QObject):
    """Knows which part of the picture is lit up.

    Signals
    -------
    changed
        The part that is lit up now; empty if none is.

    Attributes
    ----------
    parts
        What may be lit up: what the explanation that is on the screen names.
    part
        What is lit up; empty if nothing is.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[str, ...] = ()
        self.part = ""

    def set_parts(self, parts: tuple[str, ...]) -> None:
        """Say what may be lit up."""
        self.parts = parts

    def light(self, part: str) -> None:
        """Light a part up, or nothing."""
        if part != self.part:
            self.part = part
            self.changed.emit(part)

    def point(self, frame: Frame | None, size: Size, pixel: tuple[float, float] | None) -> None:
        """Light up what is under a pixel of the picture."""
        if not self.parts or frame is None or pixel is None:
            self.light("")
            return
        self.light(part_at(frame, size, pixel, self.parts) or "")

    def shone_on(self, frame: Frame) -> Frame:
        """Return the picture with the part lit up."""
        return lit(frame, self.part) if self.part else frame


def slots_of(frame: Frame, parts: tuple[str, ...]) -> dict[str, Slot]:
    """Return the slot of the first draw of each part that is in a picture."""
    slots: dict[str, Slot] = {}
    for part in parts:
        slot = next((d.style.slot for d in frame.draws if belongs(d, part)), None)
        if slot is not None:
            slots[part] = slot
    return slots
