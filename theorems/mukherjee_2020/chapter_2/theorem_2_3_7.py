"""Zonotopes: how many vertices, the support function as a maximum, and as a sum."""

from falsum import And, Eq, Gt, Le, Sum, binomial, hypothesis, index, measured, naturals, parameter

from ..notation import thesis

DEFINED = "Definition 7: 'Let b^1, ..., b^m in R^n'"
n = parameter("n", "dimension of the space", domain=naturals, place=DEFINED)
m = parameter("m", "number of generators", domain=naturals, place=DEFINED)
i = index("i", 0, n - 1)

vertices = measured("vertices", r"|\mathrm{vert}(Z(b^1, \dots, b^m))|", latex=r"|\mathrm{vert}(Z)|")
least_minor = measured(
    "least_minor",
    r"\min |\det(b^{i_1}, \dots, b^{i_n})|, \text{ or the Gram determinant where } m < n",
    latex=r"\mu",
)
support = measured("support", r"\max_{x \in Z} \langle r, x \rangle", latex=r"\gamma_Z(r)")
support_over_vertices = measured(
    "support_over_vertices",
    r"\max_{x \in \mathrm{vert}(Z)} \langle r, x \rangle",
    latex=r"\max_{x \in \mathrm{vert}(Z)} \langle r, x\rangle",
    says="greatest inner product with a vertex",
)
pieces = measured("pieces", r"\text{number of linear pieces of } \gamma_Z", latex=r"\#\gamma_Z")
absolute_sum = measured(
    "absolute_sum",
    r"|\langle r, b^1 \rangle| + \dots + |\langle r, b^m \rangle|",
    latex=r"\sum_i |\langle r, b^i\rangle|",
)

printed_count = Sum(binomial(m - 1, i), i)
general_position = hypothesis(
    "generators in general position",
    Gt(least_minor, 0),
    place="part 1: 'The set ... such that this does not hold at equality is a 0 measure set'",
)

DOUBLED = "Doubles the count: vertices come in opposite pairs."

theorem = thesis.statement(__name__, "", "Theorem 2.3.7", page=34)
count = theorem.part(
    "part_1",
    "Number of vertices of a zonotope",
    place={"label": "Theorem 2.3.7, part 1", "page": 33},
    latex=r"|\text{vert}(Z(b^1, \dots, b^m))| \leq \sum_{i=0}^{n-1} \binom{m-1}{i}",
    concludes=Le(vertices, printed_count),
)
part_1 = count.printed()
part_1_corrected = count.corrected(concludes=Le(vertices, 2 * printed_count), note=DOUBLED)
generic_count = count.part(
    "generic",
    count.title,
    place={
        "note": "the '0 measure set' is encoded as the complement of general position, a null set"
    },
    latex=r"|\text{vert}(Z(b^1, \dots, b^m))| = \sum_{i=0}^{n-1} \binom{m-1}{i}",
    assuming=[general_position],
    concludes=Eq(vertices, printed_count),
)
generic = generic_count.printed()
generic_corrected = generic_count.corrected(concludes=Eq(vertices, 2 * printed_count), note=DOUBLED)
part_2 = theorem.part(
    "part_2",
    "The support function of a zonotope is a maximum over its vertices",
    place={"label": "Theorem 2.3.7, part 2"},
    latex=r"\gamma_Z(r) = \max_{x \in Z} \langle r, x \rangle = "
    r"\max_{x \in \text{vert}(Z)} \langle r, x \rangle, \text{ a piecewise linear function with } "
    r"|\text{vert}(Z(b^1, \dots, b^m))| \text{ pieces}",
    concludes=And(Eq(support, support_over_vertices), Eq(pieces, vertices)),
).printed()
part_3 = theorem.part(
    "part_3",
    "The support function of a zonotope is a sum of absolute values",
    place={"label": "Theorem 2.3.7, part 3"},
    latex=r"\gamma_Z(r) = |\langle r, b^1 \rangle| + \dots + |\langle r, b^m \rangle|",
    concludes=Eq(support, absolute_sum),
).printed()
