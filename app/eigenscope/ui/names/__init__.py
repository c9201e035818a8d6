"""Definitions that all labs share, and the functions to write them with."""
