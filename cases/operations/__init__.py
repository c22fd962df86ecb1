"""Every write of petitions, rectification and clues: one verb per function."""
