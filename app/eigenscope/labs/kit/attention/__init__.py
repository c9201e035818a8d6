"""Attention as a traced program: what it is made from, its stages, its pictures."""
