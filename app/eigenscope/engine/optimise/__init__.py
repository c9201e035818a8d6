"""Descent, its landscapes and its verdicts, least squares, and training."""
