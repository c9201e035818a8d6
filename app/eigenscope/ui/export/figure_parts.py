"""What stands in a figure: the lab's picture, charts or parts of them beside it, or these alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox

from eigenscope.document.figures import MOST_CHARTS, Zoom
from eigenscope.plots.charts import Plotted
from eigenscope.ui.style import form
from eigenscope.wording.words import Words, say


class FigureParts(QObject):
    """A box to tick for the picture and for each chart of a lab; ``changed`` tells of others.

    Without a chart the picture is all there is, so it can be left off only beside one.

    Parameters
    ----------
    charts
        Those that the lab has.
    zooms
        What the window shows of those that are zoomed into.
    """

    changed = Signal()

    def __init__(
        self,
        charts: Sequence[Plotted],
        zooms: Sequence[Zoom] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.picture = form.flag(Words("Picture", context="figure"))
        self.charts = {one.key: chart_box(one) for one in charts}
        self.zoomed = form.flag("Only the zoomed part")
        self._in_window = {zoom.chart: zoom for zoom in zooms}
        self._zooms: dict[str, Zoom] = {}
        self._chosen: tuple[bool, tuple[str, ...]] = (True, ())
        self._shown: tuple[bool, tuple[str, ...]] = (True, ())
        for field in (self.picture, self.zoomed, *self.charts.values()):
            field.toggled.connect(lambda _: self._toggled())
        self.show_choice(*self._chosen)

    @property
    def with_picture(self) -> bool:
        """Whether the picture is in the figure."""
        return self.picture.isChecked()

    @property
    def chart_count(self) -> int:
        """How many charts are in the figure."""
        return len(self._ticked()[1])

    def show_choice(
        self, picture: bool, charts: tuple[str, ...], zooms: tuple[Zoom, ...] = ()
    ) -> None:
        """Show what was chosen, here or in another lab; the window's zooms come before others."""
        self._zooms = {zoom.chart: zoom for zoom in zooms} | self._in_window
        self.zoomed.blockSignals(True)
        self.zoomed.setChecked(any(key in self._zooms for key in self.charts))
        self.zoomed.blockSignals(False)
        for field in (self.picture, *self.charts.values()):
            field.blockSignals(True)
        for key, field in self.charts.items():
            field.setChecked(key in charts)
        self.picture.setChecked(picture)
        for field in (self.picture, *self.charts.values()):
            field.blockSignals(False)
        self._settle()
        self._chosen, self._shown = (picture, charts), self._ticked()

    def choice(self) -> tuple[bool, tuple[str, ...]]:
        """Return whether the picture is there, and the keys of the charts.

        Keys that this lab does not have belong to other labs and stay. What nobody changed comes
        back as it was: a lab that has none of the charts must not bring the picture back in those
        that have them.
        """
        picture, charts = self._ticked()
        if (picture, charts) == self._shown:
            return self._chosen
        others = tuple(key for key in self._chosen[1] if key not in self.charts)
        return picture, (*charts, *others)[:MOST_CHARTS]

    def zooms(self) -> tuple[Zoom, ...]:
        """Return what is shown of charts that are not shown whole; other labs' stay as they are."""
        chosen = self._ticked()[1] if self.zoomed.isChecked() else ()
        mine = [self._zooms[key] for key in chosen if key in self._zooms]
        others = [zoom for key, zoom in self._zooms.items() if key not in self.charts]
        return (*mine, *others)[:MOST_CHARTS]

    def _ticked(self) -> tuple[bool, tuple[str, ...]]:
        charts = tuple(key for key, field in self.charts.items() if field.isChecked())
        return self.picture.isChecked(), charts

    def _toggled(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """Let the picture be left off beside a chart alone."""
        _, charts = self._ticked()
        if not charts:
            self.picture.blockSignals(True)
            self.picture.setChecked(True)
            self.picture.blockSignals(False)
        self.zoomed.setEnabled(any(key in self._zooms for key in charts))
        self.zoomed.setVisible(any(key in self._zooms for key in self.charts))
        self.zoomed.setToolTip(
            self.tr("Charts as zoomed in the window; otherwise in full")
            if self.zoomed.isEnabled()
            else self.tr("None of the chosen charts is zoomed in the window")
        )
        self.picture.setEnabled(bool(charts))
        self.picture.setToolTip(
            self.tr("The picture of the lab")
            if charts
            else self.tr("Tick a chart first: without one, the figure is the picture alone")
        )


def chart_box(plotted: Plotted) -> QCheckBox:
    """Return a box that says which chart it adds."""
    title = say(plotted.title)
    box = form.flag(title.replace("&", "&&"), say(plotted.tip))
    box.setAccessibleName(title)
    return box
