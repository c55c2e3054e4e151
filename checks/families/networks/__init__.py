"""Networks of two layers and their data."""
