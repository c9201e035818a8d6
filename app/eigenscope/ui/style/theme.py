"""Colours, fonts and the style sheet of the interface, all from a theme in resources."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from eigenscope.render.writing import CHINESE_FAMILY
from eigenscope.resources import read_text, resource
from eigenscope.scene.palette import Palette, palette_from_json
from eigenscope.ui.style.icons import coloured_icon
from eigenscope.wording.words import Text

UNIT = 4  # pixels: all spaces are multiples of it
FONT, MONO = "Inter", "JetBrains Mono"
_TEXT_SIZE = 13  # pixels
_ORDER = ("dark", "light", "print", "colourblind")


_TITLES: Mapping[str, Text] = {
    "dark": "Dark",
    "light": "Light",
    "print": "Print",
    "colourblind": "Safe for colour-blind eyes",
}


@dataclass(frozen=True)
class Theme:
    """The colours of the interface ("#rrggbb" by name) and of the pictures."""

    name: str
    title: Text
    dark: bool
    interface: Mapping[str, str]
    palette: Palette


class _Notifier(QObject):
    changed = Signal()


_current: list[Theme] = []


@cache
def theme_notifier() -> _Notifier:
    """Return the object whose signal ``changed`` tells that another theme holds."""
    return _Notifier()


@cache
def load_theme(name: str) -> Theme:
    """Return the theme of a name; raise FileNotFoundError if there is none."""
    text = read_text("themes", f"{name}.json")
    data = json.loads(text)
    return Theme(
        name, _TITLES.get(name, name), data["dark"], data["interface"], palette_from_json(text)
    )


@cache
def theme_names() -> tuple[str, ...]:
    """Return the names of all themes, in the order in which they are offered."""
    names = sorted(path.stem for path in resource("themes").glob("*.json"))
    names.sort(key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER))
    return tuple(names)


def current_theme() -> Theme:
    """Return the theme that holds; the dark one before any was applied."""
    return _current[0] if _current else load_theme("dark")


def system_theme_name(app: QApplication) -> str:
    """Return "dark" or "light", as the user's desktop is."""
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole application a theme; one that it has already costs nothing."""
    sheet = _style_sheet(theme)
    if _current == [theme] and app.styleSheet() == sheet:
        return
    if not _current:
        _load_fonts()
        app.setFont(interface_font())
    _current[:] = [theme]
    app.setPalette(_qt_palette(theme))
    app.setStyleSheet(sheet)
    theme_notifier().changed.emit()


def icon(name: str, role: str = "text") -> QIcon:
    """Return an icon in the colours of the present theme."""
    colours = current_theme().interface
    return coloured_icon(name, colours[role], colours["text_disabled"], colours["accent"])


def interface_font(pixels: int = _TEXT_SIZE, *, bold: bool = False) -> QFont:
    """Return the interface's font."""
    font = QFont([FONT, CHINESE_FAMILY])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def number_font(pixels: int = _TEXT_SIZE) -> QFont:
    """Return the font of numbers and code, whose digits are all as wide."""
    font = QFont([MONO, CHINESE_FAMILY])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(pixels)
    return font


def _load_fonts() -> None:
    for path in sorted(resource("fonts").glob("*.?tf")):
        QFontDatabase.addApplicationFont(str(path))


def _qt_palette(theme: Theme) -> QPalette:
    c = {name: QColor(value) for name, value in theme.interface.items()}
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"), (roles.WindowText, "text"), (roles.Base, "input"),
        (roles.AlternateBase, "raised"), (roles.Text, "text"), (roles.Button, "raised"),
        (roles.ButtonText, "text"), (roles.ToolTipBase, "raised"), (roles.ToolTipText, "text"),
        (roles.Highlight, "accent"), (roles.HighlightedText, "accent_text"),
        (roles.PlaceholderText, "text_muted"), (roles.Link, "accent"), (roles.Mid, "border"),
        (roles.BrightText, "danger"),
    ):  # fmt: skip
        palette.setColor(role, c[name])
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, c["text_disabled"])
    return palette


def _style_sheet(theme: Theme) -> str:
    values = {**theme.interface, "mono": f'"{MONO}", "{CHINESE_FAMILY}"', "font": FONT}
    shade = "dark" if theme.dark else "light"
    values["tick"] = resource("icons", f"check-{shade}.svg").as_posix()
    values["chevron"] = resource("icons", f"chevron-down-{shade}.svg").as_posix()

    def filled(match: re.Match[str]) -> str:
        return values[match[1]]

    return re.sub(r"@(\w+)", filled, read_text("themes", "style.qss"))
