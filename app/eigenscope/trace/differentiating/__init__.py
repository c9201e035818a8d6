"""How a traced program is differentiated: its graph, local derivatives, gradients, tangents."""
