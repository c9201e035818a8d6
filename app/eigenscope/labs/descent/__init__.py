"""Gradient descent: ways downhill on a function of two variables, and what decides their speed."""
