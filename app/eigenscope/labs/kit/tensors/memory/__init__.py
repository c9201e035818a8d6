"""The memory that tensors lie in, as parts of a picture."""
