"""GLM-Tron under benign noise: the expected empirical risk."""

from falsum import Eq, Le, hypothesis, measured

from . import notation_3_5 as n

noise_size = measured(
    "noise_size",
    r"\max |\xi_i| \text{ over samples and outcomes}",
    latex=r"\max |\xi_i|",
    dimension=n.label,
)
noise_mean = measured("noise_mean", r"E[\xi]", dimension=n.label, says="mean of the label noise")
noise_variance = measured(
    "noise_variance",
    r"E[\xi^2]",
    dimension=n.label**2,
    says="second moment of the label noise",
)
expected_risk = measured(
    "expected_risk",
    r"E[L_S(h_T)], \text{ where } h_T \text{ is what floor(T) steps of GLM-Tron reach}",
    latex="E[L_S(h_T)]",
    dimension=n.label**2,
)
expected_excess = measured(
    "expected_excess",
    r"E\left[ L_S(h) - \tfrac{1}{S} \sum_i \xi_i^2 \right], \text{ where } h \text{ has the least "
    r"effective loss that T steps reach}",
    latex=r"E[L_S(h)] - E[\xi^2]",
    dimension=n.label**2,
)
centred = hypothesis(
    "the noise is centred", Eq(noise_mean, 0), place="'distributed as a centered random variable'"
)
small_noise = hypothesis(
    "every outcome of the noise is at most theta",
    Le(noise_size, n.theta),
    place="Corollary 3.5.4: 'instead of assuming for all i |xi_i| <= theta'",
)
SETTING = (*n.GATE, n.small_slope, n.first_distance)
LEAST = "and takes the iterate of least effective loss that is reached in at most T steps"

theorem = n.thesis.statement(
    __name__,
    "Expected empirical risk of GLM-Tron under benign noise",
    "Theorem 3.5.3",
    page=66,
    note="the setting, theta and W are those of Theorem 3.5.2; the noise has equal laws "
    "and need not be independent; inputs are fixed",
    latex=r"T = \frac{\|w\|}{\epsilon}, \quad \mathbb{E}_{\{(x_i, \xi_i)\}_{i=1, \dots, S}} "
    r"\left[ L_S(h_T) \right] \leq \mathbb{E}_{\xi}[\xi^2] + "
    r"\frac{L}{2-L} \left( \epsilon + (\theta^2 + 2\theta W(L+1)) \right)",
    assuming=[*SETTING, small_noise, centred],
    defining=n.taking(n.printed_steps),
    concludes=Le(expected_risk, noise_variance + n.bound),
)
printed = theorem.printed(
    note="The first step of the proof that does not hold is that the cross term vanishes "
    "(proof_3_5_3.cross_term); the number of steps is that of Theorem 3.5.2, which does not hold "
    "either (proof_3_5_2.count)."
)
squared = theorem.repair(
    "squared",
    defining=n.taking(n.enough_steps),
    note="Squares the norm in T, as Theorem 3.5.2 needs, and keeps the last iterate: steps after "
    "the first good one fit the noise and may lead away from the target. " + n.CORRECTED,
)
corrected = theorem.corrected(
    defining=n.allowed(n.enough_steps),
    concludes=Le(expected_excess, n.bound),
    note="Squares the norm in T, as Theorem 3.5.2 needs, " + LEAST + ". The variance of the noise "
    "stands on the left, so that it does not hide how much is left.",
)
