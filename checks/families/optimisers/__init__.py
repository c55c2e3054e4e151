"""Runs of optimisers on objectives whose constants are known."""
