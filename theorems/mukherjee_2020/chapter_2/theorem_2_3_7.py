"""Zonotopes: how many vertices, the support function as a maximum, and as a sum."""

from falsum import (
    And,
    Claim,
    Eq,
    Gt,
    Le,
    Sum,
    always,
    binomial,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
)

from ..notation import source

n = parameter("n", "dimension of the space", domain=naturals)
m = parameter("m", "number of generators", domain=naturals)
i = index("i", 0, n - 1)

vertices = measured("vertices", r"|\mathrm{vert}(Z(b^1, \dots, b^m))|", latex=r"|\mathrm{vert}(Z)|")
least_minor = measured(
    "least_minor",
    r"\text{least absolute value of the maximal minors of } (b^1, \dots, b^m)",
    latex=r"\mu",
)
support = measured("support", r"\max_{x \in Z} \langle r, x \rangle", latex=r"\gamma_Z(r)")
support_over_vertices = measured(
    "support_over_vertices",
    r"\max_{x \in \mathrm{vert}(Z)} \langle r, x \rangle",
    latex=r"\max_{x \in \mathrm{vert}(Z)} \langle r, x\rangle",
)
pieces = measured("pieces", r"\text{number of linear pieces of } \gamma_Z", latex=r"\#\gamma_Z")
absolute_sum = measured(
    "absolute_sum",
    r"|\langle r, b^1 \rangle| + \dots + |\langle r, b^m \rangle|",
    latex=r"\sum_i |\langle r, b^i\rangle|",
)

printed_count = Sum(binomial(m - 1, i), i)
general_position = hypothesis("generators in general position", Gt(least_minor, 0))


def counted(part: str, conclusion: object, *, generic: bool = False, note: str = "") -> Claim:
    """Return a claim about the number of vertices."""
    return Claim(
        id="mukherjee_2020.theorem_2_3_7.part_1" + part,
        title="Number of vertices of a zonotope",
        source=source(
            "Theorem 2.3.7, part 1",
            page=33,
            note="'outside a set of measure zero' is encoded as general position, "
            "whose complement is a null set"
            if generic
            else "",
        ),
        quantifier=always,
        hypotheses=[general_position] if generic else [],
        conclusion=conclusion,
        note=note,
    )


theorem_2_3_7_part_1 = counted("", Le(vertices, printed_count))
theorem_2_3_7_part_1_generic = counted(".generic", Eq(vertices, printed_count), generic=True)
theorem_2_3_7_part_1_corrected = counted(
    ".corrected",
    Le(vertices, 2 * printed_count),
    note="Doubles the count: vertices come in opposite pairs.",
)
theorem_2_3_7_part_1_generic_corrected = counted(
    ".generic.corrected",
    Eq(vertices, 2 * printed_count),
    generic=True,
    note="Doubles the count: vertices come in opposite pairs.",
)
theorem_2_3_7_part_2 = Claim(
    id="mukherjee_2020.theorem_2_3_7.part_2",
    title="The support function of a zonotope is a maximum over its vertices",
    source=source("Theorem 2.3.7, part 2", page=34),
    quantifier=always,
    conclusion=And(Eq(support, support_over_vertices), Eq(pieces, vertices)),
)
theorem_2_3_7_part_3 = Claim(
    id="mukherjee_2020.theorem_2_3_7.part_3",
    title="The support function of a zonotope is a sum of absolute values",
    source=source("Theorem 2.3.7, part 3", page=34),
    quantifier=always,
    conclusion=Eq(support, absolute_sum),
)
