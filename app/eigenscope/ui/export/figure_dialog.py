"""File ▸ Export figure: shows the very figure that will be written, and writes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from eigenscope.document.figures import FigureSettings, Zoom
from eigenscope.engine.runtime.jobs import Outcome
from eigenscope.export.composing import compose
from eigenscope.export.errors import FigureError
from eigenscope.export.figures import left_out, page_image, page_svg, pixel_size, save_figure
from eigenscope.export.page import Page
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.lab import Solution
from eigenscope.scene.palette import Palette
from eigenscope.ui.export.figure_form import FigureForm
from eigenscope.ui.session.session_files import SessionFiles
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.style.form import Side, button_row
from eigenscope.ui.style.preview import Preview
from eigenscope.ui.style.theme import current_theme, load_theme
from eigenscope.wording.words import Words

_PAUSE = 60  # milliseconds after the last change before the preview is made anew
_KINDS = "PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TikZ (*.tex)"


@dataclass(frozen=True, eq=False)
class _PreviewedPage:
    """A composed page, and how it looks in the preview."""

    page: Page
    image: QImage
    words: str


class FigureDialog(QDialog):
    """Chooses how a figure is made.

    Parameters
    ----------
    subject, zooms
        What the figure shows, and which parts of its charts are zoomed into on the screen.
    workbench, files
        Whose newest solution is taken up and who remembers the settings; and what names it.
    chart
        The chart to begin with alone; what the user otherwise has in figures is left as it is.

    Signals
    -------
    reported
        Words for the status bar.
    """

    reported = Signal(str)

    def __init__(
        self,
        subject: Subject,
        zooms: tuple[Zoom, ...],
        workbench: Workbench,
        files: SessionFiles,
        parent: QWidget,
        chart: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("figureDialog")
        self.setWindowTitle(self.tr("Export figure"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench, self._files, self._chart = workbench, files, chart
        self._jobs = workbench.background.jobs
        self._subject = subject
        self._now = workbench.player.eased
        self.preview = Preview()
        self.form = FigureForm(subject.charts(), zooms)
        self.info = QLabel()
        self.info.setWordWrap(True)
        self.info.setProperty("class", "muted")
        self.save_button = QPushButton(self.tr("Save…"))
        self.save_button.setDefault(True)
        self.copy_button = QPushButton(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the figure as PNG and SVG"))
        self.close_button = QPushButton(self.tr("Close"))
        self._layout()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._make)
        self.form.changed.connect(self._pause.start)
        workbench.solution_changed.connect(self._solved)
        self.save_button.clicked.connect(self.save)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.close)
        self.finished.connect(lambda _: self._keep())
        figure = workbench.exports.figure
        alone = replace(figure, picture=False, charts=(chart,))
        self.form.show_settings(alone if chart else figure)
        room = parent.size()
        self.resize(QSize(min(1080, room.width() - 40), min(700, room.height() - 40)))

    def _layout(self) -> None:
        buttons = button_row(self.copy_button, self.close_button, self.save_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.preview, 1)
        layout.addWidget(Side(self.form, self.info, buttons))

    # --- the preview ---------------------------------------------------------------------------

    def _solved(self, solution: Solution) -> None:
        """Take up what the engine has found since: charts wait for it, too."""
        bench, subject = self._bench, self._subject
        if bench.lab is subject.lab and bench.inputs == subject.inputs:
            self._subject = replace(subject, solution=solution)
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the preview takes the room that there is."""
        super().resizeEvent(event)
        self._pause.start()

    def settings(self) -> FigureSettings | None:
        """Return the settings, or say what is wrong with them."""
        try:
            return self.form.settings()
        except ValueError as error:
            self._show_problem(str(error))
            return None

    def palette_of(self, settings: FigureSettings) -> Palette:
        """Return the colours that settings ask for."""
        return load_theme(settings.palette).palette if settings.palette else current_theme().palette

    def _make(self) -> None:
        settings = self.settings()
        if settings is None:
            return
        subject, now, colours = self._subject, self._now, self.palette_of(settings)
        room, ratio = self.preview.room(), self.devicePixelRatioF()

        def work(_: object) -> _PreviewedPage:
            page = compose(subject, settings, now, dark=colours.dark)
            dots = pixel_size(page, settings)
            scale = min(room[0] / page.size[0], room[1] / page.size[1], 2.0)
            shown = (
                max(1, round(page.size[0] * scale * ratio)),
                max(1, round(page.size[1] * scale * ratio)),
            )
            image = page_image(page, colours, shown, transparent=settings.transparent)
            image.setDevicePixelRatio(ratio)
            if not settings.transparent:
                image.convertTo(QImage.Format.Format_RGB32)
            return _PreviewedPage(page, image, _measures(page, dots))

        self._jobs.submit("figure preview", work, self._show)

    def _show(self, outcome: Outcome[_PreviewedPage]) -> None:
        preview = outcome.value
        if preview is None:
            self._show_problem(str(outcome.error))
            return
        self.preview.show_image(preview.image)
        self.info.setText(preview.words)
        self._enable(True)

    def _show_problem(self, words: str) -> None:
        self.preview.show_words(words)
        self.info.setText("")
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self.save_button.setEnabled(on)
        self.copy_button.setEnabled(on)

    # --- what is done --------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a file, and write the figure to it."""
        name, kind = QFileDialog.getSaveFileName(
            self, self.tr("Save figure"), f"{self._files.name}.pdf", _KINDS
        )
        if not name:
            return
        path = Path(name)
        if not path.suffix and "*." in kind:
            path = path.with_suffix("." + kind.split("*.")[1].rstrip(")"))
        self.write(path)

    def write(self, path: Path) -> None:
        """Write the figure to a file, on a worker."""
        settings = self.settings()
        if settings is None:
            return
        subject, now, colours = self._subject, self._now, self.palette_of(settings)
        self._enable(False)
        self.info.setText(str(Words("Writing {file}…", {"file": path.name})))

        def work(_: object) -> tuple[Path, tuple[str, ...]]:
            page = compose(subject, settings, now, dark=colours.dark)
            save_figure(page, settings, colours, path)
            return path, left_out(subject, page, path)

        self._jobs.submit("figure", work, self._written)

    def _written(self, outcome: Outcome[tuple[Path, tuple[str, ...]]]) -> None:
        self._enable(True)
        if outcome.value is None:
            self.info.setText("")
            what = self.tr("The figure could not be written")
            self._files.complain(what, str(outcome.error))
            return
        path, notes = outcome.value
        saved = str(Words("Saved {name}", {"name": str(path)}))
        self.reported.emit(" · ".join([saved, *notes]))
        self.accept()

    def copy(self) -> None:
        """Copy the figure as pixels and as vectors."""
        settings = self.settings()
        if settings is None:
            return
        colours = self.palette_of(settings)
        try:
            page = compose(self._subject, settings, self._now, dark=colours.dark)
            size = pixel_size(page, settings)
        except FigureError as error:
            self._show_problem(str(error))
            return
        data = QMimeData()
        data.setImageData(page_image(page, colours, size, transparent=settings.transparent))
        data.setData("image/svg+xml", page_svg(page, settings, colours))
        QGuiApplication.clipboard().setMimeData(data)
        self.info.setText(self.tr("Copied as PNG and SVG"))

    def _keep(self) -> None:
        self._jobs.cancel("figure preview")
        try:
            settings = self.form.settings()
        except ValueError:
            return
        if self._chart:
            before = self._bench.exports.figure
            settings = replace(
                settings, picture=before.picture, charts=before.charts, zooms=before.zooms
            )
        self._bench.exports.set_figure(settings)


def _measures(page: Page, dots: tuple[int, int]) -> str:
    wide, high = (side * page.unit / 72 * 25.4 for side in page.size)
    return f"{wide:.1f} × {high:.1f} mm · PNG {dots[0]} × {dots[1]}"
