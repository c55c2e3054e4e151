"""Deterministic ADAM reaches a small gradient: step sizes exist, and explicit ones are given.

The step sizes alpha_t depend on the gradients of the run, so they live in the measurement: the
maximiser of the guaranteed decrease, alpha*_t, for existence, and the printed alpha_t.
"""

from typing import Any

from falsum import (
    Claim,
    Gt,
    Le,
    Lt,
    Max,
    Rational,
    always,
    ceiling,
    defined,
    hypothesis,
    measured,
)

from .notation import (
    CORRECTED,
    accuracy,
    beta1,
    bounded_gradient,
    has_minimiser,
    least_value,
    second_value,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    start_value,
    zeta,
)

slope = {"value": 1, "length": -1}
least_gradient = measured(
    "least_gradient",
    r"\min_{1 \leq t \leq T} \|\nabla f(x_t)\|",
    latex=r"\min_{t \leq T} \|\nabla f(x_t)\|",
    dimension=slope,
)
setting = [smooth_objective, bounded_gradient, has_minimiser]
small_momentum = hypothesis("beta_1 is small", Lt(beta1, accuracy / (accuracy + sigma)))
large_shift = hypothesis(
    "the shift is large",
    Gt(zeta, sigma**2 * beta1 / (-beta1 * sigma + accuracy * (1 - beta1))),
)

descent = (1 - beta1) / (zeta + sigma) - beta1 * sigma / (zeta * accuracy)
some_steps = defined(
    "T",
    Max(
        1,
        ceiling(
            2
            * smooth_L
            * sigma**2
            * (start_value - least_value)
            / (accuracy**4 * descent**2 * zeta**2)
        ),
    ),
    meaning="a number of steps that depends on beta_1 and xi",
    dimension=0,
)
theorem_5_4_3_existence = Claim(
    id="mukherjee_2020.theorem_5_4_3.existence",
    title="Step sizes exist with which ADAM finds a critical point",
    source=source(
        "Theorem 5.4.3",
        note="first part; witnesses: alpha*_t of the proof, and a T that also serves beta_1 = 0, "
        "from (5.19) with the norm of the gradient replaced by eps",
    ),
    quantifier=always,
    hypotheses=[*setting, small_momentum, large_shift],
    conclusion=Le(least_gradient, accuracy),
    definitions=[some_steps],
    note="The first step of the proof that does not hold takes beta_1 to be positive "
    "(proof_5_4_3.factored, proof_5_4_3.lower), the next one divides a sum of T - 1 terms by T "
    "(proof_5_4_3.least); both change T, and not that there is one.",
)

theta_1 = accuracy * (1 - beta1) / (beta1 * sigma) - 1
theta_2 = zeta - sigma / theta_1
needed = (
    smooth_L
    * sigma**2
    * (zeta + sigma) ** 2
    / (accuracy**4 * (beta1 - beta1**2) ** 2 * theta_1**2 * theta_2**2)
    * (second_value - least_value)
)


def existence_in(part: str, count: Any, *, edge: list[Any], note: str = "") -> Claim:
    """Return the claim that the proof's T suffices for the step sizes alpha*_t."""
    T = defined("T", count, meaning="number of steps allowed", dimension=0)
    return Claim(
        id="mukherjee_2020.proof_5_4_3.t_existence" + part,
        title="The number of steps in the proof that step sizes exist",
        source=source("Section 5.7.2", note="'Observe that if T >= ...', with equality"),
        quantifier=always,
        hypotheses=[*setting, small_momentum, large_shift, *edge],
        conclusion=Le(least_gradient, accuracy),
        definitions=[T],
        note=note,
    )


momentum = hypothesis("beta_1 is positive", Gt(beta1, 0))
positive_sigma = hypothesis("sigma is positive", Gt(sigma, 0))
proof_5_4_3_t_existence = existence_in("", 2 * needed / 2, edge=[])
proof_5_4_3_t_existence_reading_momentum = existence_in(
    ".reading_momentum",
    1 + Max(1, ceiling(2 * needed / 2)),
    edge=[momentum, positive_sigma],
    note="Leaves out beta_1 = 0, which Algorithm 7 allows, and sigma = 0, by both of which theta_1 "
    "divides; rounds T up and adds the step that the sum from t = 2 leaves out, so that only the "
    "lost factor 2 remains. " + CORRECTED,
)
proof_5_4_3_t_existence_corrected = existence_in(
    ".corrected",
    1 + Max(1, ceiling(2 * needed)),
    edge=[momentum, positive_sigma],
    note="Takes back the factor 2 lost from the display before, counts the T - 1 terms of a sum "
    "that starts at t = 2, of which there must be one, and asks that beta_1 and sigma be positive, "
    "for theta_1 divides by both.",
)

explicit_beta1 = defined(
    "beta1", accuracy / (accuracy + 2 * sigma), meaning="decay of the first moment", dimension=0
)
explicit_zeta = defined("zeta", 2 * sigma, meaning="shift", dimension=slope)
algorithm_7 = hypothesis("beta_1 is below 1, as Algorithm 7 asks", Lt(explicit_beta1, 1))
printed_steps = 9 * smooth_L * sigma**2 / accuracy**6 * (second_value - least_value)


def explicit(part: str, count: Any, *, note: str = "") -> Claim:
    """Return the claim on the explicit parameters with ``count`` steps."""
    T = defined("T", count, meaning="number of steps allowed", dimension=0)
    return Claim(
        id="mukherjee_2020.theorem_5_4_3.explicit" + part,
        title="ADAM with explicit parameters finds a critical point",
        source=source("Theorem 5.4.3", note="second part; x_2 is the second iterate of the run"),
        quantifier=always,
        hypotheses=[*setting, algorithm_7],
        conclusion=Le(least_gradient, accuracy),
        definitions=[T, explicit_beta1, explicit_zeta],
        note=note,
    )


theorem_5_4_3_explicit = explicit(
    "",
    printed_steps,
    note="The first step of the proof that does not hold with these parameters divides a sum of "
    "T - 1 terms by T (proof_5_4_3.least), the second loses a factor 2 (proof_5_4_3.t_condition), "
    "the third and largest is the substitution into T (proof_5_4_3.t_chain), and the last takes "
    "the end of a chain of lower bounds for T (proof_5_4_3.t_suffices).",
)
theorem_5_4_3_explicit_reading_ceiling = explicit(
    ".reading_ceiling",
    Max(2, ceiling(printed_steps)),
    note="Rounds T up to an integer, and to 2 at least, so that the second iterate is allowed. "
    + CORRECTED,
)
theorem_5_4_3_explicit_corrected = explicit(
    ".corrected",
    1
    + Max(
        1,
        ceiling(
            Rational(9, 2)
            * smooth_L
            * (accuracy + 2 * sigma) ** 4
            / accuracy**6
            * (second_value - least_value)
        ),
    ),
    note="Substitutes the parameters again into the number of steps that the proof needs: "
    "9 L (eps + 2 sigma)^4 / (2 eps^6), of which there must be one, and one step more.",
)
