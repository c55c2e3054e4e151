"""Working precision, the exactness limit and the rational-only mode, all scoped.

python-flint keeps its precision in one process-global variable, which only `precision` touches.
Run parallel work in processes, never in threads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flint import ctx

DEFAULT_PRECISION = 128
DEFAULT_EXACT_BITS = 1024


class Undecided(Exception):
    """A yes or no was asked of a relation that the enclosures don't decide."""


class NotRational(Exception):
    """An exact rational value was asked for and the result isn't one."""


class InexactNumber(TypeError):
    """A number that may have been rounded was about to enter the balls, or a ball to be rounded.

    The message is one line that says what to write instead.
    """


@dataclass(slots=True)
class Settings:
    """Hold the scoped settings that flint itself doesn't know."""

    exact_bits: int = DEFAULT_EXACT_BITS
    rational_only: bool = False


settings = Settings()


@contextmanager
def precision(bits: int | None = None, *, exact_bits: int | None = None) -> Iterator[None]:
    """Run a block at a working precision of `bits` bits and restore the old one afterwards.

    Args:
        bits: precision of balls, at least 2; None keeps the current one.
        exact_bits: largest numerator or denominator, in bits, that arithmetic on points keeps
            exact; a longer result becomes a ball. None keeps the current limit.

    Raises:
        ValueError: a number of bits is too small.
    """
    if bits is not None and bits < 2:
        raise ValueError(f"precision(bits={bits!r}): give at least 2 bits")
    if exact_bits is not None and exact_bits < 1:
        raise ValueError(f"precision(exact_bits={exact_bits!r}): give at least 1 bit")
    before = (ctx.prec, settings.exact_bits)
    try:
        ctx.prec = before[0] if bits is None else bits
        settings.exact_bits = before[1] if exact_bits is None else exact_bits
        yield
    finally:
        ctx.prec, settings.exact_bits = before


@contextmanager
def rational_only() -> Iterator[None]:
    """Run a block in which every operation must give rational points.

    Raises:
        NotRational: an operation inside the block left the rationals.
    """
    before = settings.rational_only
    settings.rational_only = True
    try:
        yield
    finally:
        settings.rational_only = before
