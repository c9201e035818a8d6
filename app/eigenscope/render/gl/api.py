"""The part of OpenGL that is used, straight from PyOpenGL's raw bindings.

The raw functions take a quarter of a microsecond a call, import in half the time of ``OpenGL.GL``
and keep no state per context. What is awkward about them (pointers in, pointers out) is wrapped
here, so that nothing else deals in ctypes. Errors are not asked for after each call unless
``EIGENSCOPE_GL_DEBUG=1``: asking stalls the driver.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from eigenscope.arrays import Pixels

# PyOpenGL reads these when it is first imported.
os.environ.setdefault("PYOPENGL_ERROR_CHECKING", os.environ.get("EIGENSCOPE_GL_DEBUG", "0"))
os.environ.setdefault("PYOPENGL_ERROR_LOGGING", os.environ.get("EIGENSCOPE_GL_DEBUG", "0"))

import numpy as np
import numpy.typing as npt
from OpenGL.raw.GL.VERSION import (
    GL_1_0,
    GL_1_1,
    GL_1_2,
    GL_1_3,
    GL_1_4,
    GL_1_5,
    GL_2_0,
    GL_3_0,
    GL_3_1,
    GL_3_2,
    GL_3_3,
)

BACK = GL_1_0.GL_BACK
BLEND = GL_1_0.GL_BLEND
CCW = GL_1_0.GL_CCW
COLOR_BUFFER_BIT = GL_1_0.GL_COLOR_BUFFER_BIT
CULL_FACE = GL_1_0.GL_CULL_FACE
CW = GL_1_0.GL_CW
DEPTH_BUFFER_BIT = GL_1_0.GL_DEPTH_BUFFER_BIT
DEPTH_CLAMP = GL_3_2.GL_DEPTH_CLAMP
DEPTH_TEST = GL_1_0.GL_DEPTH_TEST
FLOAT = GL_1_0.GL_FLOAT
FRONT = GL_1_0.GL_FRONT
LEQUAL = GL_1_0.GL_LEQUAL
ONE = GL_1_0.GL_ONE
ONE_MINUS_SRC_ALPHA = GL_1_0.GL_ONE_MINUS_SRC_ALPHA
POINTS = GL_1_0.GL_POINTS
POLYGON_OFFSET_FILL = GL_1_1.GL_POLYGON_OFFSET_FILL
PROGRAM_POINT_SIZE = GL_3_2.GL_PROGRAM_POINT_SIZE
RENDERER = GL_1_0.GL_RENDERER
SCISSOR_TEST = GL_1_0.GL_SCISSOR_TEST
STATIC_DRAW = GL_1_5.GL_STATIC_DRAW
STENCIL_TEST = GL_1_0.GL_STENCIL_TEST
STREAM_DRAW = GL_1_5.GL_STREAM_DRAW
TEXTURE0 = GL_1_3.GL_TEXTURE0
TEXTURE_2D = GL_1_0.GL_TEXTURE_2D
TRIANGLES = GL_1_0.GL_TRIANGLES
TRIANGLE_STRIP = GL_1_0.GL_TRIANGLE_STRIP
UNIFORM_BUFFER = GL_3_1.GL_UNIFORM_BUFFER
UNSIGNED_BYTE = GL_1_0.GL_UNSIGNED_BYTE
UNSIGNED_INT = GL_1_0.GL_UNSIGNED_INT
VENDOR = GL_1_0.GL_VENDOR
VERSION = GL_1_0.GL_VERSION
VERTEX_SHADER = GL_2_0.GL_VERTEX_SHADER
FRAGMENT_SHADER = GL_2_0.GL_FRAGMENT_SHADER
ARRAY_BUFFER = GL_1_5.GL_ARRAY_BUFFER
ELEMENT_ARRAY_BUFFER = GL_1_5.GL_ELEMENT_ARRAY_BUFFER

bind_framebuffer = partial(GL_3_0.glBindFramebuffer, GL_3_0.GL_FRAMEBUFFER)
active_texture = GL_1_3.glActiveTexture
bind_buffer = GL_1_5.glBindBuffer
bind_buffer_range = GL_3_0.glBindBufferRange
bind_texture = GL_1_1.glBindTexture
bind_vertex_array = GL_3_0.glBindVertexArray
blend_func_separate = GL_1_4.glBlendFuncSeparate
clear = GL_1_0.glClear
clear_color = GL_1_0.glClearColor
color_mask = GL_1_0.glColorMask
cull_face = GL_1_0.glCullFace
delete_program = GL_2_0.glDeleteProgram
depth_func = GL_1_0.glDepthFunc
depth_mask = GL_1_0.glDepthMask
disable = GL_1_0.glDisable
draw_arrays = GL_1_1.glDrawArrays
draw_arrays_instanced = GL_3_1.glDrawArraysInstanced
draw_elements = GL_1_1.glDrawElements
enable = GL_1_0.glEnable
front_face = GL_1_0.glFrontFace
polygon_offset = GL_1_1.glPolygonOffset
use_program = GL_2_0.glUseProgram
vertex_attribute = GL_2_0.glVertexAttrib4f
viewport = GL_1_0.glViewport


class OpenGLError(RuntimeError):
    """OpenGL is missing something, or does not understand what it was given."""


def new_buffer() -> int:
    """Return a fresh buffer id."""
    return _generate(GL_1_5.glGenBuffers)


def new_vertex_array() -> int:
    """Return a fresh vertex array id."""
    return _generate(GL_3_0.glGenVertexArrays)


def delete_buffer(identity: int) -> None:
    """Delete a buffer."""
    GL_1_5.glDeleteBuffers(1, (ctypes.c_uint * 1)(identity))


def delete_vertex_array(identity: int) -> None:
    """Delete a vertex array."""
    GL_3_0.glDeleteVertexArrays(1, (ctypes.c_uint * 1)(identity))


def delete_texture(identity: int) -> None:
    """Delete a texture."""
    GL_1_1.glDeleteTextures(1, (ctypes.c_uint * 1)(identity))


def buffer_data(target: int, data: npt.NDArray[Any], usage: int) -> None:
    """Copy a C-contiguous array into the buffer bound to ``target``."""
    GL_1_5.glBufferData(target, data.nbytes, ctypes.c_void_p(data.ctypes.data), usage)


def attribute(
    location: int, size: int, kind: int, stride: int, offset: int, *, per_instance: bool = False
) -> None:
    """Say where in the bound array buffer an attribute of the bound vertex array comes from.

    ``stride`` and ``offset`` are in bytes; bytes are normalised to 0…1.
    """
    GL_2_0.glEnableVertexAttribArray(location)
    GL_2_0.glVertexAttribPointer(
        location, size, kind, kind == UNSIGNED_BYTE, stride, ctypes.c_void_p(offset)
    )
    if per_instance:
        GL_3_3.glVertexAttribDivisor(location, 1)


def new_texture(pixels: Pixels, *, mipmaps: bool = True) -> int:
    """Upload (h, w, 4) bytes as a texture and return its id; it stays bound.

    With mipmaps it can be shrunk and enlarged; without, it is for reading texel by texel.
    """
    identity = _generate(GL_1_1.glGenTextures)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    GL_1_1.glBindTexture(TEXTURE_2D, identity)
    shrunk = GL_1_0.GL_LINEAR_MIPMAP_LINEAR if mipmaps else GL_1_0.GL_NEAREST
    for name, value in (
        (GL_1_0.GL_TEXTURE_MIN_FILTER, shrunk),
        (GL_1_0.GL_TEXTURE_MAG_FILTER, GL_1_0.GL_LINEAR if mipmaps else GL_1_0.GL_NEAREST),
        (GL_1_0.GL_TEXTURE_WRAP_S, GL_1_2.GL_CLAMP_TO_EDGE),
        (GL_1_0.GL_TEXTURE_WRAP_T, GL_1_2.GL_CLAMP_TO_EDGE),
    ):
        GL_1_0.glTexParameteri(TEXTURE_2D, name, value)
    layout = (GL_1_1.GL_RGBA8, width, height, 0, GL_1_0.GL_RGBA, UNSIGNED_BYTE)
    GL_1_0.glTexImage2D(TEXTURE_2D, 0, *layout, ctypes.c_void_p(pixels.ctypes.data))
    if mipmaps:
        GL_3_0.glGenerateMipmap(TEXTURE_2D)
    return identity


def change_texture(corner: tuple[int, int], pixels: Pixels) -> None:
    """Replace a piece of the bound texture by (h, w, 4) bytes."""
    pixels = np.ascontiguousarray(pixels)
    place = (*corner, pixels.shape[1], pixels.shape[0])
    data = ctypes.c_void_p(pixels.ctypes.data)
    GL_1_1.glTexSubImage2D(TEXTURE_2D, 0, *place, GL_1_0.GL_RGBA, UNSIGNED_BYTE, data)


def new_float_target(width: int, height: int, channels: int) -> tuple[int, int]:
    """Return a framebuffer and its texture of floats, one a channel; raise OpenGLError without.

    The texture stays bound, and so does the framebuffer.
    """
    texture, target = _generate(GL_1_1.glGenTextures), _generate(GL_3_0.glGenFramebuffers)
    GL_1_1.glBindTexture(TEXTURE_2D, texture)
    for name in (GL_1_0.GL_TEXTURE_MIN_FILTER, GL_1_0.GL_TEXTURE_MAG_FILTER):
        GL_1_0.glTexParameteri(TEXTURE_2D, name, GL_1_0.GL_NEAREST)
    kind = {1: GL_3_0.GL_R32F, 2: GL_3_0.GL_RG32F}.get(channels, GL_3_0.GL_RGBA32F)
    layout = (kind, width, height, 0, GL_1_0.GL_RGBA, FLOAT)
    GL_1_0.glTexImage2D(TEXTURE_2D, 0, *layout, None)
    bind_framebuffer(target)
    where = (GL_3_0.GL_FRAMEBUFFER, GL_3_0.GL_COLOR_ATTACHMENT0)
    GL_3_0.glFramebufferTexture2D(*where, TEXTURE_2D, texture, 0)
    if GL_3_0.glCheckFramebufferStatus(GL_3_0.GL_FRAMEBUFFER) != GL_3_0.GL_FRAMEBUFFER_COMPLETE:
        raise OpenGLError("the driver cannot draw into textures of floats")
    return target, texture


def bound_framebuffer() -> int:
    """Return the framebuffer that is drawn into."""
    value = (ctypes.c_int * 1)()
    GL_1_0.glGetIntegerv(GL_3_0.GL_FRAMEBUFFER_BINDING, value)
    return int(value[0])


def delete_framebuffer(identity: int) -> None:
    """Delete a framebuffer."""
    GL_3_0.glDeleteFramebuffers(1, (ctypes.c_uint * 1)(identity))


def largest_texture() -> int:
    """Return how many pixels wide or high a texture may be."""
    value = (ctypes.c_int * 1)()
    GL_1_0.glGetIntegerv(GL_1_0.GL_MAX_TEXTURE_SIZE, value)
    return int(value[0])


def text(name: int) -> str:
    """Return what the driver says of itself: ``VENDOR``, ``RENDERER`` or ``VERSION``."""
    value = ctypes.cast(GL_1_0.glGetString(name), ctypes.c_char_p).value
    return (value or b"").decode("utf-8", "replace")


def new_program(vertex: str, fragment: str, name: str) -> int:
    """Compile and link a program; raise OpenGLError with the driver's log if it will not."""
    shaders = [
        _compile(VERTEX_SHADER, vertex, f"{name}.vert"),
        _compile(FRAGMENT_SHADER, fragment, f"{name}.frag"),
    ]
    program = int(GL_2_0.glCreateProgram())
    for shader in shaders:
        GL_2_0.glAttachShader(program, shader)
    GL_2_0.glLinkProgram(program)
    for shader in shaders:
        GL_2_0.glDeleteShader(shader)
    status = (ctypes.c_int * 1)()
    GL_2_0.glGetProgramiv(program, GL_2_0.GL_LINK_STATUS, status)
    if not status[0]:
        raise OpenGLError(f"{name}: {_log(GL_2_0.glGetProgramInfoLog, program)}")
    return program


