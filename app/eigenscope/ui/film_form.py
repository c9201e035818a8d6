"""The fields of a film's settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eigenscope.document.figures import FilmSettings
from eigenscope.export.encoders import FORMATS
from eigenscope.ui import form

FOLDER = ""
_OWN = -1
_SIZES = ((1280, 720), (1920, 1080), (2560, 1440), (3840, 2160), (1080, 1080), (1080, 1920))
_RATES = (12, 15, 24, 25, 30, 50, 60)


class FilmForm(QWidget):
    """Edits film settings; ``changed`` tells that they are others."""

    changed = Signal()

    def __init__(self, *, space: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = self.tr
        kinds: list[tuple[object, str]] = [(kind.ending, kind.title) for kind in FORMATS]
        self.format = form.choice([*kinds, (FOLDER, tr("Folder of PNG pictures"))])
        names = {(1080, 1080): tr("square"), (1080, 1920): tr("portrait"), (3840, 2160): "4K"}
        sizes: list[tuple[object, str]] = [
            (place, f"{size[0]} × {size[1]}" + (f"  ({names[size]})" if size in names else ""))
            for place, size in enumerate(_SIZES)
        ]
        self.size_box = form.choice([*sizes, (_OWN, tr("Custom…"))])
        self.width_box = form.number(16, 4096, suffix=" px", step=2)
        self.height_box = form.number(16, 4096, suffix=" px", step=2)
        self.fps = form.choice([(rate, f"{rate}") for rate in _RATES])
        self.seconds = form.number(
            0.1,
            600,
            decimals=1,
            step=0.5,
            suffix=" s",
            tip=tr("Of the whole film, including pauses"),
        )
        self.hold_start = form.number(0, 60, decimals=1, step=0.1, suffix=" s")
        self.hold_end = form.number(0, 60, decimals=1, step=0.1, suffix=" s")
        self.back = form.flag(tr("Forwards and back, to be looped"))
        self.orbit = form.number(
            -3600, 3600, step=15, suffix="°", tip=tr("How far the camera orbits, in space")
        )
        self.orbit.setEnabled(space)
        self.palette_box = form.palettes()
        self.text_size = form.number(0.3, 4, decimals=1, step=0.1, suffix=" ×")
        self.matrix = form.flag(tr("Matrix as a formula"))
        self._rows()
        self._connect()

    def _rows(self) -> None:
        tr = self.tr
        rows = form.Form()
        rows.heading(tr("File"))
        rows.row(tr("Format"), self.format)
        rows.row(tr("Size"), self.size_box)
        self._own_label = rows.row(tr("Width, height"), self.width_box, self.height_box)
        rows.row(tr("Frames per second"), self.fps)
        rows.heading(tr("Motion"))
        rows.row(tr("Length"), self.seconds)
        rows.row(tr("Pause at both ends"), self.hold_start, self.hold_end)
        rows.wide(self.back)
        rows.row(tr("Camera orbit"), self.orbit)
        rows.heading(tr("Look"))
        rows.row(tr("Palette"), self.palette_box)
        rows.row(tr("Text"), self.text_size)
        rows.wide(self.matrix)
        rows.stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(rows)

    def _connect(self) -> None:
        for box in (self.width_box, self.height_box, self.seconds, self.hold_start, self.hold_end,
                    self.orbit, self.text_size):  # fmt: skip
            box.valueChanged.connect(lambda _: self.changed.emit())
        for combo in (self.format, self.fps, self.palette_box):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        for field in (self.back, self.matrix):
            field.toggled.connect(lambda _: self.changed.emit())
        self.size_box.currentIndexChanged.connect(self._size_chosen)

    def show_settings(self, settings: FilmSettings) -> None:
        """Show settings."""
        self.blockSignals(True)
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
        form.choose(self.palette_box, settings.palette)
        self.text_size.setValue(settings.text_size)
        self.matrix.setChecked(settings.matrix)
        self.blockSignals(False)
        self._size_chosen()

    def settings(self) -> FilmSettings:
        """Return what is chosen."""
        return FilmSettings(
            seconds=self.seconds.value(),
            fps=int(self.fps.currentData()),
            width=int(self.width_box.value()),
            height=int(self.height_box.value()),
            hold_start=self.hold_start.value(),
            hold_end=self.hold_end.value(),
            back=self.back.isChecked(),
            orbit=self.orbit.value(),
            palette=str(self.palette_box.currentData()),
            text_size=self.text_size.value(),
            matrix=self.matrix.isChecked(),
        )

    def ending(self) -> str:
        """Return how the film's file ends; nothing for a folder."""
        return str(self.format.currentData())

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
