"""The fields of a film's settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from eigenscope.document.figures import BEST, GOOD, MOST_CHARTS, SMALL, FilmSettings
from eigenscope.export.film_formats import FORMATS, transparent_formats
from eigenscope.plots.charts import Plotted
from eigenscope.ui.export.export_form import ExportForm, tell_changes
from eigenscope.ui.export.figure_parts import chart_box
from eigenscope.ui.style import form
from eigenscope.wording.words import Words, say

FOLDER = ""
_OWN = -1
_SIZES = ((1280, 720), (1920, 1080), (2560, 1440), (3840, 2160), (1080, 1080), (1080, 1920))
_RATES = (12, 15, 24, 25, 30, 50, 60)


class FilmForm(ExportForm):
    """Edits film settings; ``changed`` tells that they are others."""

    def __init__(
        self, charts: Sequence[Plotted] = (), *, space: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        kinds: list[tuple[object, str]] = [(kind.ending, say(kind.title)) for kind in FORMATS]
        self.format = form.choice([*kinds, (FOLDER, "Folder of PNG pictures")])
        sizes: list[tuple[object, str]] = [
            (place, _size_words(*size)) for place, size in enumerate(_SIZES)
        ]
        self.size_box = form.choice([*sizes, (_OWN, "Custom…")])
        self.width_box = form.number(16, 4096, suffix=" px", step=2)
        self.height_box = form.number(16, 4096, suffix=" px", step=2)
        self.fps = form.choice([(rate, f"{rate}") for rate in _RATES])
        self.seconds = form.number(
            0.1,
            600,
            decimals=1,
            step=0.5,
            suffix=" s",
            tip="Of the whole film, including pauses",
        )
        self.hold_start = form.number(0, 60, decimals=1, step=0.1, suffix=" s")
        self.hold_end = form.number(0, 60, decimals=1, step=0.1, suffix=" s")
        self.back = form.flag("Forwards and back, to be looped")
        self.orbit = form.number(
            -3600, 3600, step=15, suffix="°", tip="How far the camera orbits, in space"
        )
        self.orbit.setEnabled(space)
        self.text_size = form.number(0.3, 4, decimals=1, step=0.1, suffix=" ×")
        self.quality = form.choice(
            [(SMALL, "Small file"), (GOOD, "Good"), (BEST, "Best, slow to make")]
        )
        self.charts = {one.key: chart_box(one) for one in charts}
        self._elsewhere: tuple[str, ...] = ()
        self._rows()
        self._connect()

    def _rows(self) -> None:
        rows = form.Form()
        rows.heading("File")
        rows.row("Format", self.format)
        self._quality_label = rows.row("Quality", self.quality)
        rows.row("Size", self.size_box)
        self._own_label = rows.row("Width, height", self.width_box, self.height_box)
        rows.row("Frames per second", self.fps)
        rows.heading("Motion")
        rows.row(Words("Length", context="film"), self.seconds)
        rows.row("Pause at both ends", self.hold_start, self.hold_end)
        rows.wide(self.back)
        rows.row("Camera orbit", self.orbit)
        rows.heading("Look")
        rows.row("Palette", self.palette_box)
        rows.row("Language", self.language_box)
        rows.row("Text", self.text_size)
        rows.wide(self.transparent)
        rows.heading("Around the picture")
        for field in (*self.surroundings, *self.charts.values()):
            rows.wide(field)
        self._lay_out(rows)

    def _connect(self) -> None:
        tell_changes(
            self.changed.emit, self.width_box, self.height_box, self.seconds, self.hold_start,
            self.hold_end, self.orbit, self.text_size, self.fps, self.palette_box,
            self.language_box, self.quality, self.back, self.transparent, *self.surroundings,
            *self.charts.values(),
        )  # fmt: skip
        self.format.currentIndexChanged.connect(self._format_chosen)
        self.size_box.currentIndexChanged.connect(self._size_chosen)

    def show_settings(self, settings: FilmSettings) -> None:
        """Show settings."""
        self.blockSignals(True)
        self._show_shared(settings)
        size = (settings.width, settings.height)
        form.choose(self.size_box, _SIZES.index(size) if size in _SIZES else _OWN)
        self.width_box.setValue(settings.width)
        self.height_box.setValue(settings.height)
        if settings.fps not in _RATES:
            self.fps.addItem(f"{settings.fps}", settings.fps)
        form.choose(self.fps, settings.fps)
        self.seconds.setValue(settings.seconds)
        self.hold_start.setValue(settings.hold_start)
        self.hold_end.setValue(settings.hold_end)
        self.back.setChecked(settings.back)
        self.orbit.setValue(settings.orbit)
        self.text_size.setValue(settings.text_size)
        form.choose(self.quality, settings.quality)
        for key, field in self.charts.items():
            field.setChecked(key in settings.charts)
        self._elsewhere = tuple(key for key in settings.charts if key not in self.charts)
        self.blockSignals(False)
        self._format_chosen()
        self._size_chosen()

    def settings(self) -> FilmSettings:
        """Return what is chosen; charts that other labs have stay chosen there."""
        chosen = [key for key, field in self.charts.items() if field.isChecked()]
        return FilmSettings(
            **self._shared(),
            seconds=self.seconds.value(),
            fps=int(self.fps.currentData()),
            width=int(self.width_box.value()),
            height=int(self.height_box.value()),
            hold_start=self.hold_start.value(),
            hold_end=self.hold_end.value(),
            back=self.back.isChecked(),
            orbit=self.orbit.value(),
            text_size=self.text_size.value(),
            charts=(*chosen, *self._elsewhere)[:MOST_CHARTS],
            quality=str(self.quality.currentData()),
        )

    def ending(self) -> str:
        """Return how the film's file ends; nothing for a folder."""
        return str(self.format.currentData())

    def _format_chosen(self) -> None:
        """Let what the format knows be chosen."""
        kind = next((one for one in FORMATS if one.ending == self.ending()), None)
        for widget in (self.quality, self._quality_label):
            widget.setEnabled(kind is not None and bool(kind.qualities))
        clear = kind is None or bool(kind.clear_pixels)
        self.transparent.setEnabled(clear)
        if not clear:
            self.transparent.setChecked(False)
        words = Words(
            "Only in {formats} and folders of pictures", {"formats": transparent_formats()}
        )
        self.transparent.setToolTip("" if clear else str(words))
        self.changed.emit()

    def _size_chosen(self) -> None:
        place = int(self.size_box.currentData())
        for widget in (self.width_box, self.height_box, self._own_label):
            widget.setVisible(place == _OWN)
        if place != _OWN:
            size = _SIZES[place]
            blocked = self.blockSignals(True)
            self.width_box.setValue(size[0])
            self.height_box.setValue(size[1])
            self.blockSignals(blocked)
        self.changed.emit()


def _size_words(width: int, height: int) -> str:
    size = f"{width} × {height}"
    match width, height:
        case (1080, 1080):
            return str(Words("{size}  (square)", {"size": size}))
        case (1080, 1920):
            return str(Words("{size}  (portrait)", {"size": size}))
        case (3840, 2160):
            return f"{size}  (4K)"
    return size
