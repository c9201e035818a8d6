"""Convolutions as values: what fits together, its size, its lines of torch, how far it sees."""
