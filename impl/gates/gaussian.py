"""The tail of the norm of an isotropic Gaussian vector, in closed form.

For n independent components of variance sigma^2 and ``u = r^2 / (2 sigma^2)``, repeated integration
by parts of the chi density gives ``P[|X| > r] = Q_n(u)`` with ``Q_2(u) = e^(-u)``,
``Q_1(u) = 1 - erf(sqrt(u))`` and ``Q_{n+2}(u) = Q_n(u) + u^(n/2) e^(-u) / Gamma(n/2 + 1)``.
"""

from array_api_compat import array_namespace

from impl._types import Array


def norm_tail(u: Array, n: int) -> Array:
    """Return ``P[|X| > r]`` for ``u = r^2 / (2 sigma^2) > 0``, ``(batch,)``, in n dimensions.

    Raises:
        ValueError: n is less than 1.
    """
    if n < 1:
        raise ValueError(f"n is {n}; a vector has at least 1 component")
    xp = array_namespace(u)
    tail = xp.exp(-u) if n % 2 == 0 else 1 - xp.erf(xp.sqrt(u))
    term = _first_term(u, n)  # u^(k/2) e^(-u) / Gamma(k/2 + 1) at the k from which a step starts
    for k in range(2 - n % 2, n, 2):
        tail = tail + term
        term = term * u * 2 / (k + 2)
    return tail


def _first_term(u: Array, n: int) -> Array:
    xp = array_namespace(u)
    if n % 2 == 0:
        return u * xp.exp(-u)
    root_pi = xp.sqrt(xp.pi + 0 * u)
    return 2 * xp.sqrt(u) * xp.exp(-u) / root_pi
