"""Pure rules of look-back, clues, supervision and circulars."""
