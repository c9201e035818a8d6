"""The lab *Tensors*."""
