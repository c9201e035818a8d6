"""Where Tab goes: through the window as the eye does, region by region, from the top left.

Qt's own order is the order in which widgets were made, which is none that anybody sees, and panels
are made anew while the window is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget


def step(regions: Sequence[QWidget], current: QWidget | None, *, forward: bool) -> QWidget | None:
    """Give the focus to the next or previous widget of the regions, and return it."""
    stops = list(chain.from_iterable(stops_in(region) for region in regions))
    if not stops:
        return None
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    place = stops.index(current) if current in stops else (-1 if forward else 0)
    target = stops[(place + (1 if forward else -1)) % len(stops)]
    target.setFocus(reason)
    _bring_into_view(target)
    return target


def stops_in(region: QWidget) -> list[QWidget]:
    """Return the visible widgets of a region that take the focus from Tab, as they are read."""
    widgets = [region, *region.findChildren(QWidget)]
    return _read([widget for widget in widgets if _is_stop(widget)], region)


def _is_stop(widget: QWidget) -> bool:
    """Tell whether Tab stops here; an area that scrolls does it only for what is in it."""
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    return bool(
        takes
        and widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget, QScrollArea)
        and not isinstance(widget.parent(), QAbstractScrollArea)
    )


def _read(widgets: Iterable[QWidget], region: QWidget) -> list[QWidget]:
    """Sort widgets by rows, and rows from left to right; what overlaps by half shares a row."""
    rows: list[list[QWidget]] = []
    top = bottom = 0
    for widget in sorted(widgets, key=lambda w: _corner(w, region).y()):
        y = _corner(widget, region).y()
        if not rows or y > (top + bottom) / 2:
            rows.append([])
            top, bottom = y, y + widget.height()
        rows[-1].append(widget)
    return [w for row in rows for w in sorted(row, key=lambda w: _corner(w, region).x())]


def _corner(widget: QWidget, region: QWidget) -> QPoint:
    """Return where a widget is in its region, as if nothing were scrolled."""
    corner = QPoint(0, 0) if widget is region else widget.mapTo(region, QPoint(0, 0))
    for area in _areas_around(widget):
        corner += QPoint(area.horizontalScrollBar().value(), area.verticalScrollBar().value())
    return corner


def _bring_into_view(widget: QWidget) -> None:
    for area in _areas_around(widget):
        area.ensureWidgetVisible(widget)


def _areas_around(widget: QWidget) -> Iterator[QScrollArea]:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            yield parent
        parent = parent.parentWidget()
