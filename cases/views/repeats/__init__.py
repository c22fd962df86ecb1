"""Pages of repeat petitions and of the ledger of matters."""
