"""Faults of a user's own code: what a decoder or a measurement did that cannot be audited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E", bound=Exception)


class MeasurementError(Exception):
    """Raise when a decoder or a measurement cannot be used.

    The message is one line that says what was wrong, what was got and what to write instead.
    """


def blame(error: E, function: Callable[..., Any]) -> E:
    """Return an error that is the fault of another function than the measurement."""
    error.__dict__["blamed"] = function
    return error
