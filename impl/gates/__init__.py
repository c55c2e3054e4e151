"""One gate with a piecewise linear activation, and the algorithms that learn it."""
