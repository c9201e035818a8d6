"""A network transforms the plane layer by layer, and is trained while you watch."""
