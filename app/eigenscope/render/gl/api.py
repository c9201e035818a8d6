"""The part of OpenGL that is used, as functions of plain values and arrays.

The raw functions take a quarter of a microsecond a call and keep no state per context. What is
awkward about them (pointers in, pointers out) is wrapped here, so that nothing else deals in
ctypes. Errors are not asked for after each call unless ``EIGENSCOPE_GL_DEBUG=1``: asking stalls
the driver.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Pixels
from eigenscope.render.gl import functions as raw
from eigenscope.wording.errors import WordedError

BACK = 0x0405
BLEND = 0x0BE2
CCW = 0x0901
COLOR_BUFFER_BIT = 0x4000
CULL_FACE = 0x0B44
CW = 0x0900
DEPTH_BUFFER_BIT = 0x0100
DEPTH_CLAMP = 0x864F
DEPTH_TEST = 0x0B71
FLOAT = 0x1406
FRONT = 0x0404
KEEP = 0x1E00
LEQUAL = 0x0203
NOTEQUAL = 0x0205
ONE = 0x0001
ONE_MINUS_SRC_ALPHA = 0x0303
POINTS = 0x0000
POLYGON_OFFSET_FILL = 0x8037
PROGRAM_POINT_SIZE = 0x8642
RENDERER = 0x1F01
REPLACE = 0x1E01
SCISSOR_TEST = 0x0C11
STATIC_DRAW = 0x88E4
STENCIL_BUFFER_BIT = 0x0400
STENCIL_TEST = 0x0B90
STREAM_DRAW = 0x88E0
TEXTURE0 = 0x84C0
TEXTURE_2D = 0x0DE1
TRIANGLES = 0x0004
TRIANGLE_STRIP = 0x0005
UNIFORM_BUFFER = 0x8A11
UNSIGNED_BYTE = 0x1401
UNSIGNED_INT = 0x1405
VENDOR = 0x1F00
VERSION = 0x1F02
VERTEX_SHADER = 0x8B31
FRAGMENT_SHADER = 0x8B30
ARRAY_BUFFER = 0x8892
ELEMENT_ARRAY_BUFFER = 0x8893

_CLAMP_TO_EDGE = 0x812F
_COLOR_ATTACHMENT0 = 0x8CE0
_COMPILE_STATUS = 0x8B81
_FRAMEBUFFER = 0x8D40
_FRAMEBUFFER_BINDING = 0x8CA6
_FRAMEBUFFER_COMPLETE = 0x8CD5
_INVALID_INDEX = 0xFFFFFFFF
_LINEAR = 0x2601
_LINEAR_MIPMAP_LINEAR = 0x2703
_LINK_STATUS = 0x8B82
_MAX_TEXTURE_SIZE = 0x0D33
_NEAREST = 0x2600
_R32F = 0x822E
_RG32F = 0x8230
_RGBA = 0x1908
_RGBA32F = 0x8814
_RGBA8 = 0x8058
_TEXTURE_MAG_FILTER = 0x2800
_TEXTURE_MIN_FILTER = 0x2801
_TEXTURE_WRAP_S = 0x2802
_TEXTURE_WRAP_T = 0x2803

bind_framebuffer = partial(raw.glBindFramebuffer, _FRAMEBUFFER)
active_texture = raw.glActiveTexture
bind_buffer = raw.glBindBuffer
bind_buffer_range = raw.glBindBufferRange
bind_texture = raw.glBindTexture
bind_vertex_array = raw.glBindVertexArray
blend_func_separate = raw.glBlendFuncSeparate
clear = raw.glClear
clear_color = raw.glClearColor
color_mask = raw.glColorMask
cull_face = raw.glCullFace
delete_program = raw.glDeleteProgram
depth_func = raw.glDepthFunc
depth_mask = raw.glDepthMask
disable = raw.glDisable
draw_arrays = raw.glDrawArrays
draw_arrays_instanced = raw.glDrawArraysInstanced
draw_elements = raw.glDrawElements
enable = raw.glEnable
front_face = raw.glFrontFace
polygon_offset = raw.glPolygonOffset
stencil_func = raw.glStencilFunc
stencil_mask = raw.glStencilMask
stencil_op = raw.glStencilOp
use_program = raw.glUseProgram
vertex_attribute = raw.glVertexAttrib4f
viewport = raw.glViewport


class OpenGLError(WordedError, RuntimeError):
    """OpenGL is missing something, or does not understand what it was given."""


def new_buffer() -> int:
    """Return a fresh buffer id."""
    return _generate(raw.glGenBuffers)


def new_vertex_array() -> int:
    """Return a fresh vertex array id."""
    return _generate(raw.glGenVertexArrays)


def delete_buffer(identity: int) -> None:
    """Delete a buffer."""
    raw.glDeleteBuffers(1, (ctypes.c_uint * 1)(identity))


def delete_vertex_array(identity: int) -> None:
    """Delete a vertex array."""
    raw.glDeleteVertexArrays(1, (ctypes.c_uint * 1)(identity))


def delete_texture(identity: int) -> None:
    """Delete a texture."""
    raw.glDeleteTextures(1, (ctypes.c_uint * 1)(identity))


def buffer_data(target: int, data: npt.NDArray[Any], usage: int) -> None:
    """Copy a C-contiguous array into the buffer bound to ``target``."""
    raw.glBufferData(target, data.nbytes, data.ctypes.data, usage)


def attribute(
    location: int, size: int, kind: int, stride: int, offset: int, *, per_instance: bool = False
) -> None:
    """Say where in the bound array buffer an attribute of the bound vertex array comes from.

    ``stride`` and ``offset`` are in bytes; bytes are normalised to 0…1.
    """
    raw.glEnableVertexAttribArray(location)
    raw.glVertexAttribPointer(location, size, kind, kind == UNSIGNED_BYTE, stride, offset)
    if per_instance:
        raw.glVertexAttribDivisor(location, 1)


def new_texture(pixels: Pixels, *, sharp: bool = False) -> int:
    """Upload (h, w, 4) bytes as a texture with mipmaps and return its id; it stays bound.

    Enlarged pixels run into each other unless they are to be ``sharp``.
    """
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    identity = _texture(_LINEAR_MIPMAP_LINEAR, _NEAREST if sharp else _LINEAR)
    layout = (_RGBA8, width, height, 0, _RGBA, UNSIGNED_BYTE)
    raw.glTexImage2D(TEXTURE_2D, 0, *layout, pixels.ctypes.data)
    raw.glGenerateMipmap(TEXTURE_2D)
    return identity


def empty_texture(side: int) -> int:
    """Return the id of a square texture that is read texel by texel, once it is written."""
    identity = _texture(_NEAREST, _NEAREST)
    raw.glTexImage2D(TEXTURE_2D, 0, _RGBA8, side, side, 0, _RGBA, UNSIGNED_BYTE, None)
    return identity


def _texture(shrunk: int, enlarged: int) -> int:
    """Return a new texture with its filters; it stays bound."""
    identity = _generate(raw.glGenTextures)
    raw.glBindTexture(TEXTURE_2D, identity)
    for name, value in (
        (_TEXTURE_MIN_FILTER, shrunk),
        (_TEXTURE_MAG_FILTER, enlarged),
        (_TEXTURE_WRAP_S, _CLAMP_TO_EDGE),
        (_TEXTURE_WRAP_T, _CLAMP_TO_EDGE),
    ):
        raw.glTexParameteri(TEXTURE_2D, name, value)
    return identity


def change_texture(corner: tuple[int, int], pixels: Pixels) -> None:
    """Replace a piece of the bound texture by (h, w, 4) bytes."""
    pixels = np.ascontiguousarray(pixels)
    place = (*corner, pixels.shape[1], pixels.shape[0])
    data = pixels.ctypes.data
    raw.glTexSubImage2D(TEXTURE_2D, 0, *place, _RGBA, UNSIGNED_BYTE, data)


def new_float_target(width: int, height: int, channels: int) -> tuple[int, int]:
    """Return a framebuffer and its texture of floats, one a channel; raise OpenGLError without.

    The texture stays bound, and so does the framebuffer.
    """
    texture, target = _generate(raw.glGenTextures), _generate(raw.glGenFramebuffers)
    raw.glBindTexture(TEXTURE_2D, texture)
    for name in (_TEXTURE_MIN_FILTER, _TEXTURE_MAG_FILTER):
        raw.glTexParameteri(TEXTURE_2D, name, _NEAREST)
    kind = {1: _R32F, 2: _RG32F}.get(channels, _RGBA32F)
    layout = (kind, width, height, 0, _RGBA, FLOAT)
    raw.glTexImage2D(TEXTURE_2D, 0, *layout, None)
    bind_framebuffer(target)
    where = (_FRAMEBUFFER, _COLOR_ATTACHMENT0)
    raw.glFramebufferTexture2D(*where, TEXTURE_2D, texture, 0)
    if raw.glCheckFramebufferStatus(_FRAMEBUFFER) != _FRAMEBUFFER_COMPLETE:
        raise OpenGLError("the driver cannot draw into textures of floats")
    return target, texture


def bound_framebuffer() -> int:
    """Return the framebuffer that is drawn into."""
    value = (ctypes.c_int * 1)()
    raw.glGetIntegerv(_FRAMEBUFFER_BINDING, value)
    return int(value[0])


def delete_framebuffer(identity: int) -> None:
    """Delete a framebuffer."""
    raw.glDeleteFramebuffers(1, (ctypes.c_uint * 1)(identity))


def largest_texture() -> int:
    """Return how many pixels wide or high a texture may be."""
    value = (ctypes.c_int * 1)()
    raw.glGetIntegerv(_MAX_TEXTURE_SIZE, value)
    return int(value[0])


def text(name: int) -> str:
    """Return what the driver says of itself: ``VENDOR``, ``RENDERER`` or ``VERSION``."""
    return (raw.glGetString(name) or b"").decode("utf-8", "replace")


def new_program(vertex: str, fragment: str, name: str) -> int:
    """Compile and link a program; raise OpenGLError with the driver's log if it will not."""
    shaders = [
        _compile(VERTEX_SHADER, vertex, f"{name}.vert"),
        _compile(FRAGMENT_SHADER, fragment, f"{name}.frag"),
    ]
    program = int(raw.glCreateProgram())
    for shader in shaders:
        raw.glAttachShader(program, shader)
    raw.glLinkProgram(program)
    for shader in shaders:
        raw.glDeleteShader(shader)
    status = (ctypes.c_int * 1)()
    raw.glGetProgramiv(program, _LINK_STATUS, status)
    if not status[0]:
        raise OpenGLError(f"{name}: {_log(raw.glGetProgramInfoLog, program)}")
    return program


def bind_block(program: int, block: str, place: int) -> None:
    """Feed a program's uniform block, if it has that one, from an indexed uniform buffer."""
    index = raw.glGetUniformBlockIndex(program, ctypes.create_string_buffer(block.encode()))
    if index != _INVALID_INDEX:
        raw.glUniformBlockBinding(program, index, place)


def _generate(function: Callable[..., None]) -> int:
    identity = (ctypes.c_uint * 1)()
    function(1, identity)
    return int(identity[0])


def _compile(kind: int, source: str, name: str) -> int:
    shader = int(raw.glCreateShader(kind))
    text_of_source = ctypes.c_char_p(source.encode("ascii", "replace"))
    raw.glShaderSource(shader, 1, ctypes.byref(text_of_source), None)
    raw.glCompileShader(shader)
    status = (ctypes.c_int * 1)()
    raw.glGetShaderiv(shader, _COMPILE_STATUS, status)
    if not status[0]:
        raise OpenGLError(f"{name}: {_log(raw.glGetShaderInfoLog, shader)}")
    return shader


def _log(function: Callable[..., None], identity: int) -> str:
    log = ctypes.create_string_buffer(4096)
    function(identity, len(log), None, log)
    return log.value.decode("utf-8", "replace").strip()
