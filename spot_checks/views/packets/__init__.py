"""Pages of the 入户包: issue and take along, list, cancel, load the result."""
