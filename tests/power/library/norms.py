"""Norms of vectors and matrices."""

import sympy

from falsum import Le, Rational, naturals, parameter, sqrt

from .arrays import (
    determinant,
    dot,
    frobenius,
    greatest,
    norm,
    product,
    root,
    singular_values_2x2,
    spectral_norm,
    total,
    transposed,
)
from .entry import Side, entry, quantity
from .families import matrices, matrix_pairs, pairs, pairs_2x2, positive_pairs, triples, vectors

d = parameter("d", "dimension", domain=naturals)
n = parameter("n", "size of the matrix", domain=naturals)

l1 = quantity("l1", r"\sum_i |x_i|", lambda v: total(abs(v.x)))
l2 = quantity("l2", r"\|x\|_2", lambda v: norm(v.x))
linf = quantity("linf", r"\max_i |x_i|", lambda v: greatest(abs(v.x)))
l3_cubed = quantity("l3_cubed", r"\sum_i |x_i|^3", lambda v: total(abs(v.x) ** 3))
y3_cubed = quantity("y3_cubed", r"\sum_i |y_i|^3", lambda v: total(abs(v.y) ** 3))
sum_cubed = quantity("sum_cubed", r"\sum_i |x_i + y_i|^3", lambda v: total(abs(v.x + v.y) ** 3))
l4 = quantity("l4", r"\|x\|_4^4", lambda v: total(v.x**4))
y4 = quantity("y4", r"\|y\|_4^4", lambda v: total(v.y**4))
plus4 = quantity("plus4", r"\|x + y\|_4^4", lambda v: total((v.x + v.y) ** 4))
minus4 = quantity("minus4", r"\|x - y\|_4^4", lambda v: total((v.x - v.y) ** 4))
inner = quantity("inner", r"\sum_i x_i y_i", lambda v: dot(v.x, v.y))
y_three_halves = quantity("y_three_halves", r"\sum_i y_i^{3/2}", lambda v: total(v.y * root(v.y)))
y2 = quantity("y2", r"\|y\|", lambda v: norm(v.y))
gap = quantity("gap", r"\|x - y\|", lambda v: norm(v.x - v.y))
angle = quantity(
    "angle",
    r"\|\, \|y\| x - \|x\| y \,\|",
    lambda v: norm(norm(v.y)[:, None] * v.x - norm(v.x)[:, None] * v.y),
)
singles = quantity(
    "singles",
    r"\|x\| + \|y\| + \|z\| + \|x + y + z\|",
    lambda v: norm(v.x) + norm(v.y) + norm(v.z) + norm(v.x + v.y + v.z),
)
doubles = quantity(
    "doubles",
    r"\|x + y\| + \|y + z\| + \|z + x\|",
    lambda v: norm(v.x + v.y) + norm(v.y + v.z) + norm(v.z + v.x),
)
fro = quantity("fro", r"\|A\|_F", lambda m: frobenius(m.a))
fro_b = quantity("fro_b", r"\|B\|_F", lambda m: frobenius(m.b))
fro_product = quantity("fro_product", r"\|AB\|_F", lambda m: frobenius(m.a @ m.b))
spectral = quantity("spectral", r"\|A\|_2", lambda m: spectral_norm(m.a))
rows = quantity("rows", r"\max_i \sum_j |a_{ij}|", lambda m: greatest(total(abs(m.a))))
columns = quantity(
    "columns", r"\max_j \sum_i |a_{ij}|", lambda m: greatest(total(abs(transposed(m.a))))
)
nuclear = quantity("nuclear", r"\|A\|_*", lambda m: sum(singular_values_2x2(m.a)))
commutator = quantity("commutator", r"\|AB - BA\|_F", lambda m: frobenius(m.a @ m.b - m.b @ m.a))
determinant_size = quantity("determinant_size", r"|\det A|", lambda m: abs(determinant(m.a)))
row_lengths = quantity("row_lengths", r"\prod_i \|a_i\|", lambda m: product(norm(m.a)))

third = Rational(1, 3)

