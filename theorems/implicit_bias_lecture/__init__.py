"""Claims of a lecture on ReLU network optimisation and implicit bias."""
