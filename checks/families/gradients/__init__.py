"""Gradients and replies of oracles without a run that produced them."""
