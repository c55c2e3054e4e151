"""Numbers that a proof speaks of."""
