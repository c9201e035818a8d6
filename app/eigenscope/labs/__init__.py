"""One file per concept, and the small base that all share."""
