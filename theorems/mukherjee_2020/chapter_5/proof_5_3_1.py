"""The explicit steps in the proof of Theorem 5.3.1, Section 5.7.1."""

from typing import Any

from falsum import (
    Abs,
    And,
    Eq,
    Ge,
    Gt,
    Le,
    Sum,
    defined,
    hypothesis,
    index,
    measured,
    nonnegative,
    parameter,
    positive,
    proviso,
    sqrt,
)

from . import notation as n
from . import theorem_5_3_1 as theorem
from .notation import growth, i, sigma, slope, smooth_L, steps, t, thesis, value, xi
from .theorem_5_3_1 import beta2, gradient_norm, hypotheses, largest_reply, mean_least, q

proof = thesis.statement(__name__, "", "Section 5.7.1", page=130)

# The old average in the place of the new one.
reply = parameter("g", "one coordinate of the oracle's reply", dimension=slope)
old_average = parameter(
    "v",
    "the same coordinate of the running average before the reply",
    domain=nonnegative,
    latex="v_{t-1}",
    dimension=slope**2,
    place="Algorithm 6, lines 3 and 7",
)
new_average = beta2 * old_average + (1 - beta2) * (reply**2 + xi)
preconditioning = proof.step(
    "difference",
    "Preconditioning with the old average changes a reply by little",
    place={"note": "between (5.4) and (5.5), by modulus"},
    latex=r"\frac{g_{t,i}}{\sqrt{v_{t,i}}} - \frac{g_{t,i}}{\sqrt{\beta_2 v_{t-1,i}}} \leq "
    r"\sqrt{1 - \beta_2} \left| \frac{g_{t,i} \sqrt{g_{t,i}^2 + \xi}}"
    r"{\sqrt{v_{t,i}} \sqrt{\beta_2 v_{t-1,i}}} \right|",
    concludes=Le(
        Abs(reply / sqrt(new_average) - reply / sqrt(beta2 * old_average)),
        sqrt(1 - beta2)
        * Abs(reply * sqrt(reply**2 + xi) / (sqrt(new_average) * sqrt(beta2 * old_average))),
    ),
)
difference = preconditioning.printed(
    providing=[proviso("it is not the first step", Gt(old_average, 0))],
    note="Before the first reply the average is 0. The second sum of (5.9) forgets that again: it "
    "puts (1 - beta_2) xi for v_{t-1} at every t.",
)
difference_corrected = preconditioning.corrected(
    adding=[hypothesis("it is not the first step", Ge(old_average, (1 - beta2) * xi))],
    note="Leaves out the first step, where the old average is 0 and stands in a denominator.",
)

# The shift in the average.
least_average = measured(
    "least_average",
    r"\min_i v_{t,i}",
    indices=(t,),
    dimension=slope**2,
    says="least entry of the running average at step t",
)
average = proof.step(
    "average",
    "The running average holds a share of the shift",
    place={"note": "between (5.8) and (5.9)"},
    latex=r"v_{t,i} \geq (1 - \beta_2^t) \xi \geq (1 - \beta_2) \xi",
    concludes=And(
        Ge(least_average, (1 - beta2**t) * xi), Ge((1 - beta2**t) * xi, (1 - beta2) * xi)
    ),
).printed()

# The step size, which the run takes, and a bound in the place of the average.
scale = xi * beta2 * (1 - beta2) / (growth * smooth_L)
gain = 1 / sqrt(beta2 * sigma) - growth * sigma / (xi * beta2 * sqrt(1 - beta2))
step_size = defined("alpha", scale * gain, latex=r"\alpha")
r = index("r", 2, theorem.queries)
later_norm = measured(
    "later_norm",
    r"\|\nabla f(x_r)\|",
    indices=(r,),
    dimension=slope,
    says="norm of the gradient at the r-th point",
)
weighted = measured(
    "weighted",
    r"\sum_i (\nabla_i f(x_r))^2 / \sqrt{v_{t-1,i}}",
    latex=r"\sum_i (\nabla_i f(x_r))^2 / \sqrt{v_{r-1,i}}",
    indices=(r,),
    dimension=slope,
)
bounded = proof.step(
    "preconditioner",
    "The running average is replaced by a bound",
    place={
        "equation": "5.9",
        "note": "its first sum, from the second step on, where the average is not 0",
    },
    latex=r"\sum_{i=1}^d -\alpha_t \frac{(\nabla_i f(x_t))^2}{\sqrt{\beta_2 v_{t-1,i}}} + \dots "
    r"\leq -\alpha_t \frac{\|\nabla f(x_t)\|^2}{\sqrt{\beta_2 \sigma}} + \dots",
    assuming=hypotheses,
    defining=[step_size],
    concludes=Ge(weighted / sqrt(beta2), later_norm**2 / sqrt(beta2 * sigma)),
)
preconditioner = bounded.printed()
preconditioner_corrected = bounded.corrected(
    concludes=Ge(weighted / sqrt(beta2), later_norm**2 / sqrt(beta2 * (largest_reply**2 + xi))),
    note="Bounds v by the squares that it averages: those of the replies, shifted by xi.",
)

