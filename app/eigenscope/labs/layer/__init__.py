"""One layer y = σ(Wx + b): the plane is mapped, moved and folded by the activation."""
