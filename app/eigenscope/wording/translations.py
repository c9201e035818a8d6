"""What texts are called in another language, out of gettext's catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

_FOLDER, _FILE = "LC_MESSAGES", "eigenscope.mo"


class Translations:
    """Looks texts up; one that is not there is said as it stands in the code.

    Parameters
    ----------
    folders
        Where catalogues lie, as ``LANGUAGE/LC_MESSAGES/eigenscope.mo``: the program's own first,
        then those of labs from other packages.
    language
        Such as "zh_CN".
    """

    def __init__(self, folders: tuple[Path, ...] = (), language: str = "") -> None:
        self._translations: NullTranslations | None = None
        self._origin = folders, language
        files = [folder / language / _FOLDER / _FILE for folder in folders]
        for file in reversed([file for file in files if file.is_file()]):
            from gettext import GNUTranslations  # late: English needs none

            with file.open("rb") as opened:
                read = GNUTranslations(opened)
            if self._translations is not None:
                read.add_fallback(self._translations)
            self._translations = read

    def __reduce__(self) -> tuple[type[Translations], tuple[tuple[Path, ...], str]]:
        return Translations, self._origin  # for another process, which reads the files itself

    def text(self, text: str, context: str = "") -> str:
        """Return a text in the catalogue's language."""
        if self._translations is None or not text:  # gettext's "" is the catalogue's own header
            return text
        if context:
            return self._translations.pgettext(context, text)
        return self._translations.gettext(text)

    def counted(self, one: str, more: str, count: int, context: str = "") -> str:
        """Return the text for a number of things."""
        if self._translations is None:
            return one if count == 1 else more
        if context:
            return self._translations.npgettext(context, one, more, count)
        return self._translations.ngettext(one, more, count)
