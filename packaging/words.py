"""Keep the catalogue in step with the program: collect texts, say what is missing, compile.

    python3 packaging/dev.py words     new texts go into the .po file, texts that are gone leave it;
                                       what has no translation, or a wrong one, is listed

A translator fills in the .po file and calls this again, which writes the .mo file that the program
reads.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent))

from words_in_code import Found, texts_in

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "app" / "eigenscope"
LANGUAGE = "zh_CN"
FILE = ROOT / "resources" / "wording" / LANGUAGE / "LC_MESSAGES" / "eigenscope.po"
_HEAD = r"""# Eigenscope in Simplified Chinese. python3 packaging/dev.py words keeps it up to date.
msgid ""
msgstr ""
"Language: zh_CN\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # or a file would change with every call
_PLACE = re.compile(r"\{\w*\}|%\d")


def main() -> int:
    """Bring the catalogue up to date, list what is wrong, and return how the process ends."""
    found = texts_in(SOURCE)
    catalogue = updated(read_catalogue(), found)
    FILE.write_bytes(written(catalogue))
    FILE.with_suffix(".mo").write_bytes(compiled(catalogue))
    problems = [*found.problems, *faults(catalogue)]
    print("\n".join(problems))
    print(f"{len(found.places)} texts, {len(problems)} problems")
    return 1 if problems else 0


def read_catalogue() -> Catalog:
    """Return the catalogue as it is on the disk."""
    with FILE.open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain="eigenscope")


def updated(catalogue: Catalog, found: Found) -> Catalog:
    """Return a catalogue of just these texts, with the translations that are known."""
    new = Catalog(LANGUAGE, domain="eigenscope", fuzzy=False)
    new.creation_date = new.revision_date = _NO_TIME
    order = sorted(found.places.items(), key=lambda item: (min(item[1]), item[0].text))
    for entry, places in order:
        text = (entry.text, entry.plural) if entry.plural else entry.text
        old = catalogue.get(text, entry.context or None)
        strings = ("",) if old is None else forms(old.string)
        known = strings[:1] if entry.plural else strings[0]
        where = [(place, 0) for place in sorted(places)]
        new.add(text, known, locations=where, context=entry.context or None)
    return new


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with translations: that there is none, or it has other places."""
    for message in catalogue:
        if not message.id:
            continue
        chinese, ids = forms(message.string), forms(message.id)
        if not all(chinese):
            yield f"not translated: {_called(message)}"
        elif message.fuzzy:
            yield f"fuzzy: {_called(message)}"
        elif any(places_of(form) != places_of(ids[-1]) for form in chinese):
            yield f"other places: {_called(message)}"


def places_of(text: str) -> set[str]:
    """Return the places for values of a text."""
    return set(_PLACE.findall(text))


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .po file."""
    file = io.BytesIO()
    write_po(file, catalogue, 100, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return _HEAD.encode() + file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as a .mo file."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def forms(texts: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a text for different numbers of things; most have one."""
    return (texts or "",) if isinstance(texts, str | None) else tuple(texts)


def _called(message: Message) -> str:
    text = forms(message.id)[0]
    return f"{text!r} in {message.context!r}" if message.context else repr(text)


if __name__ == "__main__":
    sys.exit(main())
