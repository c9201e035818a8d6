"""Colours, icons, texts and small widgets that know nothing of the program."""
