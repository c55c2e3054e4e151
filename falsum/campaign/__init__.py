"""Many claims: the catalogue, worker processes, the ledger."""
