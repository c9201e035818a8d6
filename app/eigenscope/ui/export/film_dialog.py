"""File ▸ Export film: a small play of the film, and its making with time left and cancel.

The dialog stands beside the window, not before it: while a film is made, the work goes on.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from eigenscope.document.figures import FilmSettings
from eigenscope.engine.runtime.jobs import Cancellation, Outcome
from eigenscope.export.film_pairs import film_painter
from eigenscope.export.films import save_film
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import moments
from eigenscope.scene.palette import Palette
from eigenscope.ui.export.film_form import FilmForm
from eigenscope.ui.session.background import Background
from eigenscope.ui.session.export_settings import ExportSettings
from eigenscope.ui.session.session_files import SessionFiles
from eigenscope.ui.style.form import Side, button_row
from eigenscope.ui.style.preview import Preview
from eigenscope.ui.style.theme import current_theme, load_theme
from eigenscope.wording.language import speaking
from eigenscope.wording.words import Text, Value, Words

_TICK = 50  # milliseconds between two pictures of the preview
_PREVIEW_SIDE = 640.0  # pixels of its longer side
_BETWEEN_REPORTS = 0.1  # seconds between two words about progress


class FilmDialog(QDialog):
    """Chooses how a film is made, and makes it.

    Parameters
    ----------
    subject, ease
        What the film shows, and how its time runs.
    exports, files
        Who remembers the settings, and what names the film.

    Signals
    -------
    reported
        Words for the status bar.
    """

    reported = Signal(str)

    def __init__(
        self,
        subject: Subject,
        ease: str,
        exports: ExportSettings,
        files: SessionFiles,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filmDialog")
        self.setWindowTitle(self.tr("Export film"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._exports, self._files = exports, files
        self._background = Background(self)
        self._jobs = self._background.jobs
        self._subject, self._ease = subject, ease
        space = not self._subject.camera((16.0, 9.0)).flat
        self.preview = Preview()
        self.form = FilmForm(self._subject.charts(), space=space)
        self.info = QLabel()
        self.info.setProperty("class", "muted")
        self.info.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.save_button = QPushButton(self.tr("Save…"))
        self.save_button.setDefault(True)
        self.close_button = QPushButton(self.tr("Close"))
        self._layout()
        self._clock = QElapsedTimer()
        self._clock.start()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK)
        self._ticking.timeout.connect(self._play)
        self.form.changed.connect(self._show_info)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.close)
        self.form.show_settings(exports.film)
        room = parent.size()
        self.resize(QSize(min(1080, room.width() - 40), min(620, room.height() - 40)))
        self._ticking.start()

    def _layout(self) -> None:
        buttons = button_row(self.close_button, self.save_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.preview, 1)
        layout.addWidget(Side(self.form, self.info, self.progress, buttons))

    @property
    def making(self) -> bool:
        """Whether a film is being made."""
        return self._jobs.pending("film")

    # --- the preview ---------------------------------------------------------------------------

    def _palette(self, settings: FilmSettings) -> Palette:
        return load_theme(settings.palette).palette if settings.palette else current_theme().palette

    def _show_info(self) -> None:
        if self.making:
            return
        settings = self.form.settings()
        count = max(1, round(settings.seconds * settings.fps))
        length: dict[str, Value] = {"count": count, "seconds": f"{settings.seconds:g}"}
        one, more = "{count} frame, {seconds} s", "{count} frames, {seconds} s"
        self.info.setText(str(Words(one, length, plural=more)))

    def _play(self) -> None:
        """Show the film small, at the moment at which it would be now; one picture at a time."""
        if self._jobs.pending("film preview") or self.making:
            return
        settings = self.form.settings()
        scale = min(1.0, _PREVIEW_SIDE / max(settings.width, settings.height))
        small = replace(
            settings,
            width=max(16, round(settings.width * scale)),
            height=max(16, round(settings.height * scale)),
            fps=20,
        )
        subject, colours, ease = self._subject, self._palette(settings), self._ease
        second = self._clock.elapsed() / 1000 % settings.seconds

        def work(_: object) -> QImage:
            shown = moments(small, ease)
            moment = shown[min(int(second * small.fps), len(shown) - 1)]
            with speaking(small.language):
                pixels = film_painter(subject, small, colours).paint(moment)
            size = (small.width, small.height, 4 * small.width)
            kinds = QImage.Format
            form = kinds.Format_ARGB32 if small.transparent else kinds.Format_RGB32
            return QImage(pixels.data, *size, form).copy()

        self._jobs.submit("film preview", work, self._show)

    def _show(self, outcome: Outcome[QImage]) -> None:
        if outcome.value is not None:
            self.preview.show_image(outcome.value)
        else:
            self.preview.show_words(str(outcome.error))

    # --- the film ------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for a file and make the film."""
        ending = self.form.ending()
        kind = f"{self.form.format.currentText()} (*{ending})" if ending else self.tr("Folder (*)")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save film"), f"{self._files.name}{ending}", kind
        )
        if name:
            path = Path(name)
            self.write(path if path.suffix.lower() == ending else path.with_suffix(ending))

    def write(self, path: Path) -> None:
        """Make the film on a worker."""
        settings, colours = self.form.settings(), self._palette(self.form.settings())
        self._exports.set_film(settings)
        subject, ease = self._subject, self._ease
        self._jobs.cancel("film preview")
        self.form.setEnabled(False)
        self.save_button.setEnabled(False)
        self.close_button.setText(self.tr("Cancel"))
        self.progress.setValue(0)
        self.progress.show()
        began, reported = time.monotonic(), 0.0

        def work(cancellation: Cancellation) -> Path:
            def tell(part: float, words: str) -> None:
                nonlocal reported
                cancellation.check()
                now = time.monotonic()
                if now - reported >= _BETWEEN_REPORTS or part >= 1:
                    reported = now
                    left = (now - began) * (1 - part) / max(part, 1e-9)
                    cancellation.progress(part, f"{words}|{left:.0f}")

            save_film(subject, settings, colours, ease, path, tell)
            return path

        self._jobs.submit("film", work, self._film_ended, self._show_progress)

    def _show_progress(self, part: float, words: Text) -> None:
        frames, _, left = str(words).partition("|")
        self.progress.setValue(round(part * 1000))
        values = {"frame": frames, "seconds": left}
        self.info.setText(str(Words("Frame {frame}, about {seconds} s left", values)))

    def _film_ended(self, outcome: Outcome[Path]) -> None:
        self._rest()
        if outcome.value is None:
            what = self.tr("The film could not be made")
            self._files.complain(what, str(outcome.error))
            return
        self.reported.emit(str(Words("Saved {name}", {"name": str(outcome.value)})))
        self.close()

    def cancel(self) -> None:
        """Stop making the film; nothing of it is left."""
        self._jobs.cancel("film")
        self._rest()
        self.reported.emit(self.tr("The film was cancelled"))

    def _rest(self) -> None:
        self.form.setEnabled(True)
        self.save_button.setEnabled(True)
        self.close_button.setText(self.tr("Close"))
        self.progress.hide()
        self._show_info()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: keys of the dialog stay here, also where it does nothing with them."""
        super().keyPressEvent(event)
        event.accept()

    def done(self, result: int) -> None:
        """Qt: Esc, the button and the window's cross cancel a film first, then close the dialog."""
        if self.making:
            self.cancel()
            return
        self._ticking.stop()
        self._exports.set_film(self.form.settings())
        self._jobs.close()
        super().done(result)
