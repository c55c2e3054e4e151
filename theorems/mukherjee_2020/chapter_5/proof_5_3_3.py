"""The proof of Theorem 5.3.3 in Appendix 5.A: along any replies, along a run, and as numbers."""

from falsum import (
    And,
    Eq,
    Ge,
    Le,
    hypothesis,
    measured,
    parameter,
    positive,
    sqrt,
)

from . import notation as n
from .notation import beta2, fall, i, seen_bound, seen_least, sigma, slope, smooth_L, steps, t, xi
from .theorem_5_3_3 import bounded_components, least_mean, mu_greatest, mu_least, same_signs

proof = n.thesis.statement(__name__, "", "Appendix 5.A")

# The preconditioner along any replies of bounded norm.
reply_bound = measured(
    "reply_bound",
    r"\max_k \|g_k\|",
    dimension=slope,
    says="largest norm of a reply of the oracle",
)
bounded_replies = hypothesis(
    "replies have norms of at most sigma_f", Le(reply_bound, sigma), place="Theorem 5.3.3 (c)"
)
least_root = measured(
    "least_root",
    r"\lambda_{\min}(V_t^{-1/2})",
    indices=(t,),
    dimension=slope**-1,
    says="least entry of the diagonal preconditioner",
)
greatest_root = measured(
    "greatest_root",
    r"\lambda_{\max}(V_t^{-1/2})",
    indices=(t,),
    dimension=slope**-1,
    says="largest entry of the diagonal preconditioner",
)
mu = proof.step(
    "mu",
    "Bounds of the preconditioner along bounded replies",
    place={"note": "the displays before (5.22)"},
    latex=r"\lambda_{\min}(V_t^{-1/2}) \geq \frac{1}{\sqrt{1 - \beta_2^t} \sqrt{\sigma_t^2 + "
    r"\xi}}, \quad \lambda_{\max}(V_t^{-1/2}) \leq \frac{1}{\sqrt{(1 - \beta_2^t)} \sqrt{(\xi + "
    r"\epsilon_t)}}, \quad \lambda_{\min}(V_t^{-1/2}) \geq \frac{1}{\sqrt{\sigma_f^2 + \xi}} := "
    r"\mu_{\min}, \quad \lambda_{\max}(V_t^{-1/2}) \leq \frac{1}{\sqrt{(1 - \beta_2)} \sqrt{\xi}} "
    r":= \mu_{\max}",
    assuming=[bounded_replies],
    concludes=And(
        Ge(least_root, 1 / (sqrt(1 - beta2**t) * sqrt(seen_bound**2 + xi))),
        Le(greatest_root, 1 / (sqrt(1 - beta2**t) * sqrt(xi + seen_least))),
        Ge(least_root, mu_least),
        Le(greatest_root, mu_greatest),
    ),
).printed()

# What is known of the average before the reply, with a power of beta_2 left of the geometric sum.
past = measured(
    "past",
    r"d_i = (1 - \beta_2) \xi + (1 - \beta_2) \sum_{k < t} \beta_2^{t-k} (g_{k,i}^2 + \xi)",
    latex="d_i",
    indices=(i,),
    dimension=slope**2,
)


def past_bound(left: object) -> object:
    """Return the bound of d_i, with ``left`` for what is left of the geometric sum."""
    bound = (1 - beta2) * (xi + (beta2 - left) / (1 - beta2) * (sigma**2 + xi))
    return Le(past, bound)


