"""Checks of arora_2019."""
