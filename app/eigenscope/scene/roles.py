"""What a drawn thing *is*; a palette says what colour that has."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The parts a drawn thing can play; the values are the keys of a palette's ``scene``."""

    BACKGROUND = "background"
    AXIS = "axis"
    GRID = "grid"
    GHOST = "ghost"
    TEXT = "text"
    HALO = "halo"
    BASIS_X = "basis_x"
    BASIS_Y = "basis_y"
    BASIS_Z = "basis_z"
    INPUT = "input"
    OUTPUT = "output"
    EIGEN_1 = "eigen_1"
    EIGEN_2 = "eigen_2"
    EIGEN_3 = "eigen_3"
    POSITIVE_AREA = "positive_area"
    NEGATIVE_AREA = "negative_area"
    ZERO_AREA = "zero_area"
    NULL_SPACE = "null_space"
    COLUMN_SPACE = "column_space"
    PATH = "path"
    SHAPE = "shape"
    HANDLE = "handle"
    INVARIANT = "invariant"
    OPERAND_A = "operand_a"
    OPERAND_B = "operand_b"
    RESULT = "result"
    MISMATCH = "mismatch"
    CONTOUR = "contour"
    SLOPE = "slope"
    DESCENT = "descent"
    MOMENTUM = "momentum"
    NESTEROV = "nesterov"
    RMSPROP = "rmsprop"
    ADAM = "adam"
    DIRECTION_1 = "direction_1"
    DIRECTION_2 = "direction_2"
    DIRECTION_3 = "direction_3"
    DATA = "data"
    SPREAD = "spread"
    LOST = "lost"


BASIS = (Role.BASIS_X, Role.BASIS_Y, Role.BASIS_Z)
EIGEN = (Role.EIGEN_1, Role.EIGEN_2, Role.EIGEN_3)
DIRECTIONS = (Role.DIRECTION_1, Role.DIRECTION_2, Role.DIRECTION_3)
