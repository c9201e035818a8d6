"""The functions of OpenGL that are used, each loaded by PyOpenGL when it is first called.

PyOpenGL's modules declare every function of a version. Of these thousand the program calls sixty,
and declaring the others took longer than painting the first picture.
"""

# ruff: noqa: N816 - the functions are called as OpenGL calls them

from __future__ import annotations

import ctypes
import os
from typing import Any

# PyOpenGL reads these when it is first imported.
os.environ.setdefault("PYOPENGL_ERROR_CHECKING", os.environ.get("EIGENSCOPE_GL_DEBUG", "0"))
os.environ.setdefault("PYOPENGL_ERROR_LOGGING", os.environ.get("EIGENSCOPE_GL_DEBUG", "0"))

from OpenGL.platform import PLATFORM


class _Address(ctypes.c_void_p):
    """A pointer that PyOpenGL leaves as it is; for `c_void_p` it would load its array handlers."""


_TYPES = {
    "b": ctypes.c_ubyte,
    "f": ctypes.c_float,
    "i": ctypes.c_int,
    "n": ctypes.c_ssize_t,
    "p": _Address,
    "s": ctypes.c_char_p,
    "u": ctypes.c_uint,
}


def _function(name: str, arguments: str = "", result: str = "") -> Any:
    """Return a function of OpenGL, not loaded yet.

    Types are letters: ``b`` boolean, ``f`` float, ``i`` and ``u`` integers with and without sign,
    ``n`` a size in bytes, ``p`` an address, ``s`` a text.
    """
    return PLATFORM.nullFunction(
        name,
        PLATFORM.GL,
        resultType=_TYPES[result] if result else None,
        argTypes=[_TYPES[letter] for letter in arguments],
        extension="GL_VERSION_GL_3_3",
        error_checker=_error_checker(),
    )


def _error_checker() -> Any:
    """Return what asks for errors after each call, if that is wanted."""
    if os.environ["PYOPENGL_ERROR_CHECKING"] == "0":
        return None
    from OpenGL.raw.GL._errors import _error_checker

    return _error_checker


glActiveTexture = _function("glActiveTexture", "u")
glAttachShader = _function("glAttachShader", "uu")
glBindBuffer = _function("glBindBuffer", "uu")
glBindBufferRange = _function("glBindBufferRange", "uuunn")
glBindFramebuffer = _function("glBindFramebuffer", "uu")
glBindTexture = _function("glBindTexture", "uu")
glBindVertexArray = _function("glBindVertexArray", "u")
glBlendFuncSeparate = _function("glBlendFuncSeparate", "uuuu")
glBufferData = _function("glBufferData", "unpu")
glCheckFramebufferStatus = _function("glCheckFramebufferStatus", "u", "u")
glClear = _function("glClear", "u")
glClearColor = _function("glClearColor", "ffff")
glColorMask = _function("glColorMask", "bbbb")
glCompileShader = _function("glCompileShader", "u")
glCreateProgram = _function("glCreateProgram", "", "u")
glCreateShader = _function("glCreateShader", "u", "u")
glCullFace = _function("glCullFace", "u")
glDeleteBuffers = _function("glDeleteBuffers", "ip")
glDeleteFramebuffers = _function("glDeleteFramebuffers", "ip")
glDeleteProgram = _function("glDeleteProgram", "u")
glDeleteShader = _function("glDeleteShader", "u")
glDeleteTextures = _function("glDeleteTextures", "ip")
glDeleteVertexArrays = _function("glDeleteVertexArrays", "ip")
glDepthFunc = _function("glDepthFunc", "u")
glDepthMask = _function("glDepthMask", "b")
glDisable = _function("glDisable", "u")
glDrawArrays = _function("glDrawArrays", "uii")
glDrawArraysInstanced = _function("glDrawArraysInstanced", "uiii")
glDrawElements = _function("glDrawElements", "uiup")
glEnable = _function("glEnable", "u")
glEnableVertexAttribArray = _function("glEnableVertexAttribArray", "u")
glFramebufferTexture2D = _function("glFramebufferTexture2D", "uuuui")
glFrontFace = _function("glFrontFace", "u")
glGenBuffers = _function("glGenBuffers", "ip")
glGenFramebuffers = _function("glGenFramebuffers", "ip")
glGenTextures = _function("glGenTextures", "ip")
glGenVertexArrays = _function("glGenVertexArrays", "ip")
glGenerateMipmap = _function("glGenerateMipmap", "u")
glGetIntegerv = _function("glGetIntegerv", "up")
glGetProgramInfoLog = _function("glGetProgramInfoLog", "uipp")
glGetProgramiv = _function("glGetProgramiv", "uup")
glGetShaderInfoLog = _function("glGetShaderInfoLog", "uipp")
glGetShaderiv = _function("glGetShaderiv", "uup")
glGetString = _function("glGetString", "u", "s")
glGetUniformBlockIndex = _function("glGetUniformBlockIndex", "up", "u")
glLinkProgram = _function("glLinkProgram", "u")
glPolygonOffset = _function("glPolygonOffset", "ff")
glShaderSource = _function("glShaderSource", "uipp")
glStencilFunc = _function("glStencilFunc", "uiu")
glStencilMask = _function("glStencilMask", "u")
glStencilOp = _function("glStencilOp", "uuu")
glTexImage2D = _function("glTexImage2D", "uiiiiiuup")
glTexParameteri = _function("glTexParameteri", "uui")
glTexSubImage2D = _function("glTexSubImage2D", "uiiiiiuup")
glUniformBlockBinding = _function("glUniformBlockBinding", "uuu")
glUseProgram = _function("glUseProgram", "u")
glVertexAttrib4f = _function("glVertexAttrib4f", "uffff")
glVertexAttribDivisor = _function("glVertexAttribDivisor", "uu")
glVertexAttribPointer = _function("glVertexAttribPointer", "uiubip")
glViewport = _function("glViewport", "iiii")
