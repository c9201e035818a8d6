"""The chain rule in a program: the graph of each way back, what runs along it, and its words."""
