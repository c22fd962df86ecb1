"""Every write of core: one verb per function."""
