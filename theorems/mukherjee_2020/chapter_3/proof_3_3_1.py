"""The two terms of one step of modified SGD, and the step size that they ask for."""

from falsum import Abs, Claim, Gt, Le, always, measured

from .notation import source
from .theorem_3_3_1 import (
    W,
    alpha,
    definite,
    eta,
    fourth_moment,
    lambda_min,
    negative_alpha,
    proof,
    start_distance,
    step_size,
)

first_term = measured(
    "first_term",
    r"-2 \eta E[\langle w_t - w_*, g_t \rangle | S_{t-1}]",
    latex=r"\text{Term 1}",
    dimension={W: 2},
)
second_term = measured(
    "second_term",
    r"\eta^2 E[\|g_t\|^2 | S_{t-1}]",
    latex=r"\text{Term 2}",
    dimension={W: 2},
)
proof_3_3_1_term_1 = proof(
    "term_1",
    [negative_alpha],
    Le(first_term, -2 * eta * Abs(alpha) * lambda_min * start_distance**2),
    equation="3.3",
)
proof_3_3_1_term_2 = proof(
    "term_2",
    [negative_alpha],
    Le(second_term, eta**2 * alpha**2 * start_distance**2 * fourth_moment),
)
remark_3_3_1_positive_step = Claim(
    id="mukherjee_2020.remark_3_3_1.positive_step",
    title="The printed step size of modified SGD is positive",
    source=source("remark after Theorem 3.3.1", note="its point (b)"),
    quantifier=always,
    hypotheses=[definite, negative_alpha],
    conclusion=Gt(step_size, 0),
)
