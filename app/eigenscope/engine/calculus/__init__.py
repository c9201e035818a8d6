"""Derivatives of functions of numbers: series, difference quotients, points without a slope."""
