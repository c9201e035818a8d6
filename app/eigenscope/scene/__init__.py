"""What a picture consists of, in plain numpy: geometry, draws, labels, camera, palette, clock."""
