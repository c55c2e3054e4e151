"""Deterministic RMSProp without a shift: T = O(1/eps^4) as printed, with its hidden constant."""

from falsum import Claim, Le, hidden, measured, rate

from .notation import accuracy, source
from .theorem_5_4_2 import setting

C = hidden("C", "the constant of T = O(1/eps^4)", dimension={"value": 4, "length": -4})
first_critical = measured(
    "first_critical",
    r"\min\{t : \|\nabla f(x_t)\| \leq \epsilon\}",
    latex="T",
    dimension=0,
)


def of_order(part: str, power: int, *, note: str = "") -> Claim:
    """Return the claim that so many steps are enough as eps tends to 0."""
    return Claim(
        id="mukherjee_2020.theorem_5_4_2" + part,
        title="RMSProp without a shift finds a critical point in O(1/eps^4) steps",
        source=source(
            "Theorem 5.4.2",
            note="eps tends to 0 for one objective and every start, with step sizes "
            "alpha / sqrt(t) as in the proof; theorem_5_4_2 has the constants of the proof",
        ),
        quantifier=rate(1 / accuracy),
        hypotheses=setting,
        conclusion=Le(first_critical, C / accuracy**power),
        note=note,
    )


theorem_5_4_2_rate = of_order(
    ".rate",
    4,
    note="A hidden constant leaves nothing to tighten; theorem_5_4_2 has explicit ones.",
)
