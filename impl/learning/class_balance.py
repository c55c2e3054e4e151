"""How many of m_1 independent labels are positive: the binomial law."""

from array_api_compat import array_namespace

from impl._types import Array


def binomial_law(trials: int, probability: Array) -> tuple[Array, Array]:
    """Return the counts 0, ..., N and their weights, both of shape (batch, N + 1).

    The weights are ``C(N, k) p^k (1 - p)^(N - k)`` with powers built one factor at a time, so that
    balls keep them exact for rational p.

    Args:
        trials: the number N of independent trials, at least 0.
        probability: the probability p of a success, in [0, 1], (batch,).
    """
    xp = array_namespace(probability)
    one = xp.ones_like(probability)
    up, down, ways = [one], [one], [one]
    for k in range(trials):
        up.append(up[-1] * probability)
        down.append(down[-1] * (1 - probability))
        ways.append(ways[-1] * (trials - k) / (k + 1))
    counts = xp.stack([k * one for k in range(trials + 1)], axis=1)
    weights = [ways[k] * up[k] * down[trials - k] for k in range(trials + 1)]
    return counts, xp.stack(weights, axis=1)
