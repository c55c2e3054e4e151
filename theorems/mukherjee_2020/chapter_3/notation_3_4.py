"""Symbols and hypotheses of section 3.4: noise assisted gradient descent on a ReLU gate."""

from typing import Any

from falsum import (
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Symbol,
    granted,
    hypothesis,
    index,
    measured,
    naturals,
    nonnegative,
    parameter,
    positive,
    proviso,
    sqrt,
    unit,
)

from .notation import n as n

length = unit("length")


def shown(name: str, formula: str, dimension: Any, *axes: Symbol, says: str) -> Symbol:
    """Return a measured quantity that is shown as the formula that says what it is."""
    return measured(name, formula, indices=axes, dimension=dimension, says=says)


THEOREM, ALGORITHM = "Theorem 3.4.1", "Algorithm 3"
i_max = parameter(
    "i_max",
    "number of steps",
    domain=naturals,
    latex=r"i_{\max}",
    dimension=0,
    place=THEOREM,
)
eta = parameter(
    "eta",
    "step length",
    domain=positive,
    latex=r"\eta",
    dimension=length**2,
    place="Theorem 3.4.1 and Lemma 3.4.3",
)
C = parameter(
    "C", "greatest norm of an input", domain=positive, dimension=length**-1, place=THEOREM
)
S1 = parameter(
    "S1",
    "bound on the first noise",
    domain=positive,
    latex="S_1",
    dimension=length**-1,
    place=THEOREM,
)
C_L = parameter(
    "C_L",
    "radius at which the second noise is clipped",
    domain=positive,
    dimension=0,
    place=THEOREM,
)
r = parameter(
    "r", "radius of the ball", domain=positive, latex="r_*", dimension=length, place=THEOREM
)
lam = parameter(
    "lam",
    "level of the tail bound",
    domain=positive,
    latex=r"\lambda",
    dimension=length**2,
    place=THEOREM,
)
start_distance = parameter(
    "start_distance",
    "distance from the start to the target",
    domain=nonnegative,
    latex=r"\|w_0 - w_*\|",
    dimension=length,
    place=THEOREM,
)
tail = parameter(
    "tail",
    "probability of a large second noise",
    latex=r"P[\|\xi_2\| > C_L]",
    dimension=0,
    place=THEOREM,
)
outcomes = parameter("outcomes", "number of outcomes of the noise", domain=naturals, dimension=0)
j = index("j", 1, outcomes)
gradient_norm = shown(
    "gradient_norm", r"\|g_t\|", length**-1, says="norm of the gradient at iterate t"
)
label_error = measured(
    "label_error", r"\max_i |y_i - \max\{0, w_*^T x_i\}|", latex=r"\max_i |e_i|", dimension=0
)
first_size = measured(
    "first_size",
    r"\max \|\zeta_1\| \text{ over outcomes}",
    latex=r"\max \|\zeta_1\|",
    dimension=length**-1,
)
second_square = shown(
    "second_square", r"E[\|\zeta_2\|^2]", 0, says="second moment of the norm of the second noise"
)
clipped_bias = shown(
    "clipped_bias", r"\|E[\zeta_2']\|", 0, says="norm of the mean of the clipped noise"
)
coupling = measured(
    "coupling",
    r"E[\langle \zeta_1, \zeta_2' \rangle]",
    latex=r"E[\langle \zeta_1, \zeta_2'\rangle]",
    dimension=length**-1,
    says="mean inner product of the noise of the gradient and the clipped noise",
)
realisable = hypothesis("the labels are realisable", Le(label_error, 0), place=ALGORITHM)
bounded_first = hypothesis("zeta_1 is at most S_1", Le(first_size, S1), place=THEOREM)
moderate_second = hypothesis(
    "zeta_2 has a second moment below n", Lt(second_square, n), place=THEOREM
)
centred = granted(
    "the noise is centred", r"E[\zeta_1] = 0, E[\zeta_2] = 0", place="Algorithm 3, lines 5 and 6"
)
small_clip = hypothesis("C_L is less than sqrt(n)", Lt(C_L, sqrt(n)), place=THEOREM)
small_step = hypothesis("eta is small enough", Lt(eta, 1 / (C**2 * sqrt(2 * i_max))), place=THEOREM)
drift = 2 * eta**2 * (C**4 * r**2 + S1**2) + eta * n
large_radius = hypothesis(
    "r_* is large enough", Ge(r**2, lam + start_distance**2 + i_max * drift), place=THEOREM
)
clipped_centred = hypothesis("the clipped noise is centred", Eq(clipped_bias, 0))
uncoupled = hypothesis("zeta_1 does not oppose the clipped noise", Ge(coupling, 0))
elsewhere = proviso("w_0 is not the target", Gt(start_distance, 0))


def width(square_in_gradient: Any = None) -> Any:
    """Return the k of the theorem; the proof's text prints r_*^2 for one r_* in it."""
    pull = C**2 * (r if square_in_gradient is None else square_in_gradient)
    return 2 * sqrt(eta) * C_L * (r + eta * (pull + S1)) + eta * (
        2 * S1 * r + n + 2 * C**2 * r**2 + 2 * eta * (C**4 * r**2 + S1**2)
    )


k = width()
SETTING = [realisable, bounded_first, moderate_second, centred, small_clip]
