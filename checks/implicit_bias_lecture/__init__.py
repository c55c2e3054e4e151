"""Checks of implicit_bias_lecture."""
