"""What is said of a step: sentences, and how single cells are made."""
