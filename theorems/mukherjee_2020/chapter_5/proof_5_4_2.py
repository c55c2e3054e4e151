"""More steps in the proof of Theorem 5.4.2: the bound of the average's root, and the sum (5.37)."""

from typing import Any

from falsum import Claim, Eq, Ge, Gt, Le, Sum, always, hypothesis, sqrt

from .notation import (
    beta2,
    bounded_gradient,
    gradient_norm,
    has_minimiser,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    t,
)
from .theorem_5_4_2 import alpha, decrease, increment, root


def root_bound(part: str, relation: Any, *, note: str = "") -> Claim:
    """Return the claim that relates the inverse of the root with its bound by sigma."""
    return Claim(
        id="mukherjee_2020.proof_5_4_2.root_bound" + part,
        title="The inverse of the largest root of the average, and its bound by sigma",
        source=source(
            "Appendix 5.C",
            note="the first display after (5.36), its last three members, printed with '='",
        ),
        quantifier=always,
        hypotheses=[bounded_gradient, hypothesis("the support is not empty", Gt(root, 0))],
        conclusion=relation(1 / root, 1 / (sigma * sqrt(1 - beta2**t))),
        note=note,
    )


proof_5_4_2_root_bound = root_bound("", Eq)
proof_5_4_2_root_bound_corrected = root_bound(
    ".corrected", Ge, note="Has an inequality: sigma bounds the gradients of the average."
)
proof_5_4_2_summed = Claim(
    id="mukherjee_2020.proof_5_4_2.summed",
    title="The weighted squared gradients along a run of RMSProp without a shift",
    source=source("Appendix 5.C", equation="5.37"),
    quantifier=always,
    hypotheses=[
        smooth_objective,
        bounded_gradient,
        has_minimiser,
        hypothesis("sigma is positive", Gt(sigma, 0)),
    ],
    conclusion=Le(
        Sum(1 / (sigma * sqrt(1 - beta2**t)) * gradient_norm**2, t),
        Sum(1 / (alpha / sqrt(t)) * decrease, t) + Sum(smooth_L / 2 * increment, t),
    ),
)
