"""A lab's charts on a page: their axes, numbers and series as pictures and words of a figure."""
