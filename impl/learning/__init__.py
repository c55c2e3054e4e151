"""Finite learning problems."""
