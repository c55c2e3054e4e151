"""Claims of the summary slides of Arora et al. on overparameterised two-layer networks."""
