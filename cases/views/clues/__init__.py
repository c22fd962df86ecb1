"""Pages of clues: for the county's holders of clue.view alone."""
