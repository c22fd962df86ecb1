"""The rectification ledger as a whole: reading one in, listing, reporting, filing."""
