"""Integrals and sums without end: literal nodes, floats that propose, enclosures that decide."""
