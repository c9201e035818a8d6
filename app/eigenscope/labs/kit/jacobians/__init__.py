"""Maps of the plane at a point: the Jacobian, areas, and maps that follow one another."""
