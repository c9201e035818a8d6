"""A page as a TikZ document; formulas stay LaTeX, so that they take the fonts of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eigenscope.export.errors import FigureError
from eigenscope.export.page import Formula, Item, Page, Panel, Swatch, Words
from eigenscope.export.painting import fill_words
from eigenscope.render.tikz.painter import TikzPainter
from eigenscope.render.tikz.texts import can_be_set, tex_of
from eigenscope.render.tikz.writing import tikz_document, tikz_scope
from eigenscope.scene.palette import Colour, Palette
from eigenscope.scene.roles import Role

_ANCHORS = {-1: "west", 0: "center", 1: "east"}
_MATRIX = re.compile(r"\\begin\{pmatrix\}(.*?)\\end\{pmatrix\}", re.DOTALL)


def tikz_page(page: Page, palette: Palette, *, background: bool = True) -> str:
    """Return a page as a LaTeX document that needs nothing but TikZ.

    Raises
    ------
    FigureError
        If it is too large for TeX.
    """
    corner = f"({page.size[0]:.2f},{page.size[1]:.2f})"
    lines = [rf"\useasboundingbox (0,0) rectangle {corner};"]
    lines.append(_colour("eigenink", palette[Role.TEXT]))
    if background:
        lines.append(_colour("eigenpaper", palette[Role.BACKGROUND]))
        lines.append(rf"\fill[eigenpaper] (0,0) rectangle {corner};")
    try:
        for number, item in enumerate(page.items):
            lines += _item(item, number, page, palette, background=background)
        return tikz_document("\n".join(lines), page.size, page.unit)
    except ValueError as error:
        raise FigureError(f"{error}.") from None


def plain_latex(latex: str) -> str:
    """Return mathematics that needs no package: arrays for amsmath's matrices, boxes for text."""

    def array(found: re.Match[str]) -> str:
        columns = found[1].split(r"\\")[0].count("&") + 1
        return rf"\left(\begin{{array}}{{{'c' * columns}}}{found[1]}\end{{array}}\right)"

    return _MATRIX.sub(array, latex).replace(r"\text{", r"\mbox{")


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
        case Words() if can_be_set(item.text):
            anchor, points = _ANCHORS[item.anchor], item.size * page.unit
            ink = "eigenink"
            if item.role != Role.TEXT:
                ink = f"eigenwords{number}"
                yield _colour(ink, palette[item.role])
            yield _node(x, y, anchor, points, tex_of(item.text), bold=item.bold, ink=ink)
        case Words():
            yield from _drawn(item, page, palette)
        case Formula():
            text = rf"\arraycolsep=0.3em ${plain_latex(item.latex)}$"
            yield _node(x, y, "west", item.size * page.unit, text)
        case Swatch():
            yield _colour(f"eigenswatch{number}", (*palette[item.role][:3], 1.0))
            half = item.side / 2
            low, high = f"({x - half:.2f},{y - half:.2f})", f"({x + half:.2f},{y + half:.2f})"
            yield rf"\fill[eigenswatch{number}] {low} rectangle {high};"


def _drawn(words: Words, page: Page, palette: Palette) -> Iterator[str]:
    """Yield words that the fonts of TeX lack, such as Chinese, as outlines."""
    yield rf"\begin{{scope}}% {words.text}"
    painter = TikzPainter(page.size)
    fill_words(painter, words, palette)
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
) -> str:
    font = rf"\fontsize{{{points:.2f}bp}}{{{points * 1.2:.2f}bp}}\selectfont"
    font += r"\bfseries\boldmath" if bold else ""
    return (
        rf"\node[anchor={anchor},inner sep=0pt,outer sep=0pt,text={ink},font={{{font}}}] "
        rf"at ({x:.2f},{y:.2f}) {{{text}}};"
    )


def _colour(name: str, colour: Colour) -> str:
    red, green, blue = (round(part * 255) for part in colour[:3])
    return rf"\definecolor{{{name}}}{{RGB}}{{{red},{green},{blue}}}"
