"""Positions of tokens as turns of hands: sinusoidal and rotary encodings, for labs of attention."""
