"""The Qt shell: window, viewport, panels, dialogs, commands and theme."""
