"""The board: counting its figures, counting them again by another way, and what its charts show."""
