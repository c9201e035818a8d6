"""A small picture of a lab, drawn by the lab itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QPixmap

from eigenscope.export.pictures import frame_image
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.lab import Lab, Solution
from eigenscope.ui.style.theme import current_theme

_SCALE = 2.0  # drawn larger and made smaller, so that lines are as thin as the picture is small


def portrait(lab: Lab, solution: Solution, pixels: tuple[int, int], ratio: float) -> QPixmap | None:
    """Return a lab's first picture at its end, so wide and high; None if nothing is drawn.

    ``solution`` is that of the defaults, or their preview; ``ratio`` is of dots to pixels.
    """
    subject = Subject(lab, lab.defaults(), solution)
    size = (pixels[0] * _SCALE, pixels[1] * _SCALE)
    frame = replace(subject.frame(1.0, size), labels=())  # too small to be read
    if not frame.draws:
        return None
    image = frame_image(frame, current_theme().palette, size, pixel_ratio=ratio / _SCALE)
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
