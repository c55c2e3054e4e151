"""Steps in the proof of Theorem 5.3.1: the bound of the old average, and the choice of the step."""

from typing import Any

from falsum import And, Claim, Ge, Gt, Le, always, index, measured, parameter, positive, sqrt

from .notation import growth, sigma, smooth_L, source, steps, t, xi
from .proof_5_3_1 import gain, square
from .theorem_5_3_1 import beta2, positive_sigma, progress, step_size, suitable_decay

least_average = measured(
    "least_average", r"\min_i v_{t,i}", latex=r"\min_i v_{t,i}", indices=(t,), dimension=square
)
least_old_average = measured(
    "least_old_average",
    r"\min_i v_{t-1,i}",
    latex=r"\min_i v_{t-1,i}",
    indices=(t,),
    dimension=square,
)
proof_5_3_1_average = Claim(
    id="mukherjee_2020.proof_5_3_1.average",
    title="The running average holds a share of the shift",
    source=source("Section 5.7.1", note="between (5.8) and (5.9)"),
    quantifier=always,
    conclusion=And(
        Ge(least_average, (1 - beta2**t) * xi), Ge((1 - beta2**t) * xi, (1 - beta2) * xi)
    ),
)
u = index("u", 2, steps)
late_old_average = measured(
    "late_old_average",
    r"\min_i v_{u-1,i}",
    latex=r"\min_i v_{u-1,i}",
    indices=(u,),
    dimension=square,
)


def old_average(part: str, average: Any, *, note: str = "") -> Claim:
    """Return the claim that the average before a reply holds a share of the shift."""
    return Claim(
        id="mukherjee_2020.proof_5_3_1.old_average" + part,
        title="The average before a reply holds a share of the shift",
        source=source(
            "Section 5.7.1",
            equation="5.9",
            note="its second sum puts (1 - beta_2) xi for v_{t-1}, for every t",
        ),
        quantifier=always,
        conclusion=Ge(average, (1 - beta2) * xi),
        note=note,
    )


proof_5_3_1_old_average = old_average("", least_old_average)
proof_5_3_1_old_average_corrected = old_average(
    ".corrected",
    late_old_average,
    note="Leaves out the first step, before which the average is 0.",
)

any_step = parameter(
    "a", "any step size", domain=positive, latex=r"\alpha'", dimension={"length": 1}
)


def change(step: Any) -> Any:
    """Return the factor of the squared gradient in (5.10)."""
    cost = growth * (sigma * step * sqrt(1 - beta2) + smooth_L * step**2 / 2)
    return -step * gain + cost / (xi * beta2 * (1 - beta2))


proof_5_3_1_positive_step = Claim(
    id="mukherjee_2020.proof_5_3_1.positive_step",
    title="The printed step size is positive",
    source=source("Section 5.7.1", note="'which is positive by assumptions', after (5.10)"),
    quantifier=always,
    hypotheses=[positive_sigma, suitable_decay],
    conclusion=Gt(step_size, 0),
)
proof_5_3_1_best_step = Claim(
    id="mukherjee_2020.proof_5_3_1.best_step",
    title="No step size makes more of (5.10) than the printed one",
    source=source("Section 5.7.1", note="'the optimal choice', after (5.10)"),
    quantifier=always,
    hypotheses=[positive_sigma, suitable_decay],
    conclusion=Le(-1 / (2 * growth * smooth_L) * progress, change(any_step)),
)
