"""What is claimed, as data: symbols, literal trees, claims, their printing and hashing."""
