"""Pages of sealed cases, and the desk side of the public page."""
