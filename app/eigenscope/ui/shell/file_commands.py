"""What the commands of the menu File do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow

from eigenscope.document.ending import ENDING
from eigenscope.ui.session.session_files import MOST_RECENT, SessionFiles
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.style.messages import Button, ask
from eigenscope.ui.style.theme import current_theme
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.document.figures import Zoom
    from eigenscope.export.subject import Subject
    from eigenscope.readers.table_reading import TableChoices
    from eigenscope.ui.export.film_dialog import FilmDialog


class FileCommands(QObject):
    """Binds the commands about files, and keeps the title and the recent files up to date.

    Signals
    -------
    data_chosen
        A matrix from a file that is to be shown.
    """

    data_chosen = Signal(object)

    def __init__(
        self,
        window: QMainWindow,
        workbench: Workbench,
        files: SessionFiles,
        actions: Actions,
        viewport: Viewport,
        panels: LabPanels,
        status: StatusLine,
        zooms: Callable[[], tuple[Zoom, ...]],
    ) -> None:
        super().__init__(window)
        self._window, self._bench, self._files = window, workbench, files
        self._actions, self._viewport = actions, viewport
        self._panels, self._status, self._zooms = panels, status, zooms
        self._films: list[FilmDialog] = []
        bound: dict[str, Callable[[], object]] = {
            "file.new": files.new,
            "file.open": files.ask_open,
            "file.open_data": self.ask_data,
            "file.save": files.save,
            "file.save_as": files.save_as,
            "file.export_figure": self.export_figure,
            "file.export_film": self.export_film,
            "file.export_text": self.export_text,
            "file.copy_picture": self.copy_picture,
            "file.quit": window.close,
        }
        for place in range(MOST_RECENT):
            bound[f"file.recent.{place + 1}"] = partial(self._open_recent, place)
        actions.bind_all(bound)
        files.changed.connect(self.show_title)
        files.recent_changed.connect(self.show_recent)
        self.show_title()
        self.show_recent()

    def show_title(self) -> None:
        """Show which session this is, and whether it is saved."""
        files, window = self._files, self._window
        window.setWindowTitle(f"{files.name}[*] — Eigenscope")
        window.setWindowModified(files.modified)
        window.setWindowFilePath("" if files.path is None else str(files.path))

    def show_recent(self) -> None:
        """Show the recent files in their menu."""
        for place in range(MOST_RECENT):
            action = self._actions[f"file.recent.{place + 1}"]
            there = place < len(self._files.recent)
            action.setVisible(there)
            if there:
                path = self._files.recent[place]
                action.setText(f"&{place + 1}  {path.name}")
                action.setToolTip(str(path))
        menu = self._actions.submenu("&File", "Open recent")
        menu.setEnabled(bool(self._files.recent))

    def subject(self) -> Subject:
        """Return what is on the screen, to be exported."""
        from eigenscope.export.subject import Subject  # late, as all that is not for the start

        bench = self._bench
        subject = Subject(bench.lab, bench.inputs, bench.solution, self._viewport.look())
        beside = bench.companion
        if not beside.active:
            return subject
        other = replace(subject, inputs=beside.inputs, solution=beside.solution)
        return replace(subject, companion=other)

    def export_figure(self, chart: str = "") -> None:
        """Make a figure of what is seen, or of one chart alone."""
        from eigenscope.ui.export.figure_dialog import FigureDialog

        dialog = FigureDialog(
            self.subject(), self._zooms(), self._bench, self._files, self._window, chart
        )
        dialog.reported.connect(self._status.tell)
        dialog.open()

    def export_film(self) -> None:
        """Make a film of the motion."""
        from eigenscope.ui.export.film_dialog import FilmDialog

        self._films = [film for film in self._films if shiboken6.isValid(film)]
        bench = self._bench
        ease = bench.player.ease
        dialog = FilmDialog(self.subject(), ease, bench.exports, self._files, self._window)
        dialog.reported.connect(self._status.tell)
        self._films.append(dialog)
        dialog.show()

    def may_close(self) -> bool:
        """Tell whether no film is being made; else ask, and close the window once it is stopped."""
        films = self._being_made()
        if not films:
            return True

        def answered(button: Button) -> None:
            if button == Button.Yes:
                for film in films:
                    film.cancel()
                self._window.close()

        ask(
            self._window,
            "Stop the film and quit?",
            "A film is being made. If it is stopped, nothing of it is kept.",
            {Button.No: "Continue", Button.Yes: "Stop and quit"},
            answered,
        )
        return False

    @property
    def making_film(self) -> bool:
        """Whether a film is being made."""
        return bool(self._being_made())

    def _being_made(self) -> list[FilmDialog]:
        return [film for film in self._films if shiboken6.isValid(film) and film.making]

    def export_text(self) -> None:
        """Copy or save the numbers."""
        from eigenscope.ui.export.text_dialog import TextDialog

        time = self._bench.player.eased
        dialog = TextDialog(self.subject(), time, self._files.name, self._window)
        dialog.reported.connect(self._status.tell)
        dialog.open()

    def copy_picture(self) -> None:
        """Copy what is seen as pixels and as vectors; whoever pastes takes what it can."""
        from eigenscope.export.pictures import svg_bytes

        viewport = self._viewport
        frame = viewport.frame
        if frame is None:
            return
        data = QMimeData()
        data.setImageData(viewport.canvas.frame_image())
        svg = svg_bytes(frame, current_theme().palette, viewport.view_size())
        data.setData("image/svg+xml", svg)
        QGuiApplication.clipboard().setMimeData(data)
        self._status.tell("Picture copied as PNG and SVG")

    def take_drop(self, urls: list[QUrl]) -> bool:
        """Open the first dropped file that can be; tell whether there is one, and say why not."""
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if any(self.open_path(path) for path in paths):
            return True
        words: Text = "Nothing to open: drop a session, a picture, or a file with tensors."
        if paths:
            from eigenscope.readers.formats import not_opened  # late, here and below

            words = not_opened(paths[0])
        self._status.tell(words, 8000)
        return False

    def open_path(self, path: Path) -> bool:
        """Open a session, a picture or tensors, whichever a file holds; tell whether it is any."""
        ending = path.suffix.lower()
        if ending == ENDING:
            self._files.open(path)
            return True
        from eigenscope.readers.formats import PICTURE, format_of

        if ending in PICTURE.endings and self._panels.inputs.read_picture(str(path)):
            self._panels.show_inputs()
            return True
        if format_of(path) is None:
            return False
        self.open_data(path)
        return True

    def ask_data(self) -> None:
        """Ask for a file with a matrix, and open it."""
        self._ask_data(None)

    def _ask_data(self, table: TableChoices | None) -> None:
        from eigenscope.ui.style.file_filters import matrix_filters

        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a matrix"), "", matrix_filters()
        )
        if name:
            self.open_data(Path(name), table)

    def open_or_read_again(self, shown: object) -> None:
        """Ask for a file, or for how the table is to be read that is shown already."""
        from eigenscope.readers.loaded_matrix import LoadedMatrix  # late: with it come readers

        table = shown.table if isinstance(shown, LoadedMatrix) else None
        if isinstance(shown, LoadedMatrix) and shown.origin is not None and table is not None:
            self.open_data(shown.origin.path, table.choices)
        else:  # a session knows how a table was read, but not where its file lies
            self._ask_data(None if table is None else table.choices)

    def open_data(self, path: Path, table: TableChoices | None = None) -> None:
        """Let a tensor of a file be chosen, and show it in a lab that takes any size.

        ``table`` says how a table was read before, and that it is asked how to read it now.
        """
        from eigenscope.ui.tensors.tensor_chooser import TensorChooser

        jobs = self._bench.background.jobs
        chooser = TensorChooser(path, jobs, self._window, table=table)
        chooser.chosen.connect(self.data_chosen)
        chooser.open()

    def _open_recent(self, place: int) -> None:
        if place < len(self._files.recent):
            self._files.open(self._files.recent[place])
