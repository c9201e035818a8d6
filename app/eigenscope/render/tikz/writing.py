"""A frame as TikZ: a scope for any picture, and a document that is the figure and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from PySide6.QtGui import QColor, QTransform

from eigenscope.render.paint.painting import paint_draws
from eigenscope.render.text import (
    LEAD_OPACITY,
    LEAD_WIDTH,
    ROUNDING,
    ground_of,
    label_family,
    outline,
    place_labels,
)
from eigenscope.render.tikz.marks import PIXEL, Marks, number
from eigenscope.render.tikz.marks import outline as subpaths
from eigenscope.render.tikz.painter import TikzPainter
from eigenscope.render.tikz.texts import can_be_set, tex_of
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.geometry import Points
from eigenscope.scene.palette import Palette
from eigenscope.scene.poses import mixed_frame
from eigenscope.scene.text_width import text_width

_FEW = 100  # points that are no cloud
MOST_POINTS: Final = 2000
"""Of all clouds in a frame together: TeX takes about a second for a thousand and a half."""

MOST_UNITS: Final = 6000
"""Of a figure's width and height in pixels or points: TeX's lengths end at 16,383 pt."""

_HALF_CAPITAL = 0.34  # of the font's size: half the height of a capital letter
_LEADING = 1.2
_SLACK = 1.0  # pixels that letters in a room of their own may be wider than they are elsewhere
_FITTING = r"""% Letters in a cell or a column, smaller where this document's fonts are too wide.
\ifdefined\eigenbox\else\newbox\eigenbox\fi
\def\eigenfit#1#2#3#4#5{% options, place, font, room, text
  \pgfinterruptpicture\global\setbox\eigenbox=\hbox{#3#5}\endpgfinterruptpicture
  \pgfmathsetmacro\eigenscale{min(1,#4/max(\the\wd\eigenbox,1pt))}%
  \node[eigen label,#1,font={#3},scale=\eigenscale] at (#2) {#5};}"""


def tikz_scope(frame: Frame, palette: Palette, size: Size, *, background: bool = True) -> str:
    r"""Return a frame as one TikZ scope.

    Parameters
    ----------
    frame, palette
        What is drawn, and its colours.
    size
        Width and height of the view in logical pixels, which are the scope's coordinates: a
        picture's ``x`` and ``y``, which must be equal, say how long one is.
    background
        Whether the background is filled.

    Returns
    -------
    str
        From ``\begin{scope}`` to ``\end{scope}``, clipped to the view.

    Raises
    ------
    ValueError
        If the view is too large for TeX.
    """
    _check(size)
    thinned, notes = _thinned(mixed_frame(frame))
    painter = TikzPainter(size)
    paint_draws(painter, thinned, palette, size, background=background)
    marks = painter.marks
    marks.settle()
    marks.lines += _labels(frame, palette, size, marks)
    return "\n".join(
        [
            r"\begin{scope}[line cap=butt,line join=miter,miter limit=4]",
            *notes,
            f"\\ifdefined{PIXEL}\\else\\newdimen{PIXEL}\\fi",
            f"\\pgfextractx{{{PIXEL}}}{{\\pgfpointxy{{1}}{{0}}}}% the length of a pixel",
            *sorted(marks.colours.values()),
            *marks.lines,
            r"\end{scope}",
        ]
    )


def tikz_fragment(body: str, size: Size, unit_points: float) -> str:
    r"""Return a picture for ``\input`` into a document that uses TikZ; see ``tikz_document``."""
    _check((size[0] * unit_points, size[1] * unit_points))
    return _FRAGMENT % {"unit": number(unit_points, 5), "body": body}


def tikz_document(body: str, size: Size, unit_points: float, *, preamble: str = "") -> str:
    r"""Return a LaTeX document whose one page is the figure, without a margin.

    Parameters
    ----------
    body
        What is in the picture, such as scopes.
    size
        Width and height of the figure in logical pixels.
    unit_points
        Length of a logical pixel in PostScript points, 72 to the inch.
    preamble
        What is put before ``\begin{document}``, such as packages.

    Raises
    ------
    ValueError
        If the page is too large for TeX.
    """
    width, height = (side * unit_points for side in size)
    _check((width, height))
    unit = number(unit_points, 5)
    return _DOCUMENT % {
        "width": number(width, 4),
        "height": number(height, 4),
        "unit": unit,
        "preamble": preamble + "\n" if preamble else "",
        "body": body,
    }


_FRAGMENT = r"""%% A picture: put \usepackage{tikz} before \begin{document}, and \input this file.
\begin{tikzpicture}[x=%(unit)sbp,y=%(unit)sbp]
%(body)s
\end{tikzpicture}%%
"""
_DOCUMENT = r"""\RequirePackage{fix-cm}%% letters of any size
\documentclass{article}
\usepackage{tikz}
%(preamble)s%% The page is as large as the figure.
\setlength{\paperwidth}{%(width)sbp}
\setlength{\paperheight}{%(height)sbp}
\ifdefined\pdfpagewidth
  \pdfpagewidth=\paperwidth \pdfpageheight=\paperheight
\else
  \pagewidth=\paperwidth \pageheight=\paperheight
\fi
\hoffset=-1in \voffset=-1in \oddsidemargin=0pt \topmargin=0pt \headheight=0pt \headsep=0pt
\topskip=0pt \textwidth=\paperwidth \textheight=1.01\paperheight \parindent=0pt \parskip=0pt
\pagestyle{empty}
\begin{document}%%
%% The figure begins here; it can be put into any document that uses TikZ.
\begin{tikzpicture}[x=%(unit)sbp,y=%(unit)sbp]
%(body)s
\end{tikzpicture}%%
%% The figure ends here.
\end{document}
"""


def _check(size: Size) -> None:
    if not 0 < max(size) <= MOST_UNITS:
        raise ValueError(f"TikZ figures are at most {MOST_UNITS} pixels or points a side")


def points_in(frame: Frame) -> int:
    """Return how many points the clouds have; of more than `MOST_POINTS` a part is drawn."""
    return sum(len(cloud.positions) for draw in frame.draws if (cloud := _cloud(draw)) is not None)


def _cloud(draw: Draw) -> Points | None:
    """Return the points of a cloud; a few points are marks, which all stay."""
    points = draw.geometry
    return points if isinstance(points, Points) and len(points.positions) > _FEW else None


def _thinned(frame: Frame) -> tuple[Frame, list[str]]:
    """Return a frame with few enough points, chosen fairly, and comments that say so."""
    total = points_in(frame)
    if total <= MOST_POINTS:
        return frame, []
    drawn = 0
    draws: list[Draw] = []
    for draw in frame.draws:
        cloud = _cloud(draw)
        if cloud is None:
            draws.append(draw)
            continue
        count = len(cloud.positions)
        shown = count * MOST_POINTS // total
        chosen = np.sort(np.random.default_rng(0).choice(count, shown, replace=False))
        colours = None if cloud.colours is None else cloud.colours[chosen]
        draws.append(replace(draw, geometry=Points(cloud.positions[chosen], colours)))
        drawn += shown
    return replace(frame, draws=tuple(draws)), [f"% {drawn} of {total} points, chosen at random."]


def _labels(frame: Frame, palette: Palette, size: Size, marks: Marks) -> Iterator[str]:
    """Yield labels as nodes on a ground, and lines from those that stand off to what they name."""
    placed = place_labels(frame, size)
    if not placed:
        return
    yield (
        r"\tikzset{eigen label/.style={anchor=base,outer sep=0pt,"
        f"inner sep={PIXEL},text opacity=1,rounded corners={number(ROUNDING)}{PIXEL}}}}}"
    )
    yield _FITTING
    for label, (x, y), lead in placed:
        colour = QColor.fromRgbF(*palette.lettering(label.slot))
        if lead is not None:
            ends = "--".join(f"({number(x + a)},{number(size[1] - y - b)})" for a, b in lead)
            opacity = number(colour.alphaF() * LEAD_OPACITY, 3)
            yield (
                f"\\draw[{marks.colour(colour)},line width={number(LEAD_WIDTH)}{PIXEL},"
                f"opacity={opacity}] {ends};"
            )
        base = size[1] - y - _HALF_CAPITAL * label.size
        em, leading = number(label.size), number(label.size * _LEADING)
        weight = r"\bfseries\boldmath" if label.bold else ""
        if not can_be_set(label.text):
            yield from _drawn(label, (x, y), size, colour, marks)
            continue
        look = f"text={marks.colour(colour)}"
        ground = ground_of(label, palette)
        if ground is not None:
            fill, (across, up) = QColor.fromRgbF(*ground.colour), ground.margin
            look += f",fill={marks.colour(fill)},fill opacity={number(fill.alphaF(), 3)}"
            look += f",inner xsep={number(across)}{PIXEL},inner ysep={number(up)}{PIXEL}"
        if colour.alpha() < 255:
            look += f",text opacity={number(colour.alphaF(), 3)}"
        font = f"\\fontsize{{{em}{PIXEL}}}{{{leading}{PIXEL}}}\\selectfont{weight}"
        text = tex_of(label.text)
        if label.ground:
            place = f"{number(x)},{number(base)}"
            yield f"\\node[eigen label,{look},font={font}] at ({place}) {{{text}}};"
            continue
        left, _, right, _ = outline(label.text, label.size, label.bold, label_family()).box
        advance = text_width(label.text, label.size, bold=label.bold)
        room = number(max(right - left, advance) + _SLACK)
        begins = label.side[0] > 0
        if begins:
            look += ",anchor=base west,inner sep=0pt"
        place = f"{number(x + left if begins else x)},{number(base)}"
        yield f"\\eigenfit{{{look}}}{{{place}}}{{{font}}}{{{room}{PIXEL}}}{{{text}}}"


def _drawn(
    label: Label, middle: tuple[float, float], size: Size, colour: QColor, marks: Marks
) -> Iterator[str]:
    """Yield a label of which TeX lacks a sign as outlines."""
    letters = outline(label.text, label.size, label.bold, label_family()).letters
    upright = QTransform(1, 0, 0, -1, middle[0], size[1] - middle[1])
    written = Marks()
    written.fill(colour, subpaths(upright.map(letters)))
    marks.colours |= written.colours
    yield f"% {label.text}"
    yield from written.lines
