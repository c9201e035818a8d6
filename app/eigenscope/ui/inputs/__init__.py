"""What is typed into a lab."""
