"""One layer y = σ(Wx + b): W maps the plane, b shifts it, and the activation bends or folds it."""
