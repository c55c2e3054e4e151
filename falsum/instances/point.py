"""A point: a configuration and an exact latent, which name one instance of a family."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from falsum.instances.latents import Floats
from falsum.instances.space import Config

Latent = tuple[Fraction, ...]


def rounded(row: Floats, denominator: int | None) -> Latent:
    """Return a float latent as rationals with at most this denominator (None: exactly)."""
    exact = tuple(Fraction(float(v)) for v in row)
    return exact if denominator is None else coarser(exact, denominator)


def coarser(latent: Latent, denominator: int) -> Latent:
    """Return the nearest rationals with at most this denominator."""
    return tuple(v.limit_denominator(denominator) for v in latent)


def floats(latent: Latent) -> Floats:
    """Return an exact latent as floats, (dimension,)."""
    return np.array([float(v) for v in latent])


@dataclass(frozen=True)
class Point:
    """A configuration and an exact latent, with the floats nearest to it."""

    config: Config
    latent: Latent

    @classmethod
    def of(cls, config: Config, row: Floats, denominator: int | None = None) -> Point:
        """Return the point of a float latent, rounded if a denominator is given."""
        return cls(config, rounded(row, denominator))

    @property
    def floats(self) -> Floats:
        """Return the latent as floats, (dimension,)."""
        return floats(self.latent)

    @property
    def row(self) -> Floats:
        """Return the latent as a batch of floats, (1, dimension)."""
        return self.floats.reshape(1, -1)

    def at(self, latent: Latent) -> Point:
        """Return another latent at the same configuration."""
        return Point(self.config, latent)

    def coarser(self, denominator: int) -> Point:
        """Return the point rounded to rationals with at most this denominator."""
        return self.at(coarser(self.latent, denominator))
