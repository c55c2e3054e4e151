"""Checks of brutzkus_globerson_2021."""
