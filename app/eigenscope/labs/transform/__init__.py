"""Linear transformation: a matrix as a motion of the plane or of space."""
