"""Plots and heat maps beside the picture."""
