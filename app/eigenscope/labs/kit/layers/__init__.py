"""Layers y = σ(Wx + b): activations, linear pieces, and the sheet that is carried and folded."""
