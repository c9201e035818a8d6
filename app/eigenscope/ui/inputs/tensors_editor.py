"""A row for a file of several tensors, and below it what they are called and how large they are."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QLabel, QWidget

from eigenscope.engine.runtime.jobs import Cancellation, Jobs
from eigenscope.labs.contract.specs import TensorsSpec
from eigenscope.readers.loaded_tensor import LoadedTensors, load_tensors
from eigenscope.ui.inputs.file_editors import FileRow
from eigenscope.ui.style.file_filters import matrix_filters
from eigenscope.wording.words import Text

_MOST_NAMED = 8  # tensors


class TensorsEditor(FileRow):
    """Chooses a file with all of its tensors."""

    dialog_title: ClassVar[Text] = "Choose a file of tensors"

    def __init__(self, spec: TensorsSpec, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(spec, jobs, parent)
        self.clear_button.setToolTip(self.tr("Remove the file"))
        self.about = QLabel()
        self.about.setProperty("class", "muted")
        self.about.setWordWrap(True)
        self.add_below(self.about)
        self.show_tensors(None)

    def load(self, path: str, cancellation: Cancellation) -> LoadedTensors:
        """Return the tensors."""
        return load_tensors(path, cancellation)

    def filters(self) -> str:
        """Return all files with tensors."""
        return matrix_filters()

    def show_tensors(self, file: LoadedTensors | None) -> None:
        """Show the file's name and what it holds."""
        self.show_name(None if file is None else file.name)
        tensors = () if file is None else file.tensors
        lines = [f"{tensor.name} {tensor.shape}" for tensor in tensors[:_MOST_NAMED]]
        self.about.setText("\n".join([*lines, "…"] if len(tensors) > _MOST_NAMED else lines))
        self.about.setVisible(bool(lines))
