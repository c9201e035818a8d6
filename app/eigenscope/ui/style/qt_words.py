"""Lets Qt speak the program's language: in its own dialogs, and where we say ``tr``."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from eigenscope.wording import language

_installed: list[QTranslator] = []


class _CatalogueTranslator(QTranslator):
    """Looks up in the program's catalogue what Qt is asked for."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return the text in the language that is spoken, or None, so that Qt looks elsewhere."""
        if context.startswith("Q") and context[1:2].isupper():
            return None  # Qt's own, such as the names of keys: its catalogue has them
        text = language.translations().text(source)
        return None if text == source else text

    def isEmpty(self) -> bool:
        """Qt: one that is empty is not asked."""
        return False


def translate_qt() -> None:
    """Let Qt speak the language that is spoken now; widgets that are there keep their texts."""
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    if language.spoken() == language.ENGLISH:
        return
    of_qt = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if of_qt.load(f"qtbase_{language.spoken()}", folder):
        _installed.append(of_qt)
    _installed.append(_CatalogueTranslator())
    for translator in _installed:  # the last is asked first
        QCoreApplication.installTranslator(translator)
