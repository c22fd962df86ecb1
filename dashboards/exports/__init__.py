"""Files made from the board's numbers."""
