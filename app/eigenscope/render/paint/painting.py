"""Paints a frame: in the plane one draw after another, in space from back to front."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from eigenscope.render.clipping import Projector
from eigenscope.render.dashes import dashed
from eigenscope.render.lines import LinesInView, lines_of, pieces_in_view, world_points
from eigenscope.render.paint import bsp, strokes
from eigenscope.render.paint.faces import Face, faces_of
from eigenscope.render.paint.outlines import faces_path, flat_path
from eigenscope.render.paint.painter import Painter
from eigenscope.render.paint.pens import colour_of
from eigenscope.render.text import paint_labels
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.geometry import (
    Arrows,
    Picture,
    Points,
    Polyline,
    Segments,
    Triangles,
    vertices,
)
from eigenscope.scene.palette import Palette
from eigenscope.scene.poses import mixed_frame
from eigenscope.scene.slots import Slot

_MOST_FACES = 150  # beyond it a tree costs more than it is worth: faces go by their middles


def paint_frame(
    painter: QPainter,
    frame: Frame,
    palette: Palette,
    size: Size,
    *,
    background: bool = True,
    labels: bool = True,
) -> None:
    """Paint a frame.

    Parameters
    ----------
    painter
        In logical pixels, the origin at the view's top left; scale it for more dots an inch.
    frame, palette
        What is painted, and its colours.
    size
        Width and height of the view in logical pixels.
    background, labels
        Whether the background is filled, and whether labels are written.
    """
    paint_draws(painter, frame, palette, size, background=background)
    if labels:
        paint_labels(painter, frame, palette, size)


def paint_draws(
    painter: Painter, frame: Frame, palette: Palette, size: Size, *, background: bool = True
) -> None:
    """Paint all of a frame but its labels; see ``paint_frame``."""
    frame = dashed(mixed_frame(frame), palette, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view = QRectF(0, 0, *size)
    if background:
        painter.fillRect(view, QColor.fromRgbF(*palette[Slot.BACKGROUND]))
    painter.setClipRect(view)
    look = Projector(frame.camera, size)
    if frame.camera.flat:
        _paint_flat(painter, frame.draws, look, palette)
    else:
        _paint_space(painter, frame, look, palette)
    painter.restore()


def _paint_flat(painter: Painter, draws: Sequence[Draw], look: Projector, palette: Palette) -> None:
    stroked = [draw for draw in draws if isinstance(draw.geometry, Segments | Polyline | Arrows)]
    in_view = iter(pieces_in_view([lines_of(draw) for draw in stroked], look))
    for draw in draws:
        match draw.geometry:
            case Triangles():
                path = flat_path(draw, draw.geometry, look)
                painter.fillPath(path, colour_of(draw.style, palette))
            case Points():
                everything = np.arange(len(draw.geometry.positions))
                strokes.dots(painter, draw, everything, look, palette)
            case Picture():
                strokes.put_picture(painter, draw, look)
            case _:
                _stroke(painter, next(in_view), look, palette)


def _stroke(painter: Painter, lines: LinesInView, look: Projector, palette: Palette) -> None:
    draw = lines.lines.draw
    if isinstance(draw.geometry, Arrows):
        strokes.stroke_arrows(painter, lines, palette)
    elif isinstance(draw.geometry, Polyline) and draw.style.fade <= 0:
        strokes.stroke_path(painter, lines, palette)
    else:
        strokes.stroke_lines(painter, lines, look, palette)


def _paint_space(painter: Painter, frame: Frame, look: Projector, palette: Palette) -> None:
    faces: list[Face] = []
    loose: list[bsp.Loose] = []
    pictures = [draw for draw in frame.draws if isinstance(draw.geometry, Picture)]
    if pictures:
        middles = [world_points(draw, vertices(draw.geometry).mean(axis=0)) for draw in pictures]
        depths = look.depth(look.clip(np.array(middles)))
        for index in np.argsort(-depths, kind="stable"):
            strokes.put_picture(painter, pictures[index], look)
    for order, draw in enumerate(frame.draws):
        faces += faces_of(draw, order, frame.camera)
        match draw.geometry:
            case Points():
                places = world_points(draw, draw.geometry.positions)
                loose.append(bsp.Cloud(order, places, np.arange(len(places))))
            case Arrows():
                loose.append(bsp.Strand(lines_of(draw), order, whole=True))
            case Segments() | Polyline():
                loose.append(bsp.Strand(lines_of(draw), order))
    if len(faces) > _MOST_FACES:
        _by_middles(painter, frame, faces, loose, look, palette)
        return
    tree = bsp.build(faces, loose, frame.camera.height)
    back = frame.camera.axes()[2]
    perspective = frame.camera.field_of_view > 0
    eye = np.asarray(frame.camera.target) + frame.camera.distance * back if perspective else back
    for sorted_faces, things in bsp.back_to_front(tree, eye, direction=not perspective):
        _paint_plane(painter, frame, sorted_faces, things, look, palette)


def _by_middles(
    painter: Painter,
    frame: Frame,
    faces: list[Face],
    loose: list[bsp.Loose],
    look: Projector,
    palette: Palette,
) -> None:
    """Paint many small faces, and all else between them, by the depth of their middles."""
    middles = np.array([np.concatenate(face.pieces).mean(axis=0) for face in faces])
    depths = look.depth(look.clip(middles))
    puts: list[tuple[float, int, Put]] = []
    for face, depth in zip(faces, depths, strict=True):
        puts.append((float(depth), face.order, _face_put(face, look, palette)))
    for thing in loose:
        puts += _thing_puts(frame, thing, look, palette)
    for _, _, put in sorted(puts, key=lambda row: (-row[0], row[1])):
        put(painter)


def _paint_plane(
    painter: Painter,
    frame: Frame,
    faces: list[Face],
    things: list[bsp.Loose],
    look: Projector,
    palette: Palette,
) -> None:
    if not faces:
        puts = [row for thing in things for row in _thing_puts(frame, thing, look, palette)]
        for _, _, put in sorted(puts, key=lambda row: (-row[0], row[1])):
            put(painter)
        return
    # In one plane nothing is nearer; faces hide nothing, so what is opaque shows through later
    # faces dimmed only where those are drawn later and lie over it: lines win at equal depth.
    for face in sorted(faces, key=lambda face: face.order):
        _face_put(face, look, palette)(painter)
    for thing in sorted(things, key=lambda thing: thing.order):
        for _, _, put in _thing_puts(frame, thing, look, palette):
            put(painter)


Put = Callable[[Painter], None]


def _face_put(face: Face, look: Projector, palette: Palette) -> Put:
    def put(painter: Painter) -> None:
        polygons = [look.polygon(piece) for piece in face.pieces]
        path = faces_path([polygon for polygon in polygons if len(polygon) > 2])
        if not path.isEmpty():  # which Qt would write into a PDF as a line without a beginning
            painter.fillPath(path, colour_of(face.draw.style, palette, shade=face.shade))

    return put


def _thing_puts(
    frame: Frame, thing: bsp.Loose, look: Projector, palette: Palette
) -> list[tuple[float, int, Put]]:
    if isinstance(thing, bsp.Cloud):
        draw = frame.draws[thing.order]
        depth = float(np.nanmean(look.depth(look.clip(thing.places)))) if len(thing.places) else 0.0
        return [(depth, thing.order, lambda p: strokes.dots(p, draw, thing.numbers, look, palette))]
    depths = look.depth(look.clip(thing.lines.world.mean(axis=1)))
    (lines,) = pieces_in_view([thing.lines], look)
    return [
        (depth, thing.order, _line_put(lines.piece(index), look, palette))
        for index, depth in enumerate(depths[lines.shown].tolist())
    ]


def _line_put(lines: LinesInView, look: Projector, palette: Palette) -> Put:
    return lambda painter: _stroke(painter, lines, look, palette)
