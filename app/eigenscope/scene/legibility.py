"""Frames that are read from afar: no text is smaller than an ordinary label."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.scene.frame import Frame, Label

ORDINARY = Label.size
"""Logical pixels of an ordinary label."""


def legible(frame: Frame) -> Frame:
    """Return a frame whose ticks and notes are as large as its ordinary labels.

    Numbers in cells stay as they are: they fill what room there is.
    """
    small = [label.ground and label.size < ORDINARY for label in frame.labels]
    if not any(small):
        return frame
    labels = tuple(
        replace(label, size=ORDINARY) if is_small else label
        for label, is_small in zip(frame.labels, small, strict=True)
    )
    return replace(frame, labels=labels)
