"""The window with its commands, menus and bars."""
