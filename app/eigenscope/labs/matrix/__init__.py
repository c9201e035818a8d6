"""Matrix: one of any size, seen whole: its entries, its spectrum, and its leading directions."""
