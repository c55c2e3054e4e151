"""Traces, determinants and eigenvalues of pairs of matrices."""

from typing import Any

from falsum import Ge, Le, factorial, naturals, parameter

from .arrays import (
    determinant,
    diagonal,
    eigenvalues,
    frobenius,
    permanent,
    product,
    singular_values_2x2,
    total,
    trace,
)
from .entry import Reach, Side, entry, quantity
from .families import (
    definite_pairs,
    doubly_stochastic,
    matrices,
    matrix_pairs,
    pairs_2x2,
    symmetric_pairs,
)

n = parameter("n", "size of the matrices", domain=naturals)


def singular_pairing(m: Any) -> Any:
    """Return the inner product of the ordered singular values of 2 x 2 matrices."""
    (a1, a2), (b1, b2) = singular_values_2x2(m.a), singular_values_2x2(m.b)
    return a1 * b1 + a2 * b2


fro_a = quantity("fro_a", r"\|A\|_F", lambda m: frobenius(m.a))
fro_b = quantity("fro_b", r"\|B\|_F", lambda m: frobenius(m.b))
trace_a = quantity("trace_a", r"\mathrm{tr} A", lambda m: trace(m.a))
trace_aa = quantity("trace_aa", r"\mathrm{tr} A^2", lambda m: trace(m.a @ m.a))
trace_ab = quantity("trace_ab", r"\mathrm{tr} AB", lambda m: trace(m.a @ m.b))
trace_b = quantity("trace_b", r"\mathrm{tr} B", lambda m: trace(m.b))
trace_abab = quantity("trace_abab", r"\mathrm{tr} (AB)^2", lambda m: trace(m.a @ m.b @ m.a @ m.b))
trace_aabb = quantity("trace_aabb", r"\mathrm{tr} A^2 B^2", lambda m: trace(m.a @ m.a @ m.b @ m.b))
pairing = quantity("pairing", r"\sum_i \sigma_i(A) \sigma_i(B)", singular_pairing)
det_a = quantity("det_a", r"\det A", lambda m: determinant(m.a))
det_b = quantity("det_b", r"\det B", lambda m: determinant(m.b))
det_sum = quantity("det_sum", r"\det (A + B)", lambda m: determinant(m.a + m.b))
det_entrywise = quantity("det_entrywise", r"\det (A \circ B)", lambda m: determinant(m.a * m.b))
diagonal_a = quantity("diagonal_a", r"\prod_i a_{ii}", lambda m: product(diagonal(m.a)))
diagonal_b = quantity("diagonal_b", r"\prod_i b_{ii}", lambda m: product(diagonal(m.b)))
top_a = quantity("top_a", r"\lambda_{\max}(A)", lambda m: eigenvalues(m.a)[..., -1])
top_b = quantity("top_b", r"\lambda_{\max}(B)", lambda m: eigenvalues(m.b)[..., -1])
low_a = quantity("low_a", r"\lambda_{\min}(A)", lambda m: eigenvalues(m.a)[..., 0])
low_b = quantity("low_b", r"\lambda_{\min}(B)", lambda m: eigenvalues(m.b)[..., 0])
top_sum = quantity("top_sum", r"\lambda_{\max}(A + B)", lambda m: eigenvalues(m.a + m.b)[..., -1])
low_sum = quantity("low_sum", r"\lambda_{\min}(A + B)", lambda m: eigenvalues(m.a + m.b)[..., 0])
low_product = quantity(
    "low_product", r"\lambda_{\min}(A \circ B)", lambda m: eigenvalues(m.a * m.b)[..., 0]
)
distance = quantity("distance", r"\|A - B\|_F", lambda m: frobenius(m.a - m.b))
spectra = quantity(
    "spectra",
    r"\sum_i (\lambda_i(A) - \lambda_i(B))^2",
    lambda m: total((eigenvalues(m.a) - eigenvalues(m.b)) ** 2),
)
perm = quantity("perm", r"\mathrm{per} A", lambda m: permanent(m.a))

ENTRIES = [
    entry(
        "trace_by_frobenius",
        "trace by Frobenius norm",
        matrices,
        lambda c: Le(trace_a**2, c * n * fro_a**2),
        best=1,
        at="multiples of the identity",
    ),
    entry(
        "trace_of_square",
        "trace of a square",
        matrices,
        lambda c: Le(trace_aa, c * fro_a**2),
        best=1,
        at="symmetric matrices",
    ),
    entry(
        "trace_product",
        "Cauchy-Schwarz for traces",
        matrix_pairs,
        lambda c: Le(trace_ab, c * fro_a * fro_b),
        best=1,
        at="B a multiple of A transposed",
    ),
    entry(
        "von_neumann",
        "von Neumann's trace inequality",
        pairs_2x2,
        lambda c: Le(trace_ab, c * pairing),
        best=1,
        at="shared singular vectors",
    ),
    entry(
        "trace_definite",
        "trace of a product of definite matrices",
        definite_pairs,
        lambda c: Le(trace_ab, c * trace_a * trace_b),
        best=1,
        at="near one matrix of rank one",
        reach=Reach.APPROACHED,
    ),
    entry(
        "araki",
        "Araki, Lieb and Thirring",
        definite_pairs,
        lambda c: Le(trace_abab, c * trace_aabb),
        best=1,
        at="commuting matrices",
    ),
    entry(
        "det_by_trace",
        "determinant by trace",
        definite_pairs,
        lambda c: Le(det_a, c * (trace_a / n) ** n),
        best=1,
        at="multiples of the identity",
    ),
    entry(
        "hadamard_definite",
        "Hadamard's inequality for definite matrices",
        definite_pairs,
        lambda c: Le(det_a, c * diagonal_a),
        best=1,
        at="diagonal matrices",
    ),
    entry(
        "oppenheim",
        "Oppenheim's inequality",
        definite_pairs,
        lambda c: Ge(det_entrywise, c * det_a * diagonal_b),
        best=1,
        at="A diagonal",
        side=Side.GREATEST,
    ),
    entry(
        "minkowski_determinant",
        "Minkowski's determinant inequality",
        definite_pairs,
        lambda c: Ge(det_sum ** (1 / n), c * (det_a ** (1 / n) + det_b ** (1 / n))),
        best=1,
        at="proportional matrices",
        side=Side.GREATEST,
    ),
    entry(
        "weyl_top",
        "Weyl: largest eigenvalue of a sum",
        definite_pairs,
        lambda c: Le(top_sum, c * (top_a + top_b)),
        best=1,
        at="a shared top eigenvector",
    ),
    entry(
        "weyl_low",
        "Weyl: least eigenvalue of a sum",
        definite_pairs,
        lambda c: Ge(low_sum, c * (low_a + low_b)),
        best=1,
        at="a shared low eigenvector",
        side=Side.GREATEST,
    ),
    entry(
        "schur_product",
        "Schur: least eigenvalue of an entrywise product",
        definite_pairs,
        lambda c: Ge(low_product, c * low_a * low_b),
        best=1,
        at="multiples of the identity",
        side=Side.GREATEST,
    ),
    entry(
        "hoffman_wielandt",
        "Hoffman and Wielandt's inequality",
        symmetric_pairs,
        lambda c: Le(spectra, c * distance**2),
        best=1,
        at="matrices ordered alike",
    ),
    entry(
        "van_der_waerden",
        "van der Waerden's permanent inequality",
        doubly_stochastic,
        lambda c: Ge(perm * n**n, c * factorial(n)),
        best=1,
        at="all entries equal",
        side=Side.GREATEST,
    ),
]
