"""Words: sentences with places for values, and numbers as texts."""
