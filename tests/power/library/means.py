"""Means, sums of products, and what convexity says of them."""

import sympy

from falsum import Ge, Le, Rational, exp, naturals, parameter, sqrt

from .arrays import (
    ascending,
    dot,
    exponential,
    greatest,
    hilbert_form,
    logarithm,
    product,
    ranks,
    running,
    smallest,
    total,
    turned,
)
from .entry import Reach, Side, entry, quantity
from .families import (
    ascending_pairs,
    pairs,
    positive_number_pairs,
    positive_pairs,
    positive_triples,
    positive_vectors,
    triples,
    two_numbers,
    vectors,
)

d = parameter("d", "number of terms", domain=naturals)
a = parameter("x", "a positive number", latex="a")
b = parameter("y", "a positive number", latex="b")

s1 = quantity("s1", r"\sum_i x_i", lambda v: total(v.x))
s2 = quantity("s2", r"\sum_i x_i^2", lambda v: total(v.x**2))
s3 = quantity("s3", r"\sum_i x_i^3", lambda v: total(v.x**3))
s4 = quantity("s4", r"\sum_i x_i^4", lambda v: total(v.x**4))
t1 = quantity("t1", r"\sum_i y_i", lambda v: total(v.y))
t2 = quantity("t2", r"\sum_i y_i^2", lambda v: total(v.y**2))
log_sum = quantity("log_sum", r"\sum_i \log x_i", lambda v: total(logarithm(v.x)))
inverses = quantity("inverses", r"\sum_i 1/x_i", lambda v: total(1 / v.x))
inner = quantity("inner", r"\sum_i x_i y_i", lambda v: dot(v.x, v.y))
ratios = quantity("ratios", r"\sum_i x_i^2 / y_i", lambda v: total(v.x**2 / v.y))
parallel = quantity(
    "parallel", r"\sum_i x_i y_i / (x_i + y_i)", lambda v: total(v.x * v.y / (v.x + v.y))
)
opposite = quantity(
    "opposite",
    r"\sum_i x_{(i)} y_{(d+1-i)}",
    lambda v: -dot(ascending(v.x), ascending(-v.y)),
)
spread_x = quantity("spread_x", r"\max_i x_i / \min_i x_i", lambda v: greatest(v.x) / smallest(v.x))
spread_y = quantity("spread_y", r"\max_i y_i / \min_i y_i", lambda v: greatest(v.y) / smallest(v.y))
range_x = quantity("range_x", r"\max_i x_i - \min_i x_i", lambda v: greatest(v.x) - smallest(v.x))
range_y = quantity("range_y", r"\max_i y_i - \min_i y_i", lambda v: greatest(v.y) - smallest(v.y))
largest = quantity(
    "largest",
    r"\max_i (d x_i - \sum_j x_j)^2",
    lambda v: greatest((v.d * v.x - total(v.x)[:, None]) ** 2),
)
x_by_z = quantity("x_by_z", r"\langle x, z \rangle", lambda v: dot(v.x, v.z))
y_by_z = quantity("y_by_z", r"\langle y, z \rangle", lambda v: dot(v.y, v.z))
z2 = quantity("z2", r"\|z\|^2", lambda v: dot(v.z, v.z))
averages = quantity(
    "averages",
    r"\sum_k (x_1 + \dots + x_k)^2 / k^2",
    lambda v: total((running(v.x) / ranks(v.x)) ** 2),
)
geometric = quantity(
    "geometric",
    r"\sum_k (x_1 \cdots x_k)^{1/k}",
    lambda v: total(exponential(running(logarithm(v.x)) / ranks(v.x))),
)
hilbert = quantity("hilbert", r"\sum_{i,j} x_i x_j / (i + j - 1)", lambda v: hilbert_form(v.x))
e2 = quantity("e2", r"\sum_{i < j} x_i x_j", lambda v: (total(v.x) ** 2 - total(v.x**2)) / 2)
e3 = quantity("e3", r"x_1 x_2 x_3", lambda v: product(v.x))
mixed = quantity(
    "mixed", r"\sum_{i \neq j} x_i^2 x_j", lambda v: total(v.x**2) * total(v.x) - total(v.x**3)
)
nesbitt = quantity(
    "nesbitt", r"\sum_i x_i / (s - x_i)", lambda v: total(v.x / (total(v.x)[:, None] - v.x))
)
shapiro = quantity(
    "shapiro",
    r"\sum_i x_i / (x_{i+1} + x_{i+2})",
    lambda v: total(v.x / (turned(v.x, 1) + turned(v.x, 2))),
)
cyclic_cubes = quantity(
    "cyclic_cubes", r"\sum_i x_i^3 x_{i+1}", lambda v: total(v.x**3 * turned(v.x, 1))
)

