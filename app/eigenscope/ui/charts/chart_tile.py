"""One chart of a board with its title and its note, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QVBoxLayout, QWidget

from eigenscope.engine.runtime.jobs import Cancellation, Jobs, Outcome
from eigenscope.plots.charts import HeatMap, Plotted
from eigenscope.plots.map_regions import visible_region
from eigenscope.ui.charts.chart_changes import unchanged
from eigenscope.ui.charts.chart_csv import chart_csv, matrix_csv
from eigenscope.ui.charts.chart_view import ChartView
from eigenscope.ui.charts.heat_map_view import HeatMapView
from eigenscope.wording.words import say

MOST_COPIED = 1_000_000  # entries of a heat map that are copied as text
_CLOSER, _FARTHER = 0.8, 1.25
_COPY_PICTURE = QKeySequence("Ctrl+Shift+C")
_EXPORT = QKeySequence("Ctrl+E")
_KEYS = {
    Qt.Key.Key_Plus: "closer",
    Qt.Key.Key_Equal: "closer",
    Qt.Key.Key_Minus: "farther",
    Qt.Key.Key_0: "home",
    Qt.Key.Key_Return: "enlarge",
    Qt.Key.Key_Enter: "enlarge",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class ChartTile(QFrame):
    """A tile; the board makes its plot with ``make_view`` once pyqtgraph is there.

    ``enlarge_wanted`` asks for the whole board or for going back; ``step_wanted`` for the focus to
    go "left", "right", "up" or "down"; ``export_wanted`` for a figure of this chart.
    """

    enlarge_wanted = Signal()
    step_wanted = Signal(str)
    export_wanted = Signal()
    cell_clicked = Signal(int, int)

    def __init__(self, plotted: Plotted, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chartTile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plotted = plotted
        self.view: ChartView | HeatMapView | None = None
        self._stale = False
        self.enlarged = False
        self._jobs = jobs
        self.title = QLabel()
        self.title.setProperty("class", "heading")
        self.title.setWordWrap(True)
        self.note = QLabel()
        self.note.setObjectName("chartNote")
        self.note.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.title)
        self._layout.addStretch(1)
        self._layout.addWidget(self.note)
        self._say()

    @property
    def waiting(self) -> bool:
        """Whether something is to be drawn that is not yet."""
        return self.view is None or self._stale

    def show_plotted(self, plotted: Plotted) -> None:
        """Take up what is plotted now; if it is something else, it waits to be drawn."""
        if not unchanged(self.plotted, plotted):
            self.plotted = plotted
            self._stale = True
            self._say()

    def draw(self, wheel_zooms: Callable[[], bool]) -> None:
        """Draw what is plotted. pyqtgraph is there by now."""
        if self.view is None:
            self.make_view(wheel_zooms)
        elif self._stale:
            self._draw()

    def make_view(self, wheel_zooms: Callable[[], bool]) -> None:
        """Make the plot; drawing is for the next turn, so that neither takes long."""
        if self.view is not None:
            return
        if isinstance(self.plotted, HeatMap):
            heat_map_view = HeatMapView(self._jobs)
            heat_map_view.cell_clicked.connect(self.cell_clicked)
            self.view = heat_map_view
        else:
            self.view = ChartView()
        self.view.zoom_by_wheel_where(lambda: self.hasFocus() or wheel_zooms())
        self.view.double_clicked.connect(self._double_clicked)
        self._layout.takeAt(1)
        self._layout.insertWidget(1, self.view, 1)
        self._stale = True

    def show_enlarged(self, enlarged: bool) -> None:
        """Take up that this tile is the whole board, or no longer."""
        self.enlarged = enlarged

    def discard(self) -> None:
        """Go away for good."""
        self._jobs.cancel(self._copy_job)
        if isinstance(self.view, HeatMapView):
            self.view.forget_jobs()
        self.hide()
        self.deleteLater()

    def copy_data(self) -> None:
        """Copy the numbers as text; those in view for a heat map. Written on a worker."""
        plotted = self.plotted
        if not self.can_copy_data():
            return

        def work(cancellation: Cancellation) -> str:
            if isinstance(plotted, HeatMap):
                return matrix_csv(values, names, cancellation)
            return chart_csv(plotted, cancellation)

        values, names = self._values_in_view()
        self._jobs.submit(self._copy_job, work, _to_clipboard)

    def copy_picture(self) -> None:
        """Copy the tile as it looks."""
        QGuiApplication.clipboard().setPixmap(self.grab())

    def reset_zoom(self) -> None:
        """Show everything again."""
        if self.view is not None:
            self.view.reset_zoom()

    def can_copy_data(self) -> bool:
        """Whether it is little enough to be copied as text."""
        return self._values_in_view()[0].size <= MOST_COPIED

    def menu(self) -> QMenu:
        """Return the context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = (
            self.tr("Copy data") if self.can_copy_data() else self.tr("Copy data (zoom in first)")
        )
        copy = menu.addAction(words, QKeySequence(QKeySequence.StandardKey.Copy), self.copy_data)
        copy.setEnabled(self.can_copy_data())
        menu.addAction(self.tr("Copy picture"), _COPY_PICTURE, self.copy_picture)
        menu.addAction(self.tr("Export figure…"), _EXPORT, self.export_wanted.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Reset zoom"), QKeySequence(Qt.Key.Key_0), self.reset_zoom)
        words = self.tr("Back to all charts") if self.enlarged else self.tr("Enlarge")
        menu.addAction(words, QKeySequence(Qt.Key.Key_Return), self.enlarge_wanted.emit)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: show the menu."""
        self.menu().popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Qt: a tile's own keys come before the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._meant(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: do what a key means."""
        meant = self._meant(event)
        actions: dict[str, Callable[[], None]] = {
            "copy": self.copy_data,
            "copy picture": self.copy_picture,
            "export": self.export_wanted.emit,
            "home": self.reset_zoom,
            "closer": lambda: self._zoom(_CLOSER),
            "farther": lambda: self._zoom(_FARTHER),
            "enlarge": self.enlarge_wanted.emit,
        }
        if meant in actions:
            actions[meant]()
        elif meant:
            self.step_wanted.emit(meant)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QEvent) -> None:
        """Qt: a double click beside the plot enlarges, too."""
        self.enlarge_wanted.emit()

    @property
    def _copy_job(self) -> str:
        return f"copy {id(self)}"

    def _meant(self, event: QKeyEvent) -> str:
        """Return what a key means here; nothing if it means nothing."""
        if event.matches(QKeySequence.StandardKey.Copy):
            return "copy"
        if QKeySequence(event.keyCombination()) == _COPY_PICTURE:
            return "copy picture"
        if QKeySequence(event.keyCombination()) == _EXPORT:
            return "export"
        if event.key() == Qt.Key.Key_Escape and self.enlarged:
            return "enlarge"
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        return "" if held else _KEYS.get(Qt.Key(event.key()), "")

    def _zoom(self, factor: float) -> None:
        if self.view is not None:
            self.view.zoom(factor)

    def _double_clicked(self) -> None:
        """Reset a zoomed heat map; enlarge otherwise."""
        if isinstance(self.view, HeatMapView) and self.view.zoomed:
            self.view.reset_zoom()
        else:
            self.enlarge_wanted.emit()

    def _values_in_view(self) -> tuple[npt.NDArray[np.generic], tuple[str, ...]]:
        """Return the entries of a heat map in view, and its columns' names; none for a chart."""
        if not isinstance(self.plotted, HeatMap):
            return np.empty(0), ()
        values, names = self.plotted.values, self.plotted.column_names
        region = None
        if self.view is not None and self.view.zoomed:
            region = visible_region(values, self.view.visible_extent())
        if region is None:
            return values, names
        across = slice(region.left, region.right)
        return values[region.top : region.bottom, across], names[across]

    def _draw(self) -> None:
        self._stale = False
        if isinstance(self.view, HeatMapView) and isinstance(self.plotted, HeatMap):
            self.view.show_heat_map(self.plotted)
        elif isinstance(self.view, ChartView) and not isinstance(self.plotted, HeatMap):
            self.view.show_chart(self.plotted)

    def _say(self) -> None:
        self.title.setText(say(self.plotted.title))
        self.setAccessibleName(say(self.plotted.title))
        self.setToolTip(say(self.plotted.tip))
        note = self.plotted.note
        self.note.setText("" if note is None else say(note))
        self.note.setVisible(note is not None)


def _to_clipboard(outcome: Outcome[str]) -> None:
    if outcome.value is not None:
        QGuiApplication.clipboard().setText(outcome.value)
