"""Polytopes and linear algebra."""
