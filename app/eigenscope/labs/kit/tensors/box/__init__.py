"""Products as boxes: the operands and the result are faces that share edges."""
