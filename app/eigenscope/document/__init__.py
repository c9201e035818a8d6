"""What the user has made, and the undoable commands that change it; knows no Qt."""
