"""What there is to say about one matrix, decided exactly where it can be."""
