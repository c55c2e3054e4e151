"""Chance: exact finite laws, certified tails, sequential tests, rare events, rates, streams.

Pure functions and frozen records.  Nothing here knows of claims; the audit decides what is drawn.
"""