def bind_block(program: int, block: str, place: int) -> None:
    """Feed a program's uniform block, if it has that one, from an indexed uniform buffer."""
    index = GL_3_1.glGetUniformBlockIndex(program, ctypes.create_string_buffer(block.encode()))
    if index != GL_3_1.GL_INVALID_INDEX:
        GL_3_1.glUniformBlockBinding(program, index, place)


def _generate(function: Callable[..., None]) -> int:
    identity = (ctypes.c_uint * 1)()
    function(1, identity)
    return int(identity[0])


def _compile(kind: int, source: str, name: str) -> int:
    shader = int(GL_2_0.glCreateShader(kind))
    text_of_source = ctypes.c_char_p(source.encode("ascii", "replace"))
    pointer = ctypes.cast(
        ctypes.byref(text_of_source), ctypes.POINTER(ctypes.POINTER(ctypes.c_char))
    )
    GL_2_0.glShaderSource(shader, 1, pointer, None)
    GL_2_0.glCompileShader(shader)
    status = (ctypes.c_int * 1)()
    GL_2_0.glGetShaderiv(shader, GL_2_0.GL_COMPILE_STATUS, status)
    if not status[0]:
        raise OpenGLError(f"{name}: {_log(GL_2_0.glGetShaderInfoLog, shader)}")
    return shader


def _log(function: Callable[..., None], identity: int) -> str:
    log = ctypes.create_string_buffer(4096)
    function(identity, len(log), None, log)
    return log.value.decode("utf-8", "replace").strip()
