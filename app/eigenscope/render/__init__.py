"""Frames to pixels and vectors: one sub-package per renderer."""
