"""Noise assisted gradient descent on a ReLU gate."""
