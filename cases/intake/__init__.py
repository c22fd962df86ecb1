"""Reading the ledgers clerks keep."""
