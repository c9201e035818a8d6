"""Make the Chinese face that goes with the program out of the whole one.

    .venv/bin/python packaging/chinese_font.py FOLDER

takes ``NotoSansSC_400Regular.ttf`` and ``NotoSansSC_600SemiBold.ttf`` from a folder (of the npm
package that resources/LICENSES.md names) and writes resources/fonts: the characters of GB 2312 from
U+3000 on, for all others are Inter's, and lines whose baselines are those of Latin letters.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = {"400Regular": "Regular", "600SemiBold": "SemiBold"}
_ASCENT, _DESCENT = 1020, 293  # of 1000: as far apart about the capitals' middle as Inter's
_FIRST = 0x3000


def characters() -> set[int]:
    """Return the characters of GB 2312 that Latin faces lack, and the full-width forms."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    text = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    return {ord(character) for character in text if ord(character) >= _FIRST}


def subset(source: Path, target: Path) -> None:
    """Write a part of a font, with the metrics of its lines set."""
    font = TTFont(source)
    options = Options()
    options.layout_features = ["kern", "liga", "locl", "ccmp", "mark", "mkmk"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 11, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    head, os2 = font["hhea"], font["OS/2"]
    head.ascent = os2.sTypoAscender = os2.usWinAscent = _ASCENT
    head.descent = os2.sTypoDescender = -_DESCENT
    os2.usWinDescent = _DESCENT
    head.lineGap = os2.sTypoLineGap = 0
    font.save(target)


def main(folder: Path) -> None:
    """Write both weights."""
    for name, weight in WEIGHTS.items():
        subset(folder / f"NotoSansSC_{name}.ttf", FONTS / f"NotoSansSC-{weight}.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
