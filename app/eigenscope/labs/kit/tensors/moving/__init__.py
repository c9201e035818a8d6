"""How cells move while a step plays."""