ENTRIES = [
    entry(
        "l1_by_l2",
        "l1 norm by l2 norm",
        vectors,
        lambda c: Le(l1, c * sqrt(d) * l2),
        best=1,
        at="entries of equal size",
    ),
    entry(
        "l2_by_linf",
        "l2 norm by the largest entry",
        vectors,
        lambda c: Le(l2, c * sqrt(d) * linf),
        best=1,
        at="entries of equal size",
    ),
    entry(
        "l1_by_linf",
        "l1 norm by the largest entry",
        vectors,
        lambda c: Le(l1, c * d * linf),
        best=1,
        at="entries of equal size",
    ),
    entry(
        "l2_by_l1", "l2 norm by l1 norm", vectors, lambda c: Le(l2, c * l1), best=1, at="one entry"
    ),
    entry(
        "l2_by_l3",
        "l2 norm by l3 norm",
        vectors,
        lambda c: Le(l2, c * d ** Rational(1, 6) * l3_cubed**third),
        best=1,
        at="entries of equal size",
    ),
    entry(
        "holder_3",
        "Hölder's inequality with exponents 3 and 3/2",
        positive_pairs,
        lambda c: Le(inner, c * l3_cubed**third * y_three_halves ** Rational(2, 3)),
        best=1,
        at="y proportional to the squares of x",
    ),
    entry(
        "minkowski_3",
        "Minkowski's inequality in l3",
        pairs,
        lambda c: Le(sum_cubed**third, c * (l3_cubed**third + y3_cubed**third)),
        best=1,
        at="proportional vectors",
    ),
    entry(
        "clarkson_4",
        "Clarkson's inequality in l4",
        pairs,
        lambda c: Le(plus4 + minus4, c * (l4 + y4)),
        best=8,
        at="x = y",
    ),
    entry(
        "dunkl_williams",
        "Dunkl and Williams: the angle by the distance",
        pairs,
        lambda c: Le(angle * (l2 + y2), c * gap * l2 * y2),
        best=2,
        at="vectors of equal norm",
    ),
    entry(
        "hlawka",
        "Hlawka's inequality",
        triples,
        lambda c: Le(c * doubles, singles),
        best=1,
        at="z = 0 and y parallel to x",
        side=Side.GREATEST,
    ),
    entry(
        "frobenius_by_spectral",
        "Frobenius norm by spectral norm",
        matrices,
        lambda c: Le(fro, c * sqrt(n) * spectral),
        best=1,
        at="orthogonal matrices",
    ),
    entry(
        "spectral_by_frobenius",
        "spectral norm by Frobenius norm",
        matrices,
        lambda c: Le(spectral, c * fro),
        best=1,
        at="matrices of rank one",
    ),
    entry(
        "schur_test",
        "spectral norm by row and column sums",
        matrices,
        lambda c: Le(spectral**2, c * rows * columns),
        best=1,
        at="permutation matrices",
    ),
    entry(
        "nuclear_by_frobenius",
        "nuclear norm by Frobenius norm",
        pairs_2x2,
        lambda c: Le(nuclear, c * fro),
        best=sympy.sqrt(2),
        at="orthogonal matrices",
    ),
    entry(
        "nuclear_by_spectral",
        "nuclear norm by spectral norm",
        pairs_2x2,
        lambda c: Le(nuclear, c * spectral),
        best=2,
        at="orthogonal matrices",
    ),
    entry(
        "frobenius_product",
        "Frobenius norm of a product",
        matrix_pairs,
        lambda c: Le(fro_product, c * fro * fro_b),
        best=1,
        at="matching rank one matrices",
    ),
    entry(
        "commutator",
        "Böttcher and Wenzel: Frobenius norm of a commutator",
        matrix_pairs,
        lambda c: Le(commutator, c * fro * fro_b),
        best=sympy.sqrt(2),
        at="the two nilpotent units",
    ),
    entry(
        "hadamard",
        "Hadamard's determinant inequality",
        matrices,
        lambda c: Le(determinant_size, c * row_lengths),
        best=1,
        at="orthogonal rows",
    ),
]
