"""Pages of orders and circulars."""