# The mixed term.
entry = measured(
    "entry",
    "|g_i|",
    indices=(i,),
    dimension=slope,
    says="absolute value of the i-th entry of a reply of the oracle",
)
reply_norm = measured("reply_norm", r"\|g\|", dimension=slope, says="norm of a reply of the oracle")
mixed = Sum(sqrt(entry**4 + xi * entry**2), i)
sum_root = proof.step(
    "sum_root",
    "The mixed term of a reply completes a square",
    place={"note": "after (5.9), for each reply; the norm there has a stray index"},
    latex=r"\mathbb{E}[\sum_i \sqrt{g_{t,i}^4 + \xi |g_{t,i}|^2}] \leq "
    r"\mathbb{E}[\sum_i (g_{t,i}^2 + \sqrt{\xi} |g_{t,i}|)] \leq "
    r"\mathbb{E}[\|g_t\|^2 + \sqrt{d \xi} \|g_{t,i}\|] \leq "
    r"\mathbb{E}[(\|g_t\| + \frac{\sqrt{d \xi}}{2})^2 - \frac{d \xi}{4}]",
    concludes=And(
        Le(mixed, Sum(entry**2 + sqrt(xi) * entry, i)),
        Le(
            Sum(entry**2 + sqrt(xi) * entry, i),
            reply_norm**2 + sqrt(n.coordinates * xi) * reply_norm,
        ),
        Le(
            reply_norm**2 + sqrt(n.coordinates * xi) * reply_norm,
            (reply_norm + sqrt(n.coordinates * xi) / 2) ** 2 - n.coordinates * xi / 4,
        ),
    ),
).printed()
mean_mixed = measured(
    "mean_mixed",
    r"\mathbb{E} \sum_i \sqrt{g_{q,i}^4 + \xi g_{q,i}^2}",
    latex=r"\mathbb{E}_q \sum_i \sqrt{g_{q,i}^4 + \xi g_{q,i}^2}",
    indices=(q,),
    dimension=slope**2,
)
oracle = proof.step(
    "oracle",
    "The interpolating oracle bounds the mixed term by the gradient",
    place={"note": "where Definition 19 enters; of the theorem's conditions it needs no other"},
    latex=r"\mathbb{E}[\sum_i \sqrt{g_{t,i}^4 + \xi |g_{t,i}|^2}] \leq \mathbb{E}[(\sqrt{c} "
    r"\|\nabla f(x_t)\| - \frac{\sqrt{d \xi}}{2})^2 - \frac{d \xi}{4}] \leq "
    r"c \|\nabla f(x_t)\|^2",
    assuming=[theorem.unbiased, theorem.interpolating],
    concludes=Le(mean_mixed, growth * gradient_norm**2),
).printed()


# The choice of the step size.
progress = (growth * sigma / sqrt(beta2 * xi) - sqrt(xi * (1 - beta2) / sigma)) ** 2


def change(step: Any) -> Any:
    """Return the factor of the squared gradient in (5.10)."""
    cost = growth * (sigma * step * sqrt(1 - beta2) + smooth_L * step**2 / 2)
    return -step * (1 / sqrt(beta2 * sigma)) + cost / (xi * beta2 * (1 - beta2))


