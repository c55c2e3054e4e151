"""The steps of the proof that modified SGD learns a ReLU gate."""

from falsum import Abs, And, Ge, Gt, Le, hypothesis, measured, naturals, parameter, positive

from .notation import thesis
from .theorem_3_3_1 import (
    W,
    X,
    alpha,
    definite,
    eps,
    factor,
    fourth_moment,
    lambda_min,
    n,
    negative_alpha,
    shrinkage,
    start_distance,
    step_size,
)

eta = parameter(
    "eta", "any step size", domain=positive, latex=r"\eta", dimension=(factor * X**2) ** -1
)
proof = thesis.statement(
    __name__,
    "A step of the proof that modified SGD learns a ReLU gate",
    "proof of Theorem 3.3.1",
    assuming=[negative_alpha],
)
first_term = measured(
    "first_term",
    r"-2 \eta E[\langle w_t - w_*, g_t \rangle | S_{t-1}]",
    latex=r"\text{Term 1}",
    dimension=W**2,
)
second_term = measured(
    "second_term", r"\eta^2 E[\|g_t\|^2 | S_{t-1}]", latex=r"\text{Term 2}", dimension=W**2
)
term_1 = proof.step(
    "term_1",
    proof.title,
    place={"equation": "3.3"},
    latex=r"\text{Term1} \leq -2\eta|\alpha| \lambda_{\min} \left( \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x_t > 0} x_t x_t^\top \right] \right) \|w_t - w_*\|^2",
    concludes=Le(first_term, -2 * eta * Abs(alpha) * lambda_min * start_distance**2),
).printed()
term_2 = proof.step(
    "term_2",
    proof.title,
    latex=r"\text{Term 2} \leq \eta^2 \alpha^2 \|w_* - w_t\|^2 \times \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x_t > 0} \cdot \|x_t\|^4 \right]",
    concludes=Le(second_term, eta**2 * alpha**2 * start_distance**2 * fourth_moment),
).printed()
expected_square = measured(
    "expected_square",
    r"E[\|w_{t+1} - w_*\|^2 | w_t]",
    latex=r"E[\|w_{t+1} - w_*\|^2 | S_{t-1}]",
    dimension=W**2,
)
contracts = proof.step(
    "contraction",
    proof.title,
    place={"equation": "3.4"},
    latex=r"\mathbb{E}_{(x_t, y_t)} \left[ \|w_{t+1} - w_*\|^2 \mid S_{t-1} \right] \leq \left( "
    r"1 - 2\eta|\alpha| \times \lambda_{\min} \left( \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x_t > 0} x_t x_t^\top \right] \right) + \eta^2 \alpha^2 \times "
    r"\mathbb{E} \left[ \mathbf{1}_{w_*^\top x_t > 0} \cdot \|x_t\|^4 \right] \right) "
    r"\|w_t - w_*\|^2",
    concludes=Le(
        expected_square,
        (1 - 2 * eta * Abs(alpha) * lambda_min + eta**2 * alpha**2 * fourth_moment)
        * start_distance**2,
    ),
)
contraction = contracts.printed()
contraction_plus = contracts.reading(
    "plus",
    note="Updates by w + eta g, as the proof's first line says against Algorithm 2. Its "
    "correction is proof_3_3_1.contraction, with the update of Algorithm 2.",
)
steps = parameter("steps", "number of steps taken", domain=naturals, dimension=0)
final_expectation = measured(
    "final_expectation",
    r"E[\|w_T - w_*\|^2], \ T = 1 + \text{steps, with the printed step size}",
    latex=r"E[\|w_T - w_*\|^2]",
    dimension=W**2,
)
iterated = proof.step(
    "iterated",
    proof.title,
    place={"equation": "3.5"},
    latex=r"\mathbb{E} \left[ \|w_{t+1} - w_*\|^2 \right] \leq \left( 1 - 2\eta|\alpha| "
    r"\lambda_{\min} \left( \mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} x x^\top \right] "
    r"\right) + \eta^2 \alpha^2 \times \mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} \cdot "
    r"\|x\|^4 \right] \right) \mathbb{E} \left[ \|w_t - w_*\|^2 \right]",
    assuming=[definite, negative_alpha],
    defining=[step_size],
    concludes=Le(final_expectation, (1 - shrinkage) ** steps * start_distance**2),
).printed()
trace = measured(
    "trace",
    r"\mathrm{Tr}(E[1_{w_*^T x > 0} x x^T])",
    latex=r"\mathrm{Tr}(E[1 x x^T])",
    dimension=X**2,
)
jensen = proof.step(
    "jensen",
    proof.title,
    latex=r"\mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} \cdot \|x\|^4 \right] \geq "
    r"\text{Tr}(\mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} x x^\top \right])^2 \geq "
    r"n^2 \lambda_{\min}^2 \left( \mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} x x^\top \right] "
    r"\right)",
    assuming=[],
    concludes=And(Ge(fourth_moment, trace**2), Ge(trace**2, n**2 * lambda_min**2)),
).printed()
curved = proof.step(
    "strict",
    proof.title,
    latex=r"c_1 > \frac{b^2}{4}, \quad b = 2\lambda_{\min} \left( \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x > 0} x x^\top \right] \right), \quad c_1 = \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x > 0} \cdot \|x\|^4 \right]",
    assuming=[definite],
    concludes=Gt(fourth_moment, (2 * lambda_min) ** 2 / 4),
)
strict = curved.printed()
strict_corrected = curved.corrected(
    adding=[hypothesis("two dimensions or more", Ge(n, 2))],
    note="Asks for two dimensions: on the line a constant x gives equality. From two on the claim "
    "is loose by a factor of n^2, at least 4, as proof_3_3_1.jensen says.",
)
second_moment = measured("second_moment", r"E[\|x\|^2]", latex=r"E[\|x\|^2]", dimension=X**2)
risk_of_weights = measured(
    "risk",
    r"E[(\max\{0, w^T x\} - \max\{0, w_*^T x\})^2]",
    latex="R(w)",
    dimension=X**2 * W**2,
)
near = hypothesis("the weights are within eps of the target", Le(start_distance**2, eps**2))
risk = proof.step(
    "risk",
    proof.title,
    latex=r"\|w_T - w_*\|^2 \leq \epsilon^2 \implies \mathbb{E}_{x \sim \mathcal{D}} \left[ "
    r"\left( \max\{0, w_T^\top x\} - \max\{0, w_*^\top x\} \right)^2 \right] \leq \epsilon^2 "
    r"\mathbb{E} [\|x\|^2]",
    assuming=[near],
    concludes=Le(risk_of_weights, eps**2 * second_moment),
).printed()
