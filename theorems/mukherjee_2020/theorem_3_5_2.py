"""GLM-Tron reaches a small effective loss within a stated number of steps."""

from falsum import (
    Claim,
    Ge,
    Gt,
    Hypothesis,
    Le,
    Lt,
    always,
    ceiling,
    defined,
    hypothesis,
    index,
    measured,
    nonnegative,
    parameter,
    positive,
)

from .notation import CORRECTED, L, S, bounded_inputs, lipschitz_gate, monotone_gate, source

i = index("i", 1, S)
epsilon = parameter("eps", "accuracy", domain=positive, latex=r"\epsilon", dimension={"label": 2})
theta = parameter(
    "theta", "bound on the label noise", domain=positive, latex=r"\theta", dimension={"label": 1}
)
W = parameter(
    "W", "bound on the distance of the first iterate", domain=nonnegative, dimension={"label": 1}
)
target_norm = parameter(
    "target_norm",
    "norm of the weights that made the labels",
    latex=r"\|w_*\|",
    dimension={"label": 1},
)
noise = measured(
    "noise",
    r"|y_i - \sigma(\langle w_*, x_i\rangle)|",
    latex=r"|\xi_i|",
    indices=(i,),
    dimension={"label": 1},
)
least_loss = measured(
    "least_loss",
    r"\min \tilde{L}_S(h_t) \text{ over the iterates } w_1 = 0, \dots "
    r"\text{ reached in at most } T \text{ steps}",
    latex=r"\tilde{L}_S",
    dimension={"label": 2},
)
bounded_noise = hypothesis("the noise is at most theta", Le(noise, theta))
small_slope = hypothesis("L is less than 2", Lt(L, 2))
first_distance = hypothesis("the first iterate is within W of the target", Ge(W, target_norm))
bound = L / (2 - L) * (epsilon + (theta**2 + 2 * theta * W * (L + 1)))


def attains(part: str, steps: object, note: str = "") -> Claim:
    """Return the claim that ``steps`` steps suffice; T enters through the measurement."""
    return Claim(
        id="mukherjee_2020.theorem_3_5_2" + part,
        title="GLM-Tron solves the effective empirical risk minimisation on one gate",
        source=source(
            "Theorem 3.5.2",
            page=66,
            note="W is not defined there; as in the proof it bounds the distance from w_1 = 0. "
            "L is taken positive",
        ),
        quantifier=always,
        hypotheses=[
            bounded_inputs,
            lipschitz_gate,
            monotone_gate,
            bounded_noise,
            small_slope,
            first_distance,
        ],
        conclusion=Lt(least_loss, bound),
        definitions=[defined("T", steps, meaning="number of steps allowed", dimension=0)],
        note=note,
        trivial=Gt(bound, (L * W) ** 2),  # the first iterate, 0, is as good as that
    )


theorem_3_5_2 = attains("", target_norm / epsilon)
theorem_3_5_2_reading_ceiling = attains(
    ".reading_ceiling",
    ceiling(target_norm / epsilon),
    note="Rounds the real number of steps up, in favour of the statement. " + CORRECTED,
)
theorem_3_5_2_corrected = attains(
    ".corrected",
    target_norm**2 / epsilon,
    note="Squares the norm: each step lowers the squared distance by epsilon, not the distance. "
    "It is attained in the limit only, where there is no noise, L is 1 and T lies just below 1; "
    "the nearest instances have W equal to a norm, which balls cannot always certify.",
)

# The steps of its proof.
residual = measured(
    "residual",
    r"\left\| \frac{1}{S} \sum_{i=1}^{S} (y_i - \sigma(\langle w_*, x_i\rangle)) x_i \right\|",
    latex=r"\|r\|",
    dimension={"label": 1},
)
distance = measured("distance", r"\|w_t - w_*\|", latex=r"\|w_t - w_*\|", dimension={"label": 1})
distance_after = measured(
    "distance_after", r"\|w_{t+1} - w_*\|", latex=r"\|w_{t+1} - w_*\|", dimension={"label": 1}
)
loss = measured("loss", r"\tilde{L}_S(h_t)", latex=r"\tilde{L}_S(h_t)", dimension={"label": 2})
within = hypothesis("w_t is within W of the target", Le(distance, W))
large_loss = hypothesis("the loss has not reached the bound", Ge(loss, bound))


def step_of_proof(part: str, assumed: list[Hypothesis], conclusion: object) -> Claim:
    """Return a claim about one step of the proof."""
    return Claim(
        id="mukherjee_2020.proof_3_5_2." + part,
        title="A step of the proof that GLM-Tron solves the effective risk minimisation",
        source=source("proof of Theorem 3.5.2"),
        quantifier=always,
        hypotheses=assumed,
        conclusion=conclusion,
    )


proof_3_5_2_residual = step_of_proof(
    "residual", [bounded_inputs, bounded_noise], Le(residual, theta)
)
proof_3_5_2_descent = step_of_proof(
    "descent",
    [
        bounded_inputs,
        lipschitz_gate,
        monotone_gate,
        bounded_noise,
        small_slope,
        within,
        large_loss,
    ],
    Le(distance_after**2, distance**2 - epsilon),
)
