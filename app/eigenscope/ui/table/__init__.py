"""The numbers of a large matrix."""
