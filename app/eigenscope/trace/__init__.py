"""A program of tensors as a value: parsed, carried out step by step, never executed as Python."""
