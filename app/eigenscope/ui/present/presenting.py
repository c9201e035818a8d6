"""Presentation mode: the picture and large numbers over the whole screen, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

from eigenscope.labs.contract.readouts import Readout
from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.present.text_scale import TextScale
from eigenscope.ui.view.caption_strip import CaptionStrip
from eigenscope.ui.view.legend_strip import LegendStrip
from eigenscope.ui.view.picture_pair import PicturePair

if TYPE_CHECKING:
    from eigenscope.ui.present.large_panel import LargePanel
    from eigenscope.ui.present.presentation_readouts import PresentationReadouts

_RETURN = 1000  # milliseconds that a window manager may take to give the window its size back


class Presenting(QObject):
    """Hides all but the picture, and brings everything back as it was.

    Parameters
    ----------
    window, pair, stage
        What is shown full screen, the picture in it, and the row in which numbers stand beside it.
    docks, layout, bars
        What else is in the window: its panels, who looks after them, and its bars.
    legend, caption
        The line under the picture, which stays away unless it is asked for, and that over it.

    Signals
    -------
    began
        The picture is alone: what is read beside it can be shown over it.
    rescaled
        How much larger than in a window everything is to be shown.
    """

    began = Signal()
    rescaled = Signal(float)

    def __init__(
        self,
        window: QMainWindow,
        pair: PicturePair,
        stage: QHBoxLayout,
        docks: Docks,
        layout: PanelsLayout,
        bars: Sequence[QWidget],
        legend: LegendStrip,
        caption: CaptionStrip,
    ) -> None:
        super().__init__(window)
        self._window, self._pair, self._docks = window, pair, docks
        self._panels, self._legend, self._caption = layout, legend, caption
        self._rest = (*bars, *docks.all())
        self.active = False
        self._numbers = True
        self._hidden: list[QWidget] = []
        self._maximised = False
        self._size = QSize()  # of the window before
        self._returning = QTimer(window)
        self._returning.setSingleShot(True)
        self._returning.setInterval(_RETURN)
        self.scale = TextScale(self)
        self.scale.changed.connect(self._rescale)
        self._stage = stage

    @cached_property
    def readouts(self) -> PresentationReadouts:
        """The numbers beside the picture; made late, as all that no first picture needs."""
        from eigenscope.ui.present.presentation_readouts import PresentationReadouts

        readouts = PresentationReadouts()
        readouts.hide()
        self._stage.insertWidget(self._stage.count() - 1, readouts)
        return readouts

    @cached_property
    def inputs(self) -> LargePanel:
        """The lab's inputs, large."""
        from eigenscope.ui.present.large_panel import LargePanel

        return LargePanel(self._window, self._stage)

    def toggle(self) -> None:
        """Begin, or end."""
        if self.active:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Show the picture alone, full screen."""
        window = self._window
        self._returning.stop()  # or the panels of the last time would come back into this one
        self._panels.hold()
        self._maximised = window.isMaximized()
        self._size = window.size()
        self._hidden = [widget for widget in self._rest if not widget.isHidden()]
        for widget in self._rest:
            widget.hide()
        self._legend.put_away(True)
        self.active = True
        window.showFullScreen()
        self.place()
        self._pair.setFocus()
        self.began.emit()

    def end(self) -> None:
        """Bring the panels back."""
        if not self.active:
            return
        window = self._window
        self.active = False
        self._panels.release()
        self.readouts.hide()
        self.scale.end()
        if self._maximised:
            window.showMaximized()
        else:
            window.showNormal()
        for widget in self._hidden:
            widget.show()
        self._legend.put_away(False)
        self._panels.put_back()
        self._returning.start()

    def step_out(self) -> None:
        """Put panels away that were called for meanwhile; without any, end the presentation."""
        visible = [dock for dock in self._docks.all() if not dock.isHidden()]
        if not visible:
            self.end()
            return
        for dock in visible:
            dock.hide()
        self._pair.setFocus()

    def show_readouts(self, readouts: tuple[Readout, ...]) -> None:
        """Show the live ones, large."""
        if self.active:
            self.readouts.show_readouts(readouts)
            self.readouts.setVisible(self.readouts.filled and self._numbers)

    def show_numbers(self, wanted: bool) -> None:
        """Show the numbers beside the picture, or hide them."""
        self._numbers = wanted
        self.readouts.setVisible(self.active and wanted and self.readouts.filled)

    @property
    def pictures(self) -> QWidget:
        """What is shown: the picture, or two."""
        return self._pair

    def place(self) -> None:
        """Suit a new size of the window, or keep the panels as large as they were before.

        A window manager gives the window its size back some time after it was asked to, and Qt
        would share out among the panels what the window then loses.
        """
        if self._returning.isActive() and self._size == self._window.size():
            self._panels.put_back()
        if self.active:
            self.scale.begin(self._window.height())

    def _rescale(self) -> None:
        self.readouts.set_pixels(self.scale.pixels)
        for strip in (self._legend, self._caption):
            strip.set_pixels(self.scale.pixels if self.scale.active else None)
        self._pair.set_magnification(self.scale.factor)
        self.rescaled.emit(self.scale.factor)