known_part = proof.step(
    "d_i",
    "The part of the average that is known before the reply",
    place={
        "note": "the first bound of d_i, before (5.26), at t = T; the printed value of the sum has "
        "one power of beta_2 too few at every t, and at t = 1, where the sum is empty, it is "
        "negative"
    },
    latex=r"d_i \leq (1 - \beta_2) \left[ \xi + \sum_{k=1}^{t-1} \beta_2^{t-k} "
    r"(\sigma_f^2 + \xi) \right] = (1 - \beta_2) \left[ \xi + "
    r"\frac{\beta_2 - \beta_2^{t-1}}{1 - \beta_2} (\sigma_f^2 + \xi) \right]",
    assuming=[bounded_replies],
    concludes=past_bound(beta2 ** (steps - 1)),
)
d_i = known_part.printed()
d_i_corrected = known_part.corrected(
    concludes=past_bound(beta2**steps),
    note="Sums the powers 1 to t - 1 of beta_2: what is left is beta_2^t.",
)
inverse_root = measured(
    "inverse_root",
    r"1 / \sqrt{(1 - \beta_2) g_{t,i}^2 + d_i}",
    latex=r"((1 - \beta_2) g_{t,i}^2 + d_i)^{-1/2}",
    indices=(i,),
    dimension=slope**-1,
)
entries = proof.step(
    "gap",
    "Entries of the preconditioner exceed mu_min by a positive amount",
    place={
        "equation": "5.26",
        "note": "its third line, at t = T, without -mu_min on both sides; its last one is "
        "proof_5_3_3.not_less",
    },
    latex=r"-\mu_{\min} + \frac{1}{\sqrt{(1 - \beta_2) a_{pi}^2 + d_i}} \geq -\mu_{\min} + "
    r"\frac{1}{\sqrt{(1 - \beta_2^{t-1}) (\sigma_f^2 + \xi)}}",
    assuming=[bounded_replies],
    concludes=Ge(inverse_root, 1 / sqrt((1 - beta2 ** (steps - 1)) * (sigma**2 + xi))),
)
gap = entries.printed()
gap_corrected = entries.corrected(
    concludes=Ge(inverse_root, 1 / sqrt((1 - beta2**steps) * (sigma**2 + xi))),
    note="With beta_2^t, as in the corrected bound of d_i.",
)

not_less = proof.step(
    "not_less",
    "No entry of the preconditioner is less than mu_min",
    place={"equation": "5.26", "note": "its last line, all that the proof uses of it"},
    latex=r"-\mu_{\min} + \frac{1}{\sqrt{(1 - \beta_2) a_{pi}^2 + d_i}} \geq 0",
    assuming=[bounded_replies],
    concludes=Ge(inverse_root, mu_least),
).printed()

# The expected decrease at every step of a run, and the average over the steps.
any_step = parameter(
    "alpha",
    "constant step size",
    domain=positive,
    latex=r"\alpha",
    dimension=n.length,
    place="Algorithm 6, line 1",
)
mean_fall = measured(
    "mean_fall",
    r"\mathbb{E}[f(x_t) - f(x_{t+1})]",
    indices=(t,),
    dimension=n.value,
    says="mean decrease of the objective in step t",
)
mean_square = measured(
    "mean_square",
    r"\mathbb{E} \|\nabla f(x_t)\|^2",
    indices=(t,),
    dimension=slope**2,
    says="mean squared gradient norm at iterate t",
)
mean_alignment = measured(
    "mean_alignment",
    r"\mathbb{E} \langle \nabla f(x_t), V_t^{-1/2} g_t \rangle",
    indices=(t,),
    dimension=slope,
    says="mean inner product of the gradient and the preconditioned reply",
)
noise_of_step = mu_greatest**2 * (any_step**2 * sigma**2 * smooth_L / 2)
expansion = proof.step(
    "expansion",
    "Each step decreases the objective by the alignment of reply and gradient, up to a noise term",
    place={"equation": "5.22", "note": "its last line, here with the expectation over H_t taken"},
    latex=r"\mathbb{E}[f(x_{t+1}) \mid H_t] \leq f(x_t) - \alpha \mathbb{E}[\langle \nabla f(x_t), "
    r"(V_t)^{-\frac{1}{2}} g_t \rangle \mid H_t] + \mu_{\max}^2 \frac{\alpha^2 \sigma_f^2 L}{2}",
    assuming=[n.smooth_objective, bounded_components],
    concludes=Ge(mean_fall, any_step * mean_alignment - noise_of_step),
).printed()
descent = proof.step(
    "descent",
    "Each step with a sign-constrained oracle decreases the objective, up to a noise term",
    place={"equation": "5.23"},
    latex=r"\mathbb{E}[f(x_{t+1}) - f(x_t)] \leq -\alpha \mu_{\min} \mathbb{E}[\|\nabla "
    r"f(x_t)\|^2] + \mu_{\max}^2 \frac{\alpha^2 \sigma_f^2 L}{2}",
    assuming=[n.smooth_objective, same_signs, bounded_components],
    concludes=Ge(mean_fall, any_step * mu_least * mean_square - noise_of_step),
).printed()
noise = sigma**2 * smooth_L / 2 * (mu_greatest**2 / mu_least)
averaged = proof.step(
    "averaged",
    "The least expected squared gradient at any step size",
    place={"note": "the first display after (5.23)"},
    latex=r"\min_{t=1\dots T} \mathbb{E}[\|\nabla f(x_t)\|^2] \leq \frac{1}{\alpha T \mu_{\min}} "
    r"(f(x_1) - f(x_*)) + \frac{\alpha \sigma_f^2 L}{2} \frac{\mu_{\max}^2}{\mu_{\min}}",
    assuming=[n.smooth_objective, same_signs, bounded_components, n.has_minimiser],
    concludes=Le(least_mean, 1 / (any_step * steps * mu_least) * fall + any_step * noise),
).printed()

