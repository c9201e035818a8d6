"""Charts as values: series, axes, ranges and ticks, for the screen and for figures alike."""
