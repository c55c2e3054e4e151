"""Statements that are false by their structure rather than by a constant."""
FALSE = []
