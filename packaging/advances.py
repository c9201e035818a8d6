"""Write down how wide letters are, so that labels can be measured without Qt.

    .venv/bin/python packaging/advances.py

writes resources/fonts/advances.json from the fonts beside it: for each weight the advances of
characters in thousandths of the em. Call it when a font changes.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = {"normal": "Inter-Regular.otf", "bold": "Inter-SemiBold.otf"}
_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2B0, 0x3FF), (0x1D2C, 0x1D6A), (0x2010, 0x2040),
    (0x2070, 0x209C), (0x2100, 0x214F), (0x2150, 0x215E), (0x2190, 0x2199), (0x2200, 0x22FF),
    (0x25A0, 0x25FF), (0x27E8, 0x27E9),
)  # fmt: skip
"""Latin, Greek, marks, raised and lowered signs, arrows, mathematics and shapes."""


def advances(font: TTFont) -> dict[str, int]:
    """Return the advances that a font has for the characters of labels."""
    characters, widths = font.getBestCmap(), font["hmtx"]
    scale = 1000 / font["head"].unitsPerEm
    return {
        chr(code): round(widths[characters[code]][0] * scale)
        for first, last in _BLOCKS
        for code in range(first, last + 1)
        if code in characters
    }


def main() -> None:
    """Write the table."""
    table = {weight: advances(TTFont(FONTS / name)) for weight, name in WEIGHTS.items()}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    (FONTS / "advances.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
