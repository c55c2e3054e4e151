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
    naturals,
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


theorem_3_5_2 = attains(
    "",
    target_norm / epsilon,
    note="The first step of the proof that does not hold is the last one, from the decrease in "
    "each step to the number of steps (proof_3_5_2.count).",
)
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

# From a decrease in each step to a number of steps, and the remark on labels without noise.
N = parameter("N", "number of steps that lower the squared distance", domain=naturals, dimension=0)
t = index("t", 1, N)
square = {"label": 2}
first_square = measured(
    "first_square", r"\|w_1 - w_*\|^2", latex=r"\|w_1 - w_*\|^2", dimension=square
)
square_before = measured(
    "square_before", r"\|w_t - w_*\|^2", latex=r"\|w_t - w_*\|^2", indices=(t,), dimension=square
)
square_after = measured(
    "square_after",
    r"\|w_{t+1} - w_*\|^2",
    latex=r"\|w_{t+1} - w_*\|^2",
    indices=(t,),
    dimension=square,
)


def counts(part: str, most: object, note: str = "") -> Claim:
    """Return the claim that there are at most so many steps that lower the distance."""
    return Claim(
        id="mukherjee_2020.proof_3_5_2.count" + part,
        title="How often the squared distance can fall by epsilon",
        source=source(
            "proof of Theorem 3.5.2",
            note="'in at most ... steps of the above kind': the first step of the proof that does "
            "not hold, and the only one",
        ),
        quantifier=always,
        hypotheses=[
            hypothesis("the weights start from 0", Le(first_square, target_norm**2)),
            hypothesis(
                "each step lowers the squared distance", Le(square_after, square_before - epsilon)
            ),
        ],
        conclusion=Le(N, most),
        note=note,
    )


proof_3_5_2_count = counts("", target_norm / epsilon)
proof_3_5_2_count_corrected = counts(
    ".corrected",
    target_norm**2 / epsilon,
    note="Squares the norm: what falls by epsilon is the square of the distance.",
)


def realisable(part: str, steps: object, note: str = "") -> Claim:
    """Return what the remark says of labels without noise."""
    return Claim(
        id="mukherjee_2020.remark_3_5_2.realisable" + part,
        title="GLM-Tron on labels without noise",
        source=source(
            "remark after Theorem 3.5.2",
            note="theta = 0, which the theorem itself leaves out; 'O(epsilon) accuracy' is that of "
            "the theorem's bound",
        ),
        quantifier=always,
        hypotheses=[
            bounded_inputs,
            lipschitz_gate,
            monotone_gate,
            hypothesis("the labels have no noise", Le(noise, 0)),
            small_slope,
        ],
        conclusion=Lt(least_loss, L / (2 - L) * epsilon),
        definitions=[defined("T", steps, meaning="number of steps allowed", dimension=0)],
        note=note,
    )


remark_3_5_2_realisable = realisable("", target_norm / epsilon)
remark_3_5_2_realisable_corrected = realisable(
    ".corrected", target_norm**2 / epsilon, note="Squares the norm, as in the theorem."
)
