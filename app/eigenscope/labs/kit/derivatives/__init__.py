"""Derivatives of functions of one variable: pictures, numbers, charts."""