half = Rational(1, 2)
mean = s1 / d

ENTRIES = [
    entry(
        "am_gm",
        "arithmetic and geometric mean",
        positive_vectors,
        lambda c: Le(exp(log_sum / d), c * mean),
        best=1,
        at="equal numbers",
    ),
    entry(
        "gm_hm",
        "geometric and harmonic mean",
        positive_vectors,
        lambda c: Le(d / inverses, c * exp(log_sum / d)),
        best=1,
        at="equal numbers",
    ),
    entry(
        "am_hm",
        "arithmetic and harmonic mean",
        positive_vectors,
        lambda c: Ge(s1 * inverses, c * d**2),
        best=1,
        at="equal numbers",
        side=Side.GREATEST,
    ),
    entry(
        "am_qm",
        "arithmetic and quadratic mean",
        vectors,
        lambda c: Le(mean, c * sqrt(s2 / d)),
        best=1,
        at="equal numbers",
    ),
    entry(
        "power_means_2_3",
        "power means of order 2 and 3",
        positive_vectors,
        lambda c: Le(sqrt(s2 / d), c * (s3 / d) ** Rational(1, 3)),
        best=1,
        at="equal numbers",
    ),
    entry(
        "power_means_2_4",
        "power means of order 2 and 4",
        vectors,
        lambda c: Le(s2**2, c * d * s4),
        best=1,
        at="equal sizes",
    ),
    entry(
        "logarithmic_convexity",
        "Lyapunov's inequality of the second moment",
        positive_vectors,
        lambda c: Le(s2**2, c * s1 * s3),
        best=1,
        at="equal numbers",
    ),
    entry(
        "young_3",
        "Young's inequality with exponents 3 and 3/2",
        positive_number_pairs,
        lambda c: Le(a * b, c * (a**3 / 3 + b ** Rational(3, 2) * Rational(2, 3))),
        best=1,
        at="b = a^2",
    ),
    entry(
        "young_scaled",
        "Young's inequality with a free factor",
        positive_number_pairs,
        lambda c: Le(a, a**2 * b + c / b),
        best=Rational(1, 4),
        at="2 a b = 1",
    ),
    entry(
        "cauchy_schwarz",
        "the Cauchy-Schwarz inequality",
        pairs,
        lambda c: Le(inner**2, c * s2 * t2),
        best=1,
        at="proportional vectors",
    ),
    entry(
        "buzano",
        "Buzano's inequality",
        triples,
        lambda c: Le(x_by_z * y_by_z, c * (sqrt(s2) * sqrt(t2) + inner) * z2),
        best=half,
        at="z along the bisector",
    ),
    entry(
        "titu",
        "Bergström's inequality",
        positive_pairs,
        lambda c: Ge(ratios * t1, c * s1**2),
        best=1,
        at="proportional vectors",
        side=Side.GREATEST,
    ),
    entry(
        "milne",
        "Milne's inequality",
        positive_pairs,
        lambda c: Le((s1 + t1) * parallel, c * s1 * t1),
        best=1,
        at="proportional vectors",
    ),
    entry(
        "polya_szego",
        "Pólya and Szegő's reverse of Cauchy-Schwarz",
        positive_pairs,
        lambda c: Le(s2 * t2, c * (spread_x * spread_y + 2 + 1 / (spread_x * spread_y)) * inner**2),
        best=Rational(1, 4),
        at="d = 2 and y proportional to x reversed",
    ),
    entry(
        "schweitzer",
        "Schweitzer's reverse of the harmonic mean",
        positive_vectors,
        lambda c: Le(s1 * inverses, c * d**2 * (spread_x + 2 + 1 / spread_x)),
        best=Rational(1, 4),
        at="half of the numbers at each end",
    ),
    entry(
        "gruess",
        "Grüss's inequality for two sequences",
        pairs,
        lambda c: Le(d * inner - s1 * t1, c * d**2 * range_x * range_y),
        best=Rational(1, 4),
        at="half of each sequence at each end",
    ),
    entry(
        "samuelson",
        "Samuelson: how far one entry lies from the mean",
        vectors,
        lambda c: Le(largest, c * (d - 1) * (d * s2 - s1**2)),
        best=1,
        at="all others equal",
    ),
    entry(
        "nagy",
        "von Szőkefalvi Nagy: variance by the range",
        vectors,
        lambda c: Ge(d * s2 - s1**2, c * d * range_x**2),
        best=half,
        at="all others in the middle",
        side=Side.GREATEST,
    ),
    entry(
        "chebyshev_sum",
        "Chebyshev's sum inequality",
        ascending_pairs,
        lambda c: Ge(d * inner, c * s1 * t1),
        best=1,
        at="one sequence constant",
        side=Side.GREATEST,
    ),
    entry(
        "rearrangement",
        "the rearrangement inequality",
        positive_pairs,
        lambda c: Ge(inner, c * opposite),
        best=1,
        at="oppositely ordered",
        side=Side.GREATEST,
    ),
    entry(
        "nesbitt",
        "Nesbitt's inequality",
        positive_triples,
        lambda c: Ge(nesbitt, c),
        best=Rational(3, 2),
        at="equal numbers",
        side=Side.GREATEST,
    ),
    entry(
        "shapiro",
        "Shapiro's cyclic inequality",
        positive_vectors,
        lambda c: Ge(shapiro, c * d),
        best=half,
        at="equal numbers",
        side=Side.GREATEST,
    ),
    entry(
        "schur_degree_1",
        "Schur's inequality",
        positive_triples,
        lambda c: Ge(s3 + c * e3, mixed),
        best=3,
        at="equal numbers",
    ),
    entry(
        "muirhead",
        "Muirhead's inequality for (4, 0, 0) and (2, 1, 1)",
        positive_triples,
        lambda c: Ge(s4, c * e3 * s1),
        best=1,
        at="equal numbers",
        side=Side.GREATEST,
    ),
    entry(
        "maclaurin",
        "Maclaurin's inequality for pairs",
        vectors,
        lambda c: Le(2 * d * e2, c * (d - 1) * s1**2),
        best=1,
        at="equal numbers",
    ),
    entry(
        "newton",
        "Newton's inequality",
        positive_triples,
        lambda c: Ge(e2**2, c * s1 * e3),
        best=3,
        at="equal numbers",
        side=Side.GREATEST,
    ),
    entry(
        "vasc",
        "Cîrtoaje's cyclic inequality",
        positive_triples,
        lambda c: Ge(s2**2, c * cyclic_cubes),
        best=3,
        at="equal numbers",
        side=Side.GREATEST,
    ),
    entry(
        "motzkin",
        "positivity of Motzkin's polynomial",
        positive_number_pairs,
        lambda c: Ge(a**4 * b**2 + a**2 * b**4 + 1, c * a**2 * b**2),
        best=3,
        at="a = b = 1",
        side=Side.GREATEST,
    ),
    entry(
        "hardy",
        "Hardy's inequality for finite sums",
        positive_vectors,
        lambda c: Le(averages, c * s2),
        best=4,
        at="ever longer sequences",
        reach=Reach.LIMIT,
    ),
    entry(
        "carleman",
        "Carleman's inequality for finite sums",
        positive_vectors,
        lambda c: Le(geometric, c * s1),
        best=sympy.E,
        at="ever longer sequences",
        reach=Reach.LIMIT,
    ),
    entry(
        "hilbert",
        "Hilbert's inequality for finite sums",
        vectors,
        lambda c: Le(hilbert, c * s2),
        best=sympy.pi,
        at="ever longer sequences",
        reach=Reach.LIMIT,
    ),
    entry(
        "hardy_two_terms",
        "Hardy's inequality for two terms",
        two_numbers,
        lambda c: Le(averages, c * s2),
        best=(3 + sympy.sqrt(5)) / 4,
        at="an eigenvector",
    ),
    entry(
        "hilbert_two_terms",
        "Hilbert's inequality for two terms",
        two_numbers,
        lambda c: Le(hilbert, c * s2),
        best=(4 + sympy.sqrt(13)) / 6,
        at="an eigenvector",
    ),
]