best_change = -1 / (2 * growth * smooth_L) * progress
choice = proof.step(
    "positive_step",
    "The printed step size is positive",
    place={"note": "'which is positive by assumptions', after (5.10)"},
    latex=r"\alpha_t = \frac{\xi \beta_2 (1 - \beta_2)}{cL} \left( \frac{1}{\sqrt{\beta_2 \sigma}}"
    r" - \frac{c \sigma}{\xi \beta_2 \sqrt{1 - \beta_2}} \right)",
    assuming=[theorem.positive_sigma, theorem.suitable_decay],
    concludes=Gt(step_size, 0),
)
positive_step = choice.printed()
any_step = parameter("a", "any step size", domain=positive, latex=r"\alpha'", dimension=n.length)
best_step = proof.step(
    "best_step",
    "No step size makes more of (5.10) than the printed one",
    place={"note": "'the optimal choice', after (5.10)"},
    latex=choice.latex,
    assuming=choice.assuming,
    concludes=Le(best_change, change(any_step)),
).printed()
printed_decrease = (
    r"\mathbb{E}[f(x_{t+1}) \mid \{x_j\}_{j=2,\dots,t}] \leq f(x_t) - \frac{1}{2cL} \left( "
    r"\frac{c \sigma}{\sqrt{\beta_2 \xi}} - \sqrt{\frac{\xi (1 - \beta_2)}{\sigma}} \right)^2 "
    r"\|\nabla f(x_t)\|^2"
)
optimum = proof.step(
    "optimum",
    "The printed step size turns (5.10) into the printed decrease",
    place={"note": "the display after (5.10)"},
    latex=printed_decrease,
    assuming=[theorem.positive_sigma],
    concludes=Eq(change(step_size), best_change),
).printed()

# The decrease of one step, and what follows for T of them.
mean_decrease = measured(
    "mean_decrease",
    r"f(x_q) - \mathbb{E}[f(x_{q+1}) \mid x_1, \dots, x_q]",
    latex=r"f(x_q) - \mathbb{E}_q f(x_{q+1})",
    indices=(q,),
    dimension=value,
)
later_decrease = measured(
    "later_decrease",
    r"f(x_r) - \mathbb{E}[f(x_{r+1}) \mid x_1, \dots, x_r]",
    latex=r"f(x_r) - \mathbb{E}_r f(x_{r+1})",
    indices=(r,),
    dimension=value,
)
each_step = proof.step(
    "descent",
    "Each step with an interpolating oracle decreases the objective in expectation",
    place={"note": "the display before the expectation is taken, from the second step on"},
    latex=printed_decrease,
    assuming=hypotheses,
    defining=[step_size],
    concludes=Ge(later_decrease, 1 / (2 * growth * smooth_L) * progress * later_norm**2),
)
descent = each_step.printed(
    note="The first step is left out, where the proof divides by 0 (proof_5_3_1.difference)."
)
repaired = (growth * sigma / sqrt(xi) - sqrt(xi * (1 - n.beta2) / (sigma**2 + xi))) ** 2
under, taking = theorem.corrected.hypotheses, theorem.corrected.definitions
descent_corrected = each_step.corrected(
    assuming=under,
    defining=taking,
    title="Each step with an unbiased oracle of growing second moment decreases the objective",
    place={"note": ""},
    concludes=Ge(mean_decrease, 1 / (2 * growth * smooth_L) * repaired * gradient_norm**2),
    note="Takes the conditions and the step size of theorem_5_3_1.corrected: sigma^2 + xi stands "
    "for sigma under the root, and beta2 is gone. The first step counts, too.",
)
total = proof.step(
    "bound",
    "The least expected squared gradient after T steps",
    place={"note": "the last display; f is taken to have a minimiser, which f_* asks for"},
    latex=r"\mathbb{E}[\min_{t=1,\dots,T} \|\nabla f(x_t)\|^2] \leq \frac{1}{T} \sum_{t=1}^T "
    r"\mathbb{E}[\|\nabla f(x_t)\|^2] \leq \frac{f(x_1) - f_*}{\frac{T}{2cL} \left( "
    r"\frac{c \sigma}{\sqrt{\beta_2 \xi}} - "
    r"\sqrt{\frac{\xi (1 - \beta_2)}{\sigma}} \right)^2}",
    assuming=[*hypotheses, n.has_minimiser],
    defining=[step_size],
    concludes=Le(mean_least, n.fall / (steps / (2 * growth * smooth_L) * progress)),
    provisos=[n.FALLING],
)
bound = total.printed()
bound_corrected = total.corrected(
    assuming=under,
    defining=taking,
    title="The least expected squared gradient with an unbiased oracle of growing second moment",
    place={"note": ""},
    concludes=Le(mean_least, n.fall / (steps / (2 * growth * smooth_L) * repaired)),
    note="Takes the conditions and the step size of theorem_5_3_1.corrected: sigma^2 + xi stands "
    "for sigma under the root, and beta2 is gone.",
)
