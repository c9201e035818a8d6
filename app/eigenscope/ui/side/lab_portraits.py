"""A small picture of a lab, drawn by the lab itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QPixmap

from eigenscope.export.pictures import frame_image
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.lab import Lab
from eigenscope.ui.style.theme import current_theme

_SCALE = 2.0  # drawn larger and made smaller, so that lines are as thin as the picture is small


def portrait(lab: Lab, pixels: tuple[int, int], ratio: float) -> QPixmap:
    """Return a lab's first picture at its end, so wide and high; ``ratio`` is of dots to pixels.

    It needs no engine: what a lab shows before that has answered is enough.
    """
    inputs = lab.defaults()
    subject = Subject(lab, inputs, lab.preview(inputs))
    size = (pixels[0] * _SCALE, pixels[1] * _SCALE)
    frame = replace(subject.frame(1.0, size), labels=())  # too small to be read
    image = frame_image(frame, current_theme().palette, size, pixel_ratio=ratio / _SCALE)
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)
