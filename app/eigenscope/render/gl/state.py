"""The state of a context before, and after, a frame is drawn: Qt paints in the same one."""

from __future__ import annotations

from eigenscope.render.gl import api as gl
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot

_ALL_BITS = 0xFF  # of a stencil


def begin(size: tuple[int, int], palette: Palette) -> None:
    """Set every state that matters here; a QPainter may have left it otherwise."""
    gl.viewport(0, 0, *size)
    gl.disable(gl.SCISSOR_TEST)
    gl.disable(gl.STENCIL_TEST)
    gl.disable(gl.DEPTH_TEST)
    gl.disable(gl.CULL_FACE)
    gl.color_mask(True, True, True, True)
    gl.stencil_mask(_ALL_BITS)
    gl.depth_mask(True)
    gl.depth_func(gl.LEQUAL)
    set_blending()
    gl.enable(gl.PROGRAM_POINT_SIZE)
    red, green, blue, alpha = palette[Slot.BACKGROUND]
    gl.clear_color(red * alpha, green * alpha, blue * alpha, alpha)
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT | gl.STENCIL_BUFFER_BIT)


class OnlyOnce:
    """Lets each draw of a flat view fill a pixel once, as a painter fills overlapping faces."""

    def __init__(self) -> None:
        self._number = 0  # of the draw, which it leaves in the stencil where it has been

    def begin(self) -> None:
        """Begin a draw."""
        self._number += 1
        if self._number > _ALL_BITS:
            gl.clear(gl.STENCIL_BUFFER_BIT)
            self._number = 1
        gl.enable(gl.STENCIL_TEST)
        gl.stencil_func(gl.NOTEQUAL, self._number, _ALL_BITS)
        gl.stencil_op(gl.KEEP, gl.KEEP, gl.REPLACE)

    def end(self) -> None:
        """End it."""
        gl.disable(gl.STENCIL_TEST)


def set_blending() -> None:
    """Blend colours that are premultiplied, and let the first texture be chosen."""
    gl.enable(gl.BLEND)
    gl.blend_func_separate(gl.ONE, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    gl.active_texture(gl.TEXTURE0)


def end() -> None:
    """Leave the state that Qt expects."""
    gl.bind_vertex_array(0)
    gl.bind_buffer(gl.ARRAY_BUFFER, 0)
    gl.bind_buffer(gl.UNIFORM_BUFFER, 0)
    gl.bind_texture(gl.TEXTURE_2D, 0)
    gl.use_program(0)
    for capability in (
        gl.DEPTH_TEST,
        gl.DEPTH_CLAMP,
        gl.POLYGON_OFFSET_FILL,
        gl.PROGRAM_POINT_SIZE,
    ):
        gl.disable(capability)
