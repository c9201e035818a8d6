"""A page as a TikZ document; formulas stay LaTeX, so that they take the fonts of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eigenscope.export.errors import FigureError
from eigenscope.export.formulas import typeset
from eigenscope.export.legends import width_of
from eigenscope.export.page import FormulaLine, Item, Page, Panel, Swatch, TextLine
from eigenscope.export.painting import fill_formula, fill_words
from eigenscope.render.tikz.painter import TikzPainter
from eigenscope.render.tikz.texts import can_be_set, tex_of
from eigenscope.render.tikz.writing import (
    MOST_POINTS,
    MOST_UNITS,
    points_in,
    tikz_document,
    tikz_fragment,
    tikz_scope,
)
from eigenscope.scene.palette import Colour, Palette
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words

_SLACK = 8.0  # logical pixels that a text may be wider than it is elsewhere: there are gaps
_FITTING = r"""% Text, smaller where the fonts of this document make it wider than its room.
\ifdefined\eigenbox\else\newbox\eigenbox\fi
\def\eigenput#1#2#3#4#5{% options, place, font, room, text
  \pgfinterruptpicture\global\setbox\eigenbox=\hbox{#3#5}\endpgfinterruptpicture
  \pgfmathsetmacro\eigenscale{min(1,#4/max(\the\wd\eigenbox,1pt))}%
  \node[#1,font={#3},scale=\eigenscale] at (#2) {#5};}"""
_DRAWN = "% Words that fonts of TeX lack, such as Chinese ones, are outlines: no font is needed."
_ANCHORS = {-1: "west", 0: "center", 1: "east"}
_TEXT = re.compile(r"\\text\{((?:[^{}]|\{[^{}]*\})*)\}")
_MATRIX = re.compile(r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", re.DOTALL)


def tikz_page(
    page: Page, palette: Palette, *, background: bool = True, fragment: bool = False
) -> str:
    """Return a page as a LaTeX document, or a fragment of one, that needs nothing but TikZ.

    Raises
    ------
    FigureError
        If it is too large for TeX.
    """
    corner = f"({page.size[0]:.2f},{page.size[1]:.2f})"
    lines = [rf"\useasboundingbox (0,0) rectangle {corner};"]
    lines.append(_FITTING)
    lines.append(_colour("eigenink", palette[Slot.INK]))
    if background:
        lines.append(_colour("eigenpaper", palette[Slot.BACKGROUND]))
        lines.append(rf"\fill[eigenpaper] (0,0) rectangle {corner};")
    try:
        for number, item in enumerate(page.items):
            lines += _item(item, number, page, palette, background=background)
        if not "".join(lines).isascii():  # of what is drawn, the words stand in comments
            lines.insert(0, _DRAWN)
        write = tikz_fragment if fragment else tikz_document
        return write("\n".join(lines), page.size, page.unit)
    except ValueError:
        words = "TikZ figures are at most {most} pixels or points a side."
        raise FigureError(Words(words, {"most": MOST_UNITS})) from None


def thinned(page: Page) -> Text:
    """Return that TikZ draws a part of a page's points, as a sentence; nothing if it draws all."""
    most = max((points_in(item.frame) for item in page.items if isinstance(item, Panel)), default=0)
    if most <= MOST_POINTS:
        return ""
    return Words(
        "TikZ draws {drawn} of {all} points, chosen at random; PDF draws them all.",
        {"drawn": f"{MOST_POINTS:,}", "all": f"{most:,}"},
    )


def plain_latex(latex: str) -> str:
    """Return mathematics that needs no package: arrays for amsmath's matrices, boxes for text."""

    def array(match: re.Match[str]) -> str:
        columns = match[1].split(r"\\")[0].count("&") + 1
        return rf"\left(\begin{{array}}{{{'c' * columns}}}{match[1]}\end{{array}}\right)"

    boxed = _TEXT.sub(lambda match: rf"\mbox{{{_text(match[1])}}}", latex)
    return _MATRIX.sub(array, boxed)


def _text(latex: str) -> str:
    """Return what is in a box of text, its signs beyond ASCII as TeX where there is any."""
    return "".join(tex_of(c) if not c.isascii() and can_be_set(c) else c for c in latex)


def _item(
    item: Item, number: int, page: Page, palette: Palette, *, background: bool
) -> Iterator[str]:
    x, y = item.place[0], page.size[1] - item.place[1]
    match item:
        case Panel():
            yield rf"\begin{{scope}}[shift={{({x:.2f},{y - item.size[1]:.2f})}}]"
            ground = background and item.ground
            yield tikz_scope(item.frame, palette, item.size, background=ground)
            yield r"\end{scope}"
        case TextLine() if can_be_set(item.text):
            anchor, points = _ANCHORS[item.anchor], item.size * page.unit
            ink = "eigenink"
            if item.slot != Slot.INK:
                ink = f"eigenwords{number}"
                yield _colour(ink, palette.lettering(item.slot))
            room = (width_of(item.text, item.size, bold=item.bold) + _SLACK) * page.unit
            tex = tex_of(item.text)
            yield _node(x, y, anchor, points, tex, bold=item.bold, ink=ink, room=room)
        case TextLine():
            yield from _drawn(item, page, palette)
        case FormulaLine():
            mathematics = plain_latex(item.latex)
            if mathematics.isascii():
                text = rf"\arraycolsep=0.3em ${mathematics}$"
                room = (typeset(item.latex, item.size).size[0] + _SLACK) * page.unit
                yield _node(x, y, "west", item.size * page.unit, text, room=room)
            else:
                yield from _drawn(item, page, palette)
        case Swatch():
            yield _colour(f"eigenswatch{number}", (*palette[item.slot][:3], 1.0))
            half = item.side / 2
            for start, width in item.stripes(palette.dashes.get(item.slot, ())):
                left = x - half + start
                low, high = f"({left:.2f},{y - half:.2f})", f"({left + width:.2f},{y + half:.2f})"
                yield rf"\fill[eigenswatch{number}] {low} rectangle {high};"


def _drawn(item: TextLine | FormulaLine, page: Page, palette: Palette) -> Iterator[str]:
    """Yield words that the fonts of TeX lack, such as Chinese, as outlines."""
    text = item.text if isinstance(item, TextLine) else item.latex
    yield rf"\begin{{scope}}% {text}"
    painter = TikzPainter(page.size)
    if isinstance(item, TextLine):
        fill_words(painter, item, palette)
    else:
        fill_formula(painter, item, palette)
    painter.marks.settle()
    yield from sorted(painter.marks.colours.values())
    yield from painter.marks.lines
    yield r"\end{scope}"


def _node(
    x: float,
    y: float,
    anchor: str,
    points: float,
    text: str,
    *,
    bold: bool = False,
    ink: str = "eigenink",
    room: float,
) -> str:
    """Return text at a place; TeX's fonts are others, so what they make too wide is shrunk."""
    font = rf"\fontsize{{{points:.2f}bp}}{{{points * 1.2:.2f}bp}}\selectfont"
    font += r"\bfseries\boldmath" if bold else ""
    return (
        rf"\eigenput{{anchor={anchor},inner sep=0pt,outer sep=0pt,text={ink}}}"
        rf"{{{x:.2f},{y:.2f}}}{{{font}}}{{{room:.2f}bp}}{{{text}}}"
    )


def _colour(name: str, colour: Colour) -> str:
    red, green, blue = (round(part * 255) for part in colour[:3])
    return rf"\definecolor{{{name}}}{{RGB}}{{{red},{green},{blue}}}"
