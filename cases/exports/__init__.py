"""The ledgers and papers as they are filed."""
