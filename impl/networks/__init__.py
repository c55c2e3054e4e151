"""Networks of two layers and their quantities."""
