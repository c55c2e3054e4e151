"""Families that several checks share."""