# The step size that is chosen, for any fall of the objective.
any_fall = parameter(
    "fall",
    "fall of the objective from the start to the minimum",
    domain=positive,
    latex="f(x_1) - f(x_*)",
    place="Theorem 5.3.3: positive where the start is no minimum",
    dimension=n.value,
)
T = parameter("T", "number of steps", domain=positive, dimension=0, place="Theorem 5.3.3")
some_sigma = parameter(
    "sigma",
    "bound on the gradients",
    domain=positive,
    latex=r"\sigma_f",
    dimension=slope,
    place="Theorem 5.3.3 (c)",
)
least = 1 / sqrt(some_sigma**2 + xi)
greatest = 1 / (sqrt(1 - beta2) * sqrt(xi))
chosen_step = 1 / sqrt(T) * sqrt(2 * any_fall / (some_sigma**2 * smooth_L * greatest**2))


def bound_at(step: object) -> object:
    """Return the bound of the least expected squared gradient as a function of the step size."""
    cost = step * some_sigma**2 * smooth_L / 2 * (greatest**2 / least)
    return 1 / (step * T * least) * any_fall + cost


spread = smooth_L * some_sigma**2 * greatest**2 / (2 * least)
bound = 2 * sqrt(1 / (T * least) * any_fall * spread)
final = (2 * smooth_L * some_sigma**2 * (some_sigma**2 + xi) * any_fall) / ((1 - beta2) * xi)
final_step = (2 * xi * (1 - beta2) * any_fall) / (some_sigma**2 * smooth_L)
step_size = proof.step(
    "step_size",
    "The step size and the bound that it gives",
    place={"note": "the two displays before the end of the proof"},
    latex=r"\alpha = \frac{1}{\sqrt{T}} \sqrt{\frac{2(f(x_1) - f(x_*))}{\sigma_f^2 L "
    r"\mu_{\max}^2}} = \frac{1}{\sqrt{T}} \sqrt{\frac{2\xi(1-\beta_2)(f(x_1) - "
    r"f(x_*))}{\sigma_f^2 L}}, \quad 2 \sqrt{\frac{1}{T \mu_{\min}} (f(x_1) - f(x_*)) \times "
    r"\frac{L \sigma_f^2 \mu_{\max}^2}{2 \mu_{\min}}} = \frac{1}{\sqrt{T}} \sqrt{\frac{2L "
    r"\sigma_f^2 (\sigma_f^2 + \xi) (f(x_1) - f(x_*))}{(1-\beta_2)\xi}}",
    concludes=And(
        Eq(chosen_step, 1 / sqrt(T) * sqrt(final_step)),
        Eq(bound_at(chosen_step), bound),
        Eq(bound, 1 / sqrt(T) * sqrt(final)),
        Le(bound, bound_at(any_step)),
    ),
).printed()
