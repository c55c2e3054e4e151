"""Outcomes of a finite law drawn by uniform numbers."""

from array_api_compat import array_namespace

from impl._types import Array


def drawn(weights: Array, uniforms: Array) -> Array:
    """Return the one-hot rows of the outcomes drawn, ``(batch, trials, steps, m)``.

    Outcome k is drawn where the uniform number lies between the weights of the outcomes before k,
    added up, and these with k; the last outcome takes what is left.

    Args:
        weights: probabilities, ``(batch, m)``.
        uniforms: numbers of [0, 1), ``(batch or 1, trials, steps)``.
    """
    xp = array_namespace(weights)
    batch, m = weights.shape
    totals = [weights[:, 0]]
    for k in range(1, m):
        totals.append(totals[-1] + weights[:, k])
    edges = xp.stack([*totals[:-1], totals[0] * 0 + 2], axis=1)
    one = xp.ones_like(edges[:1, :1])
    below = xp.expand_dims(uniforms, axis=-1) < xp.reshape(edges, (batch, 1, 1, m))
    reached = xp.where(below, one, 0 * one)
    return xp.concat([reached[..., :1], reached[..., 1:] - reached[..., :-1]], axis=-1)
