"""A kernel slides over an image: each output is a weighted sum of what it covers."""
