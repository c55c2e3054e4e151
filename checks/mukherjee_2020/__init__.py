"""Checks of mukherjee_2020."""
