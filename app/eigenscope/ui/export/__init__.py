"""The dialogs that make figures, films and texts."""
