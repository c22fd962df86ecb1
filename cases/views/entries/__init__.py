"""Pages of the rectification ledger (整改台账)."""
