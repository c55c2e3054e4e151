"""Checks of chatterji_long_bartlett_2021."""
