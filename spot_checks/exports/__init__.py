"""What spot checks issue: the public bundle of a draw, printed forms, workbooks."""
