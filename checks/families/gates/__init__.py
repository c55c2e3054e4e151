"""One gate, its samples, and the noise on its labels."""
