"""Scalar functions enclosed on boxes: intervals, tapes, derivatives, integrals, series."""
