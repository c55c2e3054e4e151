"""Scalar functions enclosed on boxes: intervals, tapes, derivatives, integrals, series."""

from falsum.enclosure import running as running
