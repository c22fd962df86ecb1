"""Pages of the campaign: overview, matrix, mechanisms, warning education."""
