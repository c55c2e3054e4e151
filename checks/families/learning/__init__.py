"""Finite learning problems and Boolean functions."""
