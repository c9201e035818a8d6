"""Small networks: their data, their layers, and how they are trained, step by step."""
