"""Chapter 6 of the thesis."""
