"""Random processes and recursions."""
