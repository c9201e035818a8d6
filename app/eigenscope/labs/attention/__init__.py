"""Queries meet keys, softmax makes weights, and the output is a weighted mean of values."""
