"""Fields that are seen to be wrong, by the property that the style sheet looks for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def mark(field: QWidget, *, wrong: bool) -> None:
    """Show whether what stands in a field is wrong."""
    value = "true" if wrong else "false"
    if field.property("invalid") != value:
        field.setProperty("invalid", value)
        field.style().unpolish(field)
        field.style().polish(field)
