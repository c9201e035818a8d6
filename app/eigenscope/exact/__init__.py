"""Exact arithmetic: fractions and square roots, how they are written, elimination over them.

What a person types is exact, and so is what follows from it by arithmetic; here nothing is rounded
before a float is asked for. No torch, no Qt, and FLINT only where matrices are large.
"""
