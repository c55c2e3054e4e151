"""Families and bindings, mirroring the catalogue file for file."""
