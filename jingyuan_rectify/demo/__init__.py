"""A fictitious county of any size. Its people are made up; their ID numbers use prefixes that were never assigned."""
