"""Functions as pictures: curves in pieces, landscapes with contours, and where they break off."""
