"""Look-back, clues, supervision, circulars, campaign."""
