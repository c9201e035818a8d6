"""A network carries the plane layer by layer, and is trained while you watch."""
