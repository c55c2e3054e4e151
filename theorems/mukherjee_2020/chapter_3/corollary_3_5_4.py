"""GLM-Tron under noise with outliers: the expected risk, given that there is none."""

from falsum import Le, Lt, hypothesis, interval, measured, parameter

from . import notation_3_5 as n
from .theorem_3_5_3 import LEAST, SETTING, centred, noise_variance

delta = parameter(
    "delta",
    "probability that some noise exceeds theta",
    domain=interval(0, 1),
    latex=r"\delta",
    dimension=0,
    place="'P[|xi_i| <= theta for all i] >= 1 - delta'",
)
GIVEN = r"|\xi_i| \leq \theta \ \forall i"
given_risk = measured(
    "given_risk",
    rf"E[L_S(h_T) \mid {GIVEN}], \text{{ where }} h_T \text{{ is what floor(T) steps reach}}",
    latex=rf"E[L_S(h_T) \mid {GIVEN}]",
    dimension=n.label**2,
)
given_best_risk = measured(
    "given_best_risk",
    rf"E[L_S(h) \mid {GIVEN}], \text{{ where }} h \text{{ has the least effective loss }} "
    r"\text{ that T steps reach}",
    latex=rf"E[L_S(h) \mid {GIVEN}]",
    dimension=n.label**2,
)
given_excess = measured(
    "given_excess",
    rf"E\left[ L_S(h) - \tfrac{{1}}{{S}} \sum_i \xi_i^2 \mid {GIVEN} \right], \text{{ for the "
    r"same } h",
    latex=rf"E[L_S(h) - \overline{{\xi^2}} \mid {GIVEN}]",
    dimension=n.label**2,
)
possible = hypothesis("bounded noise is possible", Lt(delta, 1), place=delta.place)
corollary = n.thesis.statement(
    __name__,
    "Expected empirical risk of GLM-Tron, given noise that is bounded",
    "Corollary 3.5.4",
    page=67,
    note="'with probability 1 - delta' is said of an expectation: the guarantee of Theorem 3.5.3, "
    "given the event that has this probability; delta is the least one that is allowed. E[xi^2] "
    "is that of all outcomes",
    latex=r"\mathbb{P}\left[|\xi_i| \leq \theta \ \forall i \in \{1, \dots, S\}\right] \geq "
    r"1 - \delta \implies \text{the guarantee of Theorem 3.5.3 with probability } 1 - \delta",
    assuming=[*SETTING, centred, possible],
    defining=n.taking(n.printed_steps),
    concludes=Le(given_risk, noise_variance + n.bound),
)
printed = corollary.printed(
    note="There is no proof: it is read off Theorem 3.5.3, which bounds an expectation."
)
squared = corollary.repair(
    "squared",
    defining=n.allowed(n.enough_steps),
    concludes=Le(given_best_risk, noise_variance + n.bound),
    note="Squares the norm in T, " + LEAST + ", as theorem_3_5_3.corrected does. An outlier of one "
    "sample may come with small noise on the others: then the noise has a larger mean square where "
    "it is bounded than over all outcomes. " + n.CORRECTED,
)
corrected = corollary.corrected(
    defining=n.allowed(n.enough_steps),
    concludes=Le(given_excess, n.bound),
    note="Squares the norm in T, " + LEAST + ", and takes the mean square of the noise under the "
    "same condition as the risk.",
)
