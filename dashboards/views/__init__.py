"""Home pages, dashboards, search, the brief."""
