"""What goes wrong with an export, apart from the disk."""


class FigureError(ValueError):
    """A figure or film that cannot be made; the text says why, and what would do."""
