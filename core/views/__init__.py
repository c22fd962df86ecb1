"""Pages of core, by what they are about."""
