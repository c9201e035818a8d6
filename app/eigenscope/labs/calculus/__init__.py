"""From the slope of a curve to backpropagation: derivative, gradient, Jacobian, graph."""
