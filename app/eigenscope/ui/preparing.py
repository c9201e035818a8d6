"""What Qt must be told before there is an application."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QSurfaceFormat

from eigenscope.render.spans import prepare_painting


def prepare_qt() -> None:
    """Set what Qt wants to know before there is an application."""
    prepare_painting()
    QCoreApplication.setApplicationName("Eigenscope")
    QCoreApplication.setOrganizationName("Eigenscope")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    surface = QSurfaceFormat()
    surface.setVersion(3, 3)
    surface.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    surface.setDepthBufferSize(24)
    QSurfaceFormat.setDefaultFormat(surface)
