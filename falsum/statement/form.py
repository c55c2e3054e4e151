"""Forms: what a claim is to the text that it belongs to."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What a claim is: only a printed form fails "as printed"."""

    PRINTED = "printed"  # a numbered statement, as its document prints it
    STEP = "step"  # a display or a sentence of a proof
    READING = "reading"  # one that a competent reader could hold
    SHADOW = "shadow"  # the finite content of an asymptotic statement, or a consequence
    CORRECTED = "corrected"  # the smallest change after which it stands
    REPAIR = "repair"  # a change on trial, which is nobody's reading


def form_of(last: str) -> Form:
    """Return the form that the last part of an id names."""
    first = last.split("_", 1)[0]
    return Form(first) if first in (Form.READING, Form.CORRECTED, Form.REPAIR) else Form.PRINTED
