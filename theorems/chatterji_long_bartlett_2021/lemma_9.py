"""A concave function summed over a partition is least where one part takes everything."""

from falsum import (
    And,
    Eq,
    Ge,
    Gt,
    Le,
    Sum,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
)

from .notation import article

n = parameter("n", "number of parts", domain=naturals, place="'z_1, ..., z_n'")
M = parameter("M", "sum of the parts", domain=positive, place="'psi: (0, M] -> R'")
tau = parameter(
    "tau",
    "how near to the infimum one wants to be",
    domain=positive,
    latex=r"\tau",
    place="'the infimum'",
)
i = index("i", 1, n)

part = measured("part", "z_i", indices=(i,), says="the i-th part of M")
at_part = measured(
    "at_part",
    r"\psi(z_i)",
    indices=(i,),
    says="the concave function at the i-th part",
)
at_M = measured("at_M", r"\psi(M)", says="the concave function at M")
at_zero = measured("at_zero", r"\lim_{z \to 0^+} \psi(z)", latex=r"\psi(0^+)")
at_middle = measured(
    "at_middle",
    r"\psi\left(\tfrac{a+b}{2}\right), \quad a, b \in (0, M]",
    latex=r"\psi(\tfrac{a+b}{2})",
)
chord = measured(
    "chord", r"\tfrac{1}{2}\psi(a) + \tfrac{1}{2}\psi(b)", latex=r"\tfrac{\psi(a)+\psi(b)}{2}"
)
near_total = measured(
    "near_total",
    r"\sum_i \psi(z'_i), \text{ with } n - 1 \text{ equal parts } z'_i "
    r"\text{ small enough and the rest in one}",
    latex=r"\sum_i \psi(z'_i)",
)
infimum = at_M + (n - 1) * at_zero
concave = hypothesis(
    "psi is concave", Ge(at_middle, chord), place="'a continuous, concave function'"
)

printed = article.statement(
    __name__,
    "Infimum of a sum of a concave function over the partitions of M",
    "Lemma 9",
    page=8,
    note="the infimum is encoded as a lower bound for every partition, "
    "together with a partition within any tau of it",
    latex=r"\inf_{z_1, \dots, z_n > 0, \ \sum_{i=1}^n z_i = M} \sum_{i=1}^n \psi(z_i) = "
    r"\psi(M) + (n - 1) \lim_{z \to 0^+} \psi(z)",
    assuming=[
        hypothesis("positive parts", Gt(part, 0), place="'z_1, ..., z_n > 0'"),
        hypothesis("the parts sum to M", Eq(Sum(part, i), M), place="'subject to'"),
        concave,
    ],
    concludes=And(Ge(Sum(at_part, i), infimum), Le(near_total, infimum + tau)),
).printed()
