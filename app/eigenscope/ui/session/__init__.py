"""Document, undo, solving, time and files, without a panel."""
