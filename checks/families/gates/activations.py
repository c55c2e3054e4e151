"""Piecewise linear activations: non-decreasing, with slopes of at most L."""

from typing import Any

from falsum.maps import unit
from impl.gates.relu_gate import Activation


def slopes(z: Any, L: Any, xp: Any) -> tuple[Any, Any]:
    """Return two slopes between 0 and L, one of them L: (left, right)."""
    other = L * xp.minimum(xp.abs(z), xp.ones_like(z))
    return xp.where(z >= 0, other, L), xp.where(z >= 0, L, other)


def activation(config: Any, z: Any, L: Any, scale: Any, xp: Any) -> Activation:
    """Return an activation with slopes of at most L; of up to two kinks the first is at 0."""
    left, right = slopes(z.slope, L, xp)
    if config.kinks == 0:
        return Activation(left, left, z.offset)
    if config.kinks == 1:
        return Activation(left, right, z.offset)
    third = L * xp.minimum(xp.abs(z.beyond), xp.ones_like(L))
    return Activation(left, right, z.offset, kink=scale * unit(z.kink, xp), beyond=third)


def activation_latent(config: Any) -> dict[str, tuple[int, ...]]:
    """Return the latents of `activation`."""
    second = ("kink", "beyond") if config.kinks == 2 else ()
    return dict.fromkeys(("slope", "offset", *second), ())
