"""The pages of petitions, rectification and clues."""
