"""Pages of results: what a draw's visits say, on screen, on paper and as a workbook."""
