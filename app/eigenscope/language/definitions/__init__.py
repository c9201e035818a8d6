"""Names that stand for expressions, and formulas of them."""
