"""How far away the translucent faces are at each pixel, for what is painted after them.

Soft edges and thin lines cannot hide anything, so the faces can't be tested against them: they are
painted after all faces, and take the tint of those that are nearer. With C the colour of what is
nearer and T what it lets through, a line of colour c and alpha a in between makes C + T·b into
C + T·(a·c + (1 − a)·b), which is the line painted on top in the colour C + T·c.

A texture of half the size holds the depth of up to four sets of faces, one a channel; it has no
more channels than there are sets. It is painted before anything else: a software rasteriser writes
all of a framebuffer to memory when it is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.render.gl import api as gl
from eigenscope.render.gl.block import COLOUR, TINTS, Block
from eigenscope.render.gl.faces import Pass
from eigenscope.scene.frame import Frame
from eigenscope.scene.measures import SHADE_AMBIENT

_CHANNELS = 4


class FaceLayers:
    """The texture of one context, which must be current whenever a method is called."""

    def __init__(self) -> None:
        self._shape = (0, 0, 0)
        self._target = self._texture = self._before = 0

    def begin(self, size: tuple[int, int], count: int) -> None:
        """Paint so many sets into the texture from now on; the view has ``size`` device pixels."""
        half = (size[0] + 1) // 2, (size[1] + 1) // 2
        self._before = gl.bound_framebuffer()
        if (*half, count) != self._shape:
            self.release()
            self._target, self._texture = gl.new_float_target(*half, count)
            self._shape = (*half, count)
        gl.bind_framebuffer(self._target)
        gl.viewport(0, 0, *half)
        gl.clear_color(1.0, 1.0, 1.0, 1.0)  # the farthest depth
        gl.color_mask(True, True, True, True)
        for capability in (gl.SCISSOR_TEST, gl.STENCIL_TEST, gl.DEPTH_TEST, gl.BLEND, gl.CULL_FACE):
            gl.disable(capability)
        gl.clear(gl.COLOR_BUFFER_BIT)

    def choose(self, channel: int) -> None:
        """Paint into one of the channels."""
        gl.color_mask(*(channel == k for k in range(_CHANNELS)))

    def end(self) -> None:
        """Paint where it was painted before."""
        gl.bind_framebuffer(self._before)

    def offer(self) -> None:
        """Let lines look into the texture."""
        gl.bind_texture(gl.TEXTURE_2D, self._texture)

    def release(self) -> None:
        """Delete the texture."""
        if self._target:
            gl.delete_framebuffer(self._target)
            gl.delete_texture(self._texture)
            self._target = self._texture = 0
            self._shape = (0, 0, 0)


def nearest(faces: Sequence[Pass]) -> Sequence[Pass]:
    """Return the faces that tint lines, one set a channel; of many, the farthest do not."""
    return faces[-_CHANNELS:]


def put_tints(block: Block, frame: Frame, faces: Sequence[Pass]) -> None:
    """Tell every draw the colours of the faces in each channel."""
    for channel, item in enumerate(nearest(faces)):
        start = TINTS + 4 * channel
        block[:, start : start + 4] = block[item.index, COLOUR : COLOUR + 4]
        if frame.draws[item.index].style.shaded:
            block[:, start : start + 3] *= (1 + SHADE_AMBIENT) / 2  # of all tilts
