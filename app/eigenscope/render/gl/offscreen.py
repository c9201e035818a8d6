"""OpenGL without a window: for tests, for exports, and to ask what there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from eigenscope.render.gl import api as gl
from eigenscope.render.gl.renderer import Renderer
from eigenscope.render.text import stamps
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Palette
from eigenscope.wording.words import Text, Words

NEEDED = (3, 3)


def default_format() -> QSurfaceFormat:
    """Return the surface that everything here asks for.

    No multisampling: lines soften their own edges, and on a software rasteriser four samples
    triple the time of a frame.
    """
    surface_format = QSurfaceFormat()
    surface_format.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
    surface_format.setVersion(*NEEDED)
    surface_format.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    surface_format.setDepthBufferSize(24)
    surface_format.setStencilBufferSize(8)
    surface_format.setSamples(0)
    surface_format.setSwapInterval(1)
    return surface_format


def shortcoming(context: QOpenGLContext | None) -> Text:
    """Return what a context lacks, or nothing if it will do."""
    if context is None or not context.isValid():
        return "OpenGL gives no context"
    version = context.format().version()
    if context.isOpenGLES() or tuple(version) < NEEDED:
        kind = "OpenGL ES" if context.isOpenGLES() else "OpenGL"
        there, needed = (f"{major}.{minor}" for major, minor in (version, NEEDED))
        values = {"kind": kind, "version": there, "needed": needed}
        return Words("{kind} {version} is older than OpenGL {needed}", values)
    return ""


@contextmanager
def offscreen() -> Iterator[Offscreen]:
    """Lend a context of its own and a renderer in it.

    Raises
    ------
    OpenGLError
        If there is no OpenGL 3.3.
    """
    screen = Offscreen()
    try:
        yield screen
    finally:
        screen.release()


class Offscreen:
    """A context of its own, and a renderer in it, which needs the context to be current."""

    def __init__(self) -> None:
        self._surface = QOffscreenSurface()
        self._context = QOpenGLContext()
        self._surface.setFormat(default_format())
        self._surface.create()
        self._context.setFormat(default_format())
        self._context.create()
        problem = shortcoming(self._context)
        if problem or not self.make_current():
            raise gl.OpenGLError(problem or "OpenGL's context cannot be made current")
        self.renderer = Renderer()

    def release(self) -> None:
        """Let go of what the renderer has in the context."""
        if self.make_current():
            self.renderer.release()
            self._context.doneCurrent()

    def make_current(self) -> bool:
        """Make the context current; False if that cannot be."""
        return self._context.makeCurrent(self._surface)

    def image(
        self,
        frame: Frame,
        palette: Palette,
        size: tuple[int, int],
        pixel_ratio: float = 1.0,
        *,
        labels: bool = False,
        point_budget: int | None = None,
    ) -> QImage:
        """Return a picture of ``size`` logical pixels, with as many device pixels as asked for."""
        from PySide6.QtOpenGL import QOpenGLFramebufferObject  # late: no window needs it

        self.make_current()
        device = (round(size[0] * pixel_ratio), round(size[1] * pixel_ratio))
        depth = QOpenGLFramebufferObject.Attachment.CombinedDepthStencil
        target = QOpenGLFramebufferObject(QSize(*device), depth)
        target.bind()
        self.renderer.draw(frame, palette, device, pixel_ratio, point_budget=point_budget)
        if labels:
            self.renderer.write(stamps([frame], palette, size, pixel_ratio)[0], device)
        image = target.toImage()
        target.release()
        image.setDevicePixelRatio(pixel_ratio)
        return image


def opengl_report() -> dict[str, str]:
    """Return ``version``, ``renderer`` and ``vendor`` of the OpenGL there is.

    Raises
    ------
    OpenGLError
        If there is no OpenGL 3.3.
    """
    with offscreen():
        return {
            "version": gl.text(gl.VERSION),
            "renderer": gl.text(gl.RENDERER),
            "vendor": gl.text(gl.VENDOR),
        }
