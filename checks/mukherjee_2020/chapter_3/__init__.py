"""Chapter 3 of the thesis."""
