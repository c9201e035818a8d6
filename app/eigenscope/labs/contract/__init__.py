"""What a lab is: all that the rest of the program knows of it."""
