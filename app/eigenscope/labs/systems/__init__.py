"""Linear systems: where equations meet, what columns reach, and what is nearest if nothing fits."""
