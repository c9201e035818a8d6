"""What a picture consists of: geometry, draws, labels, camera, palette and clock, in plain numpy."""
