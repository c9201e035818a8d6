"""From texts to trees."""
