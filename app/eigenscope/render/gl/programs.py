"""Shader programs, one for each kind of thing that is drawn.

A program is compiled when it is first needed: a software rasteriser takes some milliseconds over
each, and the first frame of a window rarely needs them all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from eigenscope.render.gl import api as gl
from eigenscope.scene.measures import FADE_BEGINS, HEAD_HALF_WIDTH, HEAD_MOST, SHADE_AMBIENT

_SHADERS = Path(__file__).with_name("shaders")
BLOCK_PLACE = 0
# Faces and pictures step back: by this many pixels' worth of their slope, so that lines drawn on
# them (which are flat towards the eye, whatever they lie on) win, and by so many least steps.
SLOPES, STEPS = 3.0, 16.0
WHOLE, SOLID, FRINGE, TINTED, DEPTH = 0, 1, 2, 3, 4
"""Which fragments are painted: all, those that are nearly opaque, the others, the others tinted by
the faces in front of them; or not the colour of all, but their depth.
"""

SOLID_ALPHA, SOLID_HALF_WIDTH = 0.75, 0.75
"""From which strength and from how many pixels of half its width a line has a solid part."""

_HEADER = f"""#version 330 core
const float SOLID_ALPHA = {SOLID_ALPHA:.6f};
const float SOLID_HALF_WIDTH = {SOLID_HALF_WIDTH:.6f};
const float HEAD_HALF_WIDTH = {HEAD_HALF_WIDTH:.6f};
const float HEAD_MOST = {HEAD_MOST:.6f};
const float SHADE_AMBIENT = {SHADE_AMBIENT:.6f};
const float FADE_BEGINS = {FADE_BEGINS:.6f};
const float SLOPES = {SLOPES:.6f};
const float STEPS = {STEPS:.6f};
"""
_PLACE = re.compile(r"layout\(location = (\d)\) in vec3 (\w+);")
SECOND = 4
"""How many attributes on from that of a place is that of its place in the second pose."""

_SHARED = {"line": ("segment.glsl",), "arrow": ("segment.glsl",)}


class Programs:
    """The programs of one context, by the name of their shader files and the part they paint.

    Those that tint have one for each number of sets of faces: one in all would look for four, which
    a software rasteriser takes a quarter of a frame over. What has two poses has programs of its
    own too, so that nothing else reads its places twice.
    """

    def __init__(self) -> None:
        self._ids: dict[tuple[str, int, int, bool], int] = {}

    def use(
        self, name: str, part: int = WHOLE, layers: int = 0, *, two_poses: bool = False
    ) -> None:
        """Make a program current; raise OpenGLError if it does not compile."""
        key = (name, part, layers, two_poses)
        if key not in self._ids:
            self._ids[key] = _build(*key)
        gl.use_program(self._ids[key])

    def release(self) -> None:
        """Delete all programs."""
        for identity in self._ids.values():
            gl.delete_program(identity)
        self._ids.clear()


def _build(name: str, part: int, layers: int, two_poses: bool) -> int:
    shared = "".join(_source(part) for part in _SHARED.get(name, ()))
    constants = f"const int PART = {part};\nconst int LAYERS = {layers};\n"
    block = _HEADER + constants + _source("block.glsl")
    vertex = _source(f"{name}.vert")
    program = gl.new_program(
        block + shared + (_in_two_poses(vertex) if two_poses else vertex),
        block + _source("cover.glsl") + _source(f"{name}.frag"),
        name,
    )
    gl.bind_block(program, "Drawn", BLOCK_PLACE)
    return program


def _in_two_poses(vertex: str) -> str:
    """Return a vertex shader each of whose places is on the way from one attribute to another.

    The name that a place had becomes a macro, so all else of the shader stays as it is.
    """

    def both(attribute: re.Match[str]) -> str:
        location, name = int(attribute[1]), attribute[2]
        return (
            f"layout(location = {location}) in vec3 {name}_here;\n"
            f"layout(location = {location + SECOND}) in vec3 {name}_there;\n"
            f"#define {name} ({name}_here * (1.0 - poses.x) + {name}_there * poses.x)"
        )

    return _PLACE.sub(both, vertex)


@cache
def _source(file: str) -> str:
    return (_SHADERS / file).read_text(encoding="utf-8")
