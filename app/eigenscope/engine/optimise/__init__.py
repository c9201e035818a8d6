"""Descent, its landscapes and its verdicts, and least squares."""
