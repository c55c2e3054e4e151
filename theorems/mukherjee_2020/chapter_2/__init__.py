"""Chapter 2 of the thesis."""
