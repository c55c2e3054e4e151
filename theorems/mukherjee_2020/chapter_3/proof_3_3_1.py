"""The steps of the proof that modified SGD learns a ReLU gate."""

from falsum import (
    Abs,
    And,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    ceiling,
    defined,
    hypothesis,
    log,
    measured,
    parameter,
    positive,
    with_probability,
)

from .notation import n, thesis
from .theorem_3_3_1 import (
    W,
    X,
    alpha,
    confident,
    definite,
    delta,
    elsewhere,
    eps,
    factor,
    fourth_moment,
    lambda_min,
    negative_alpha,
    ratio,
    shrinkage,
    start_distance,
    step_size,
)

eta = parameter(
    "eta", "any step size", domain=positive, latex=r"\eta", dimension=(factor * X**2) ** -1
)
proof = thesis.proof(
    __name__,
    "A step of the proof that modified SGD learns a ReLU gate",
    "proof of Theorem 3.3.1",
    assuming=[negative_alpha],
    providing=[elsewhere],
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
growth = 1 - 2 * eta * Abs(alpha) * lambda_min + eta**2 * alpha**2 * fourth_moment
contraction = proof.step(
    "contraction",
    proof.title,
    place={
        "equation": "3.4",
        "note": "for the update of Algorithm 2 and of (3.1); the line before (3.1) prints + for -",
    },
    latex=r"\mathbb{E}_{(x_t, y_t)} \left[ \|w_{t+1} - w_*\|^2 \mid S_{t-1} \right] \leq \left( "
    r"1 - 2\eta|\alpha| \times \lambda_{\min} \left( \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x_t > 0} x_t x_t^\top \right] \right) + \eta^2 \alpha^2 \times "
    r"\mathbb{E} \left[ \mathbf{1}_{w_*^\top x_t > 0} \cdot \|x_t\|^4 \right] \right) "
    r"\|w_t - w_*\|^2",
    concludes=Le(expected_square, growth * start_distance**2),
).printed()
expectation = measured(
    "expectation",
    r"E[\|w_t - w_*\|^2]",
    dimension=W**2,
    says="expected squared distance of iterate t from the target",
)
expectation_after = measured(
    "expectation_after",
    r"E[\|w_{t+1} - w_*\|^2]",
    dimension=W**2,
    says="expected squared distance of the next iterate from the target",
)
iterated = proof.step(
    "iterated",
    proof.title,
    place={"equation": "3.5", "note": "for iterates that have taken steps of one size from w_1"},
    latex=r"\mathbb{E} \left[ \|w_{t+1} - w_*\|^2 \right] \leq \left( 1 - 2\eta|\alpha| "
    r"\lambda_{\min} \left( \mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} x x^\top \right] "
    r"\right) + \eta^2 \alpha^2 \times \mathbb{E} \left[ \mathbf{1}_{w_*^\top x > 0} \cdot "
    r"\|x\|^4 \right] \right) \mathbb{E} \left[ \|w_t - w_*\|^2 \right]",
    concludes=Le(expectation_after, growth * expectation),
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
c_1, quarter = fourth_moment, (2 * lambda_min) ** 2 / 4
curved = proof.step(
    "strict",
    proof.title,
    latex=r"c_1 > \frac{b^2}{4}, \quad b = 2\lambda_{\min} \left( \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x > 0} x x^\top \right] \right), \quad c_1 = \mathbb{E} \left[ "
    r"\mathbf{1}_{w_*^\top x > 0} \cdot \|x\|^4 \right]",
    assuming=[definite],
    concludes=Gt(c_1, quarter),
)
strict = curved.printed(note="On the line a law of one active point gives equality.")
strict_corrected = curved.corrected(
    concludes=Ge(c_1, quarter),
    note="Lets equality pass: there one step from an active sample leads to the target.",
)

# T as the proof solves for it.
square = measured(
    "square",
    r"\|w_T - w_*\|^2",
    dimension=W**2,
    says="squared distance of iterate T from the target",
)
solved = 1 + log(ratio) / log(1 / (1 - shrinkage))
T = defined("T", Max(1, ceiling(solved)), meaning="number of the iterate", dimension=0)
several_steps = hypothesis(
    "c_1 is greater than b^2/4", Lt(shrinkage, 1), place="the sentence before 'Now we recall'"
)
count = proof.step(
    "count",
    "The number of steps of modified SGD",
    place={
        "note": "T is given up to a hidden constant: this is the one that case 1 of Lemma 3.E.1 "
        "is proved with, rounded up"
    },
    latex=r"\epsilon'^2 = \epsilon^2 \delta, \quad T = 1 + \frac{\log \frac{C}{\epsilon'^2}}"
    r"{\log \frac{1}{\alpha}}, \quad \mathbb{P}[\|w_T - w_*\|^2 \leq \epsilon^2] \geq "
    r"1 - \delta",
    quantifier=with_probability(1 - delta),
    assuming=[definite, negative_alpha, confident, several_steps],
    defining=[step_size, T],
    concludes=Le(square, eps**2),
).printed(
    note="A smaller eps goes unnoticed: in the nearest instances the run fails where no sample is "
    "active, with probability delta whatever eps is. The probability itself is attained.",
)
second_moment = measured(
    "second_moment",
    r"E[\|x\|^2]",
    dimension=X**2,
    says="second moment of the norm of the data",
)
risk_of_weights = measured(
    "risk",
    r"E[(\max\{0, w^T x\} - \max\{0, w_*^T x\})^2]",
    latex="R(w)",
    dimension=X**2 * W**2,
)
near = hypothesis(
    "the weights are within eps of the target",
    Le(start_distance**2, eps**2),
    place="after Theorem 3.3.1",
)
risk = proof.step(
    "risk",
    proof.title,
    place={"label": "remark after Theorem 3.3.1"},
    latex=r"\|w_T - w_*\|^2 \leq \epsilon^2 \implies \mathbb{E}_{x \sim \mathcal{D}} \left[ "
    r"\left( \max\{0, w_T^\top x\} - \max\{0, w_*^\top x\} \right)^2 \right] \leq \epsilon^2 "
    r"\mathbb{E} [\|x\|^2]",
    assuming=[near],
    concludes=Le(risk_of_weights, eps**2 * second_moment),
).printed()
