"""Chapter 5 of the thesis."""
