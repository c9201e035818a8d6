"""Programs that are entered: what they use, how they run elsewhere, what stands beside them."""
