r"""PAC-Bayes bounds on a finite class: all samples, all posteriors that matter.

A class of H hypotheses with a prior P, a law D on v letters, losses in [0, 1]. A sample of size m
is known by its counts of letters, whose law is multinomial. Write ``g = L - \hat L`` for the gaps
between risk and empirical risk on a sample, and let ``l = log(m / delta)``.

*Which posteriors matter.* For ``u >= 0`` the arithmetic-geometric mean inequality gives
``sqrt(u / (2 (m-1))) = min_{b > 0} (u / b + b / (8 (m-1)))``. So some Q breaks

    E_Q g <= sqrt((KL(Q || P) + l) / (2 (m-1)))

if and only if for some ``b > 0`` some Q has ``b E_Q g - KL(Q || P) > l + b^2 / (8 (m-1))``. By the
variational formula of Donsker and Varadhan the left side has the greatest value ``log E_P e^{b g}``
and attains it at the Gibbs posterior ``Q_b ~ P e^{b g}``. Hence: some Q breaks the bound if and
only if some ``Q_b`` does, and if and only if

    sup_{b > 0} ( log E_P e^{b g} - b^2 / (8 (m-1)) ) > l.

From ``b = 8 (m-1) max g`` on the difference is not positive, so the supremum is over an interval.
There ``log E_P e^{b g}`` is convex: between two points it lies below its chord, and a chord minus a
parabola has its maximum in closed form. That encloses the supremum.

Shapes: ``prior`` (batch, H), ``data`` (batch, v), ``loss`` (batch, H, v).

Source: mukherjee_2020, theorem 6.1.1 and definition 21.
"""

from itertools import combinations

from array_api_compat import array_namespace

from impl._types import Array

CELLS = 24  # intervals of b on which the supremum is enclosed
CURVE = 12  # points of the Gibbs curve that are tried as posteriors
GRID = 2**12  # their weights are rounded to multiples of 1/GRID


def samples(size: int, letters: int) -> list[tuple[int, ...]]:
    """Return the counts of letters of every sample of m draws, in lexicographic order."""
    if letters == 1:
        return [(size,)]
    return [(n, *rest) for n in range(size + 1) for rest in samples(size - n, letters - 1)]


def sample_law(data: Array, size: int) -> Array:
    """Return the multinomial weights of `samples`, of shape (batch, samples)."""
    xp = array_namespace(data)
    powers = [xp.ones_like(data)]
    for _ in range(size):
        powers.append(powers[-1] * data)
    weights = []
    for counts in samples(size, data.shape[1]):
        weight, left = powers[0][:, 0], size
        for letter, count in enumerate(counts):
            for k in range(min(count, left - count)):  # left over count, in the array's numbers
                weight = weight * (left - k) / (k + 1)
            weight, left = weight * powers[count][:, letter], left - count
        weights.append(weight)
    return xp.stack(weights, axis=1)


def risks(loss: Array, data: Array) -> Array:
    """Return ``L(h) = E_{z ~ D} loss(h, z)``, of shape (batch, H)."""
    xp = array_namespace(loss)
    return xp.sum(loss * data[:, None, :], axis=2)


def empirical_risks(loss: Array, size: int) -> Array:
    r"""Return ``\hat L(h)`` on every sample, of shape (batch, samples, H)."""
    xp = array_namespace(loss)
    means = []
    for counts in samples(size, loss.shape[2]):
        total = 0 * loss[:, :, 0]
        for letter, n in enumerate(counts):
            total = total + n * loss[:, :, letter]
        means.append(total / size)
    return xp.stack(means, axis=1)


def subsets(letters: int) -> list[tuple[int, ...]]:
    """Return the sets of letters that are not empty, by size."""
    return [s for n in range(1, letters + 1) for s in combinations(range(letters), n)]


def subset_law(data: Array, size: int) -> Array:
    """Return the weights of `subsets` as the set of letters drawn, of shape (batch, subsets).

    By inclusion and exclusion: all draws fall into a set with its mass to the power m.
    """
    xp = array_namespace(data)
    inside: dict[tuple[int, ...], Array] = {(): 0 * data[:, 0]}
    for chosen in subsets(data.shape[1]):
        inside[chosen] = sum(data[:, letter] for letter in chosen) ** size
    weights = []
    for chosen in subsets(data.shape[1]):
        parts = [s for n in range(len(chosen) + 1) for s in combinations(chosen, n)]
        exactly = sum((-1) ** (len(chosen) - len(part)) * inside[part] for part in parts)
        weights.append(xp.maximum(exactly, 0 * data[:, 0]))
    return xp.stack(weights, axis=1)


