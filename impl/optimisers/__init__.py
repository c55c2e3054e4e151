"""Optimisers as printed, and what is kept of their runs."""
