"""The record of a rate that no constant serves: what grows, and how both sides go with it."""

from __future__ import annotations

from typing import Annotated

import msgspec

from falsum.records.instance import Short

MOST_SIZES = 8  # at which a closed form is compared with the measurement
Few = msgspec.Meta(max_length=MOST_SIZES)


class Growth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why no hidden constant serves an instance as ``over`` grows and all else is held fixed.

    ``bounded`` and ``bound`` are the orders of both sides, such as 1 and T^(-1).  They follow from
    what is ``given`` for measured symbols, which was compared with the measurement at ``sizes``.
    ``constant`` is one that serves the least of these and fails at the instance shown.
    """

    over: Short
    sizes: Annotated[list[int], Few]
    constant: Short
    given: Annotated[list[Short], Few]
    bounded: Short
    bound: Short

    @property
    def compared(self) -> str:
        """Say at which sizes the closed form was compared."""
        return f"compared at {self.over} = {', '.join(map(str, self.sizes))}"

    @property
    def words(self) -> str:
        """Say what grows how, and on which condition."""
        orders = f"the bounded side goes like {self.bounded}, the bound like {self.bound}"
        taken = f", where {' and '.join(self.given)} as the check states" if self.given else ""
        return f"no constant serves: {orders}{taken} ({self.compared})"
