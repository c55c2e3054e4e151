"""Statements that are false by their structure: a hypothesis lost, a wrong power, a strict sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from falsum import (
    Check,
    Claim,
    Eq,
    Family,
    Ge,
    Hypothesis,
    Le,
    Lt,
    Rational,
    Source,
    Sum,
    always,
    binomial,
    factorial,
    log,
    pi,
    sin,
    sqrt,
)

from . import counting, families, geometry, laws, matrix_forms, means, norms, optimisation, scalars
from . import polynomials as poly
from .arrays import greatest, product, root, total
from .entry import bind, quantity

signed_product = quantity("signed_product", r"\prod_i x_i", lambda v: product(v.x))
roots_x = quantity("roots_x", r"\sum_i \sqrt{x_i}", lambda v: total(root(v.x)))
roots_y = quantity("roots_y", r"\sum_i \sqrt{y_i}", lambda v: total(root(v.y)))
roots_sum = quantity("roots_sum", r"\sum_i \sqrt{x_i + y_i}", lambda v: total(root(v.x + v.y)))
max_a = quantity("max_a", r"\max |a_{ij}|", lambda m: greatest(greatest(abs(m.a))))
max_b = quantity("max_b", r"\max |b_{ij}|", lambda m: greatest(greatest(abs(m.b))))
max_ab = quantity("max_ab", r"\max |(AB)_{ij}|", lambda m: greatest(greatest(abs(m.a @ m.b))))

n, k, x, y, s = counting.n, counting.k, scalars.x, scalars.y, scalars.s
d, t, angle = means.d, scalars.t, scalars.angle


def false(
    name: str, title: str, family: Family, relation: Any, hypotheses: Sequence[Hypothesis] = ()
) -> Check:
    """Return the check of a statement that some instance of the family breaks."""
    claim = Claim(
        id=f"false.{name}",
        title=title,
        source=Source("false", title),
        quantifier=always,
        hypotheses=hypotheses,
        conclusion=relation,
    )
    return bind(claim, family)


SWAPPED = [
    false("norms", "l1 norm below l2 norm", families.vectors, Le(norms.l1, norms.l2)),
    false(
        "rearrangement",
        "opposite orders give the largest sum",
        families.positive_pairs,
        Le(means.inner, means.opposite),
    ),
    false(
        "lyapunov",
        "Lyapunov's inequality, reversed",
        families.positive_vectors,
        Ge(means.s2**2, means.s1 * means.s3),
    ),
    false(
        "weyl",
        "Weyl's inequality, reversed",
        families.definite_pairs,
        Le(matrix_forms.low_sum, matrix_forms.low_a + matrix_forms.low_b),
    ),
    false(
        "oppenheim",
        "Oppenheim's inequality, reversed",
        families.definite_pairs,
        Le(matrix_forms.det_entrywise, matrix_forms.det_a * matrix_forms.diagonal_b),
    ),
    false(
        "hellinger",
        "total variation below Hellinger distance",
        families.two_laws,
        Le(laws.variation, 1 - laws.overlap),
    ),
    false(
        "jensen",
        "Jensen's inequality, reversed",
        families.positive_laws,
        Ge(laws.log_mean, log(laws.mean)),
    ),
    false(
        "medians",
        "medians below three quarters of the perimeter",
        families.triangles,
        Le(geometry.median_sum, 3 * geometry.s / 2),
    ),
]
WRONG_POWER = [
    false(
        "norm_exponent",
        "cube root instead of square root",
        families.vectors,
        Le(norms.l2, d ** Rational(1, 3) * norms.linf),
    ),
    false(
        "cauchy_schwarz_scale",
        "Cauchy-Schwarz without the square",
        families.pairs,
        Le(means.inner, means.s2 * means.t2),
    ),
    false(
        "squared_triangle",
        "the triangle inequality for squares",
        families.pairs,
        Le(norms.gap**2, norms.l2**2 + norms.y2**2),
    ),
    false(
        "holder_exponents",
        "Hölder with exponents 3 and 2",
        families.positive_pairs,
        Le(norms.inner, norms.l3_cubed ** Rational(1, 3) * norms.y2),
    ),
    false(
        "minkowski_half",
        "Minkowski below exponent one",
        families.positive_pairs,
        Le(roots_sum**2, roots_x**2 + roots_y**2),
    ),
    false(
        "young_exponents",
        "Young with exponents 3 and 2",
        families.positive_number_pairs,
        Le(x * y, x**3 / 3 + y**2 / 2),
    ),
    false(
        "pinsker_linear",
        "Pinsker without the square",
        families.two_full_laws,
        Le(laws.variation, laws.divergence / 2),
    ),
    false(
        "markov_brothers_linear",
        "Markov's inequality with n for n^2",
        poly.polynomials,
        Le(poly.slope, poly.n * poly.height),
    ),
    false(
        "log_taylor",
        "Taylor's polynomial on the wrong side",
        families.positive_numbers,
        Le(log(1 + x), x - x**2 / 2),
    ),
    false(
        "sine_taylor",
        "sine above its Taylor polynomial with 7 for 6",
        families.turns,
        Ge(sin(angle), angle - angle**3 / 7),
    ),
]
STRICT = [
    false(
        "strict_cauchy_schwarz",
        "strict Cauchy-Schwarz",
        families.pairs,
        Lt(means.inner**2, means.s2 * means.t2),
    ),
    false(
        "strict_means",
        "strict inequality of means",
        families.vectors,
        Lt(means.s1**2, d * means.s2),
    ),
    false(
        "strict_popoviciu",
        "strict bound of the variance",
        families.laws,
        Lt(laws.variance, (laws.top - laws.bottom) ** 2 / 4),
    ),
    false(
        "strict_central_binomial",
        "strict bound at n = 1",
        families.counts,
        Lt(2 * binomial(2 * n, n), 4**n),
    ),
    false(
        "strict_descent",
        "strict decrease by a gradient step",
        optimisation.huber_functions,
        Lt(optimisation.stepped, optimisation.start),
    ),
]
LOST_HYPOTHESIS = [
    false(
        "am_gm_signed",
        "geometric mean of signed numbers",
        families.vectors,
        Le(d**d * signed_product, means.s1**d),
    ),
    false(
        "chebyshev_unsorted",
        "Chebyshev's sum inequality, unsorted",
        families.positive_pairs,
        Ge(d * means.inner, means.s1 * means.t1),
    ),
    false(
        "bernoulli_small_exponent",
        "Bernoulli with an exponent below 1",
        families.numbers_and_fractions,
        Ge((1 + x) ** s, 1 + s * x),
    ),
    false(
        "markov_signed",
        "Markov's inequality for signed values",
        families.laws,
        Le(laws.above * laws.threshold, laws.mean),
    ),
    false(
        "cantelli_below",
        "Cantelli below the mean",
        families.laws,
        Le(laws.above * (laws.variance + laws.distance**2), laws.variance),
    ),
    false(
        "hadamard_indefinite",
        "determinant by diagonal, indefinite",
        families.matrices,
        Le(matrix_forms.det_a, matrix_forms.diagonal_a),
    ),
    false(
        "jordan_half_turn",
        "Jordan's inequality up to a half turn",
        families.turns,
        Ge(sin(pi * t), 2 * t),
    ),
]
WRONG_COUNT = [
    false(
        "descent_index",
        "gradient descent with one step too many",
        optimisation.huber_functions,
        Le(
            optimisation.final,
            optimisation.L * optimisation.radius**2 / (4 * (optimisation.N + 1) + 2),
        ),
    ),
    false("powers_of_two", "n^2 below 2^n", families.counts, Le(n**2, 2**n)),
    false("factorial_growth", "2^n below n!", families.counts, Le(2**n, factorial(n))),
    false(
        "last_binomial",
        "a sum of binomials by its last term",
        families.count_pairs,
        Le(Sum(binomial(n, counting.j), counting.j), 2 * binomial(n, k)),
    ),
    false(
        "samuelson_index",
        "Samuelson with d - 2",
        families.vectors,
        Le(means.largest, (d - 2) * (d * means.s2 - means.s1**2)),
    ),
]
WRONG_IDENTITY = [
    false(
        "trace_order",
        "trace of a product in another order",
        families.matrix_pairs,
        Eq(matrix_forms.trace_abab, matrix_forms.trace_aabb),
    ),
    false(
        "additive_determinant",
        "determinant of a sum",
        families.matrix_pairs,
        Eq(matrix_forms.det_sum, matrix_forms.det_a + matrix_forms.det_b),
    ),
    false(
        "largest_entry_product",
        "largest entry of a product",
        families.matrix_pairs,
        Le(max_ab, max_a * max_b),
    ),
    false(
        "deviation_is_spread",
        "mean deviation equals standard deviation",
        families.laws,
        Eq(laws.deviation, sqrt(laws.variance)),
    ),
]

FALSE = [*SWAPPED, *WRONG_POWER, *STRICT, *LOST_HYPOTHESIS, *WRONG_COUNT, *WRONG_IDENTITY]
