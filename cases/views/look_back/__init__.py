"""Pages of look-back and rebound."""
