"""What is read beside the picture: numbers, explanation, code, and the shelf of labs."""