def subset_risks(loss: Array) -> Array:
    r"""Return ``\hat L(h)`` on every one of `subsets`, of shape (batch, subsets, H)."""
    xp = array_namespace(loss)
    sets = subsets(loss.shape[2])
    means = [sum(loss[:, :, letter] for letter in chosen) / len(chosen) for chosen in sets]
    return xp.stack(means, axis=1)


def posteriors(prior: Array, gaps: Array, size: int) -> Array:
    r"""Return the prior, a piece of the Gibbs curve and the point masses on every sample.

    Where there is one hypothesis, the prior is the only law. The curve is taken at
    ``b = 4 (m-1) max(g, 0) j / CURVE`` for j = 1, ..., CURVE: at the posterior that exceeds the
    bound most, if any does, b is at most ``4 (m-1) E_Q g``. Weights on the curve are rounded and
    scaled to add up to 1, so that they are rational and a law exactly, also in balls.

    Args:
        prior: positive weights P, (batch, H).
        gaps: ``L - \hat L``, (batch, samples, H).
        size: the number m of draws.

    Returns:
        Array: posteriors of shape (batch, samples, 1 + CURVE + H, H), or (batch, samples, 1, 1).
    """
    xp = array_namespace(prior)
    top = _greatest_gap(gaps)
    weights = prior[:, None, None, :]
    flat = 0 * gaps[:, :, None, :]
    curve = [weights + flat]
    if prior.shape[1] == 1:
        return curve[0]
    for j in range(1, CURVE + 1):
        slope = (4 * (size - 1) * j * top / CURVE)[:, :, None, None]
        tilted = weights * xp.exp(slope * (gaps[:, :, None, :] - top[:, :, None, None]))
        share = xp.floor(GRID * tilted / xp.sum(tilted, axis=3, keepdims=True) + 0.5)
        curve.append(share / xp.sum(share, axis=3, keepdims=True))
    hypotheses = prior.shape[1]
    eye = xp.eye(hypotheses, dtype=prior.dtype, device=prior.device)
    points = [eye[h, :][None, None, None, :] + flat for h in range(hypotheses)]
    return xp.concat([*curve, *points], axis=2)


def divergence(posterior: Array, prior: Array) -> Array:
    """Return ``KL(Q || P)`` of posteriors (batch, samples, k, H), with ``0 log 0 = 0``."""
    xp = array_namespace(posterior)
    weights = prior[:, None, None, :]
    used = posterior > 0
    ratio = xp.where(used, posterior, weights + 0 * posterior) / weights
    return xp.sum(posterior * xp.log(ratio), axis=3)


def log_moment_bounds(prior: Array, gaps: Array, size: int) -> tuple[Array, Array]:
    """Enclose ``sup_{b > 0} (log E_P e^{b g} - b^2 / (8 (m-1)))`` on every sample.

    Returns:
        tuple: the greatest value at the ends of CELLS intervals, and the greatest of the chords'
        maxima; both of shape (batch, samples).
    """
    xp = array_namespace(prior)
    top = _greatest_gap(gaps)
    width = 8 * (size - 1) * top / CELLS
    scale = 8 * (size - 1)
    lower = upper = log_before = xp.zeros_like(top)
    for j in range(1, CELLS + 1):
        end = j * width
        shifted = xp.exp(end[:, :, None] * (gaps - top[:, :, None]))
        log_after = end * top + xp.log(xp.sum(prior[:, None, :] * shifted, axis=2))
        lower = xp.maximum(lower, log_after - end**2 / scale)
        moving = width > 0
        safe = xp.where(moving, width, xp.ones_like(width))
        slope = xp.where(moving, (log_after - log_before) / safe, xp.zeros_like(width))
        start = (j - 1) * width
        peak = xp.minimum(xp.maximum(slope * scale / 2, start), end)
        chord = log_before + slope * (peak - start) - peak**2 / scale
        upper = xp.maximum(upper, chord)
        log_before = log_after
    return lower, xp.maximum(lower, upper)


def _greatest_gap(gaps: Array) -> Array:
    """Return ``max(g, 0)`` over the class, (batch, samples)."""
    xp = array_namespace(gaps)
    top = xp.max(gaps, axis=2)
    return xp.maximum(top, xp.zeros_like(top))
