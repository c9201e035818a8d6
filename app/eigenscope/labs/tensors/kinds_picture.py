"""The kinds of numbers as boxes within boxes, and the number in the smallest that holds it."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import Table, highlight, line_of_text
from eigenscope.labs.kit.timeline import smooth
from eigenscope.labs.tensors import colours
from eigenscope.labs.tensors.bits_picture import WIDTH
from eigenscope.labs.tensors.lettering import begun_line, framed
from eigenscope.labs.tensors.typed_number import KINDS, TypedNumber
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, say

_NAMES: tuple[Text, ...] = ("natural numbers", "integers", "rational numbers", "real numbers")
KINDS_HEIGHT = 3.9
_EDGE, _OWN = 0.28, 7.8  # between two borders; how wide the part is that is one box's alone
_BOXES = tuple(
    Table(
        f"kind {letter}",
        1,
        1,
        _EDGE * k,
        -_EDGE * k,
        WIDTH - (_OWN + _EDGE) * k,
        KINDS_HEIGHT - 2 * _EDGE * k,
    )
    for letter, k in zip(KINDS, (3, 2, 1, 0), strict=True)
)
_TOKEN, _TOKEN_HEIGHT = 5.6, 1.0  # the room of the number, in the part that is that box's alone
_NAME_Y, _TOKEN_Y = -1.4, -2.45
_LETTER, _NAME = 0.72, 0.6


def _left(kind: int) -> float:
    """Return where the part begins that is a box's alone."""
    return _BOXES[kind - 1].right if kind else _BOXES[0].left


def _spot(kind: int) -> tuple[float, float]:
    """Return where the middle of a number is that is of this kind and no smaller one."""
    return (_left(kind) + _BOXES[kind].right) / 2, _TOKEN_Y


def kinds_draws(number: TypedNumber, part: float) -> Iterator[Draw]:
    """Yield the boxes; as the part goes to 1 those that hold the number light up, inwards."""
    lit = 3 - smooth(part) * (3 - number.kind)
    for kind in (3, 2, 1, 0):
        area = _BOXES[kind].area(0, 0)
        holds = kind >= number.kind and kind >= lit - 1e-9
        if holds:
            name = _BOXES[kind].name
            yield from framed(area, colours.KIND, name)
        else:
            style = Style(Slot.AXIS, 1.2)
            yield Draw(shapes.unit_square_outline(), style, area, name=_BOXES[kind].name)
    x, y = _place(number, part)
    token = Table("typed", 1, 1, x - _TOKEN / 2, y + _TOKEN_HEIGHT / 2, _TOKEN, _TOKEN_HEIGHT)
    yield from highlight(token.area(0, 0), colours.TYPED, "typed", strength=0.3)


def kinds_labels(number: TypedNumber, part: float, view: View) -> Iterator[Label]:
    """Yield the names of the boxes, and the number."""
    for kind, (letter, name) in enumerate(zip(KINDS, _NAMES, strict=True)):
        x = _left(kind) + 0.35
        yield begun_line(letter, (x, _NAME_Y), view, _LETTER, bold=True)
        room = _BOXES[kind].right - x - 1.2
        yield begun_line(say(name), (x + 1.0, _NAME_Y), view, _NAME, slot=Slot.AXIS, room=room)
    place = _place(number, part)
    yield line_of_text(number.text, place, view, _NAME, room=_TOKEN - 0.3, bold=True)


def _place(number: TypedNumber, part: float) -> tuple[float, float]:
    start, end, way = _spot(3), _spot(number.kind), smooth(part)
    return start[0] + way * (end[0] - start[0]), start[1] + way * (end[1] - start[1])
