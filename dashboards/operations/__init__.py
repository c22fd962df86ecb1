"""Every write of dashboards: one verb per function."""
