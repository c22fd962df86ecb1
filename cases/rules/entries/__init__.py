"""What holds for rectification entries, told without a database."""
