"""Claims of the supplement of Brutzkus and Globerson on max-pooling networks."""
