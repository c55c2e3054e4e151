"""Random processes whose laws are exact."""
