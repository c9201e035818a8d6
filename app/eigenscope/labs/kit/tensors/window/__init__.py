"""Pictures of a window that slides over sheets of cells: convolution, pooling, and their spread."""
