"""The measurement of claims whose symbols are all parameters."""

from typing import Any


def nothing() -> dict[Any, Any]:
    """Measure nothing: both sides are compared as they stand."""
    return {}
