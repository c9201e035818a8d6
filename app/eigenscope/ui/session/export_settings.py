"""How figures and films of the session are made."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from eigenscope.document.figures import FigureSettings, FilmSettings


class ExportSettings(QObject):
    """Remembers how the last figure and the last film were made.

    Signals
    -------
    changed
        The user has made one otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figure: FigureSettings | None = None
        self._film: FilmSettings | None = None

    @property
    def figure(self) -> FigureSettings:
        """How figures are made."""
        if self._figure is None:
            from eigenscope.document.figures import FigureSettings  # late: no picture waits for it

            self._figure = FigureSettings()
        return self._figure

    @property
    def film(self) -> FilmSettings:
        """How films are made."""
        if self._film is None:
            from eigenscope.document.figures import FilmSettings  # late: no picture waits for it

            self._film = FilmSettings()
        return self._film

    def set_figure(self, figure: FigureSettings) -> None:
        """Remember how a figure was made."""
        if figure != self.figure:
            self._figure = figure
            self.changed.emit()

    def set_film(self, film: FilmSettings) -> None:
        """Remember how a film was made."""
        if film != self.film:
            self._film = film
            self.changed.emit()

    def restore(self, figure: FigureSettings, film: FilmSettings) -> None:
        """Take over what a session has; that is no change of it."""
        self._figure, self._film = figure, film
