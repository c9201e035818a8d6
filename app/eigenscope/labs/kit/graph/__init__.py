"""Graphs of operations: their layout in layers, and their pictures."""
