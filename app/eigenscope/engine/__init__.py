"""Linear algebra on torch, free of any picture.

Functions take arrays and return frozen dataclasses. The package holds the choice of device, the
analysis of a matrix, the ways in which a matrix is reached, and the pool on which slow work runs.
It knows neither Qt nor OpenGL, and torch is imported inside functions, because the window has to
be on the screen before torch begins to load.
"""
