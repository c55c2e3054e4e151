"""The proof of Theorem 5.4.3 in Section 5.7.2: along any gradients, along a run, and as numbers."""

from falsum import (
    And,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Max,
    Symbol,
    ceiling,
    defined,
    hypothesis,
    index,
    measured,
    parameter,
    positive,
    proviso,
    sqrt,
)

from . import notation as n
from .notation import accuracy, beta1, beta2, gradient_norm, sigma, slope, steps, t, zeta
from .notation import smooth_L as L
from .notation import step_number as number
from .theorem_5_4_3 import (
    SECOND_FALLING,
    chosen_beta1,
    explicit_beta1,
    explicit_zeta,
    large_shift,
    late_fall,
    small_momentum,
    theorem,
)

proof = n.thesis.proof(__name__, "", "Section 5.7.2", providing=[SECOND_FALLING])
theta_1 = accuracy * (1 - beta1) / (beta1 * sigma) - 1
theta_2 = zeta - sigma / theta_1
product = beta1 - beta1**2
DEFINED = "before (5.20): 'by definition 0 < beta_1 < 1 and hence 0 < beta_1 - beta_1^t'"
CONTRARY = "first sentence: 'assume to the contrary that ||g_t|| > epsilon for all t'"
momentum = hypothesis("beta_1 is positive", Gt(beta1, 0), place=DEFINED)
some_slope = hypothesis("sigma is positive", Gt(sigma, 0), place="it divides in theta_1")
bounded = hypothesis(
    "gradients have norms of at most sigma",
    Le(gradient_norm, sigma),
    place="Theorem 5.4.3, first sentence",
)
not_yet = hypothesis("no gradient is small yet", Gt(gradient_norm, accuracy), place=CONTRARY)
later = hypothesis("it is not the first step", Ge(number, 2), place=DEFINED)

# The preconditioned first moment along any gradients.
direction_norm = measured(
    "direction_norm", r"\|(V_t^{1/2} + \xi)^{-1} m_t\|", indices=(t,), dimension=0
)
shown = (1 - beta1**t) * n.seen_bound
upper = proof.step(
    "upper",
    "The preconditioned first moment is bounded",
    place={"equation": "5.16"},
    latex=r"\| ( V_t^{1/2} + \text{diag}(\xi 1_d) )^{-1} m_t \| \leq \frac{(1 - \beta_1^t) "
    r"\sigma_t}{\xi + \sqrt{\epsilon_t (1 - \beta_2^t)}} \leq \frac{(1 - \beta_1^t) \sigma_t}{\xi}",
    concludes=And(
        Le(direction_norm, shown / (zeta + sqrt(n.seen_least * (1 - beta2**t)))),
        Le(shown / (zeta + sqrt(n.seen_least * (1 - beta2**t))), shown / zeta),
    ),
).printed()
s = index("s", 2, steps)
late_norm = measured(
    "late_norm",
    r"\|g_s\|",
    indices=(s,),
    dimension=slope,
    says="norm of the gradient at iterate s",
)
alignment = measured(
    "alignment",
    r"Q_s = \langle g_s, (V_s^{1/2} + \xi)^{-1} m_s \rangle",
    latex="Q_s",
    indices=(s,),
    dimension=slope,
)
past_part = (beta1 - beta1**s) * sigma / (zeta * late_norm)
exact_factor = (1 - beta1) / (zeta + sigma * sqrt(1 - beta2**s)) - past_part
least_factor = sigma * product * theta_1 * theta_2 / (zeta * sigma * (zeta + sigma))
lower = proof.step(
    "lower",
    "The gradient and the preconditioned first moment are aligned",
    place={
        "equation": "5.19 and 5.20",
        "note": "from the second step on, for any gradients with the norms supposed",
    },
    latex=r"Q_t \geq \|g_t\|^2 \left( \frac{(1 - \beta_1)}{\xi + \sigma \sqrt{(1 - \beta_2^t)}} - "
    r"\frac{(\beta_1 - \beta_1^t) \sigma}{\xi \|g_t\|} \right), \quad Q_t \geq \|g_t\|^2 \left( "
    r"\frac{\sigma(\beta_1 - \beta_1^2)\theta_1\theta_2}{\xi\sigma(\xi + \sigma)} \right)",
    assuming=[bounded, not_yet, small_momentum, large_shift, momentum],
    concludes=And(
        Ge(alignment, late_norm**2 * exact_factor), Ge(alignment, late_norm**2 * least_factor)
    ),
).printed()

# The bound of (5.19) as a product, and the two constants.
norm = parameter(
    "g",
    "norm of the gradient",
    domain=positive,
    latex=r"\|g_t\|",
    dimension=slope,
    place=CONTRARY,
)
faded = beta1 - beta1**number
gap = (1 - beta1) * norm / (faded * sigma) - 1
root = sqrt(1 - beta2**number)
quotient = (zeta - sigma * root / gap) / (zeta * norm * (zeta + sigma * root))
product_form = proof.step(
    "factored",
    "The lower bound of the alignment is written as a product",
    place={"note": "the displays after (5.19), first and last line"},
    latex=r"\frac{(1 - \beta_1)}{\xi + \sqrt{(1 - \beta_2^t) \sigma^2}} - \frac{(\beta_1 - "
    r"\beta_1^t) \sigma}{\xi \|g_t\|} = \sigma (\beta_1 - \beta_1^t) \left( \frac{\|g_t\| (1 - "
    r"\beta_1)}{\sigma (\beta_1 - \beta_1^t)} - 1 \right) \frac{\xi - \left( \frac{\sigma \sqrt{(1 "
    r"- \beta_2^t)}}{-1 + \frac{(1 - \beta_1) \|g_t\|}{(\beta_1 - \beta_1^t) \sigma}} \right)}{\xi "
    r"\|g_t\| (\xi + \sigma \sqrt{(1 - \beta_2^t)})}",
    assuming=[some_slope, momentum],
    concludes=Eq(
        (1 - beta1) / (zeta + sqrt((1 - beta2**number) * sigma**2)) - faded * sigma / (zeta * norm),
        sigma * faded * gap * quotient,
    ),
)
some_gap = hypothesis("the gap is positive", Gt(gap, 0), place="before (5.20): theta_1 > 0")
factored = product_form.printed(
    providing=[proviso(some_gap.name, some_gap.relation), proviso(later.name, later.relation)]
)
factored_corrected = product_form.corrected(
    adding=[later, some_gap],
    note="Leaves out t = 1, where beta_1 - beta_1^t is 0 and stands in a denominator.",
)
large_norm = hypothesis("the gradient is not small yet", Gt(norm, accuracy), place=CONTRARY)
thresholds = proof.step(
    "thresholds",
    "Both constants of the proof are positive, and strict bounds",
    place={"note": "the displays before (5.20), from the second step on"},
    latex=r"\frac{\epsilon(1 - \beta_1)}{\beta_1 \sigma} - 1 := \theta_1 > 0, \quad \frac{(1 - "
    r"\beta_1) \|g_t\|}{(\beta_1 - \beta_1^t) \sigma} - 1 > \theta_1, \quad \theta_2 > 0, \quad "
    r"\left( \frac{\sigma \sqrt{(1 - \beta_2^t)}}{-1 + \frac{(1 - \beta_1) \|g_t\|}{(\beta_1 - "
    r"\beta_1^t) \sigma}} \right) < \frac{\sigma}{\theta_1} = \xi - \theta_2",
    assuming=[some_slope, momentum, small_momentum, large_shift, later, large_norm],
    concludes=And(
        Gt(theta_1, 0), Gt(gap, theta_1), Gt(theta_2, 0), Lt(sigma * root / gap, sigma / theta_1)
    ),
).printed()

# Along a run with the step sizes alpha*_t.
late_decrease = measured(
    "late_decrease",
    r"f(x_s) - f(x_{s+1})",
    indices=(s,),
    dimension=n.value,
    says="decrease of the objective in step s",
)
shared = [n.smooth_objective, bounded, not_yet, small_momentum, large_shift, momentum]
common = product * theta_1 * theta_2
share = common**2 / ((zeta + sigma) ** 2 * (1 - beta1**s) ** 2 * sigma**2)
decrease = proof.step(
    "decrease",
    "Each step of ADAM with the best step sizes decreases the objective",
    place={
        "equation": "5.21",
        "note": "with the step sizes alpha*_t; f(x_t) - f(x_{t+1}) on the left",
    },
    latex=r"f(x_{t+1}) - f(x_t) \leq -\frac{\|g_t\|^4}{2L} \left( \frac{(\beta_1 - \beta_1^2)^2"
    r"\theta_1^2\theta_2^2}{(\xi + \sigma)^2(1 - \beta_1^t)^2\sigma^2} \right)",
    assuming=shared,
    concludes=Ge(late_decrease, late_norm**4 / (2 * L) * share),
).printed()
least_fourth = measured(
    "least_fourth",
    r"\min_{2 \leq t \leq T} \|\nabla f(x_t)\|^4",
    dimension=slope**4,
    says="fourth power of the least gradient norm, the first iterate left out",
)


def least_at_most(terms: object) -> object:
    """Return the bound of the least gradient, with a number of terms in the sum."""
    spread = 2 * L * (zeta + sigma) ** 2 * sigma**2
    return Le(least_fourth, spread / (terms * common**2) * late_fall)


least_of_run = proof.step(
    "least",
    "The least gradient of ADAM with the best step sizes",
    place={
        "note": "the third display after (5.21), for the T steps of a run without a small "
        "gradient: the first step of the proof that does not hold where beta_1 is positive"
    },
    latex=r"\min_{t=2, \dots, T} \|\nabla f(x_t)\|^4 \leq \frac{2L(\xi + \sigma)^2\sigma^2}"
    r"{T(\beta_1 - \beta_1^2)^2\theta_1^2\theta_2^2} [f(x_2) - f(x_*)]",
    assuming=[*shared, n.has_minimiser],
    concludes=least_at_most(steps),
)
least = least_of_run.printed()
least_corrected = least_of_run.corrected(
    concludes=least_at_most(steps - 1), note="Divides by T - 1: the sum starts at t = 2."
)

# The number of steps: 'Observe that if T >= ...', as a matter of numbers and of a run.
parts = product**2 * theta_1**2 * theta_2**2


def condition(factor: int) -> object:
    """Return what the T of the proof achieves, with a factor in its denominator."""
    spread = 2 * L * sigma**2 * (zeta + sigma) ** 2
    T = defined("T", spread / (factor * accuracy**4 * parts) * late_fall)
    bound = 2 * L * (zeta + sigma) ** 2 * sigma**2 / (T * parts) * late_fall
    return Le(bound, accuracy**4)


observed = (
    r"T \geq \frac{2L\sigma^2(\xi + \sigma)^2}{2\epsilon^4(\beta_1 - \beta_1^2)^2\theta_1^2"
    r"\theta_2^2} [f(x_2) - f(x_*)]"
)
observation = {"note": "'Observe that if T >= ...', with equality"}
falling = hypothesis("f decreases", Gt(n.second_value, n.least_value), place=CONTRARY)
enough = proof.step(
    "t_condition",
    "The number of steps makes the bound of the least gradient at most eps^4",
    place=observation,
    latex=observed,
    assuming=[some_slope, momentum, small_momentum, large_shift, falling],
    concludes=condition(2),
)
t_condition = enough.printed()
t_condition_corrected = enough.corrected(
    concludes=condition(1),
    note="Without the factor 2 in the denominator of T, which the display lacks.",
)
needed_for = accuracy**4 * product**2 * theta_1**2 * theta_2**2
needed = L * sigma**2 * (zeta + sigma) ** 2 / needed_for * late_fall


def taking(count: object) -> list[Symbol]:
    """Return the definitions with a number of steps that are allowed."""
    return [defined("T", count, meaning="number of steps allowed", dimension=0, counts=True)]


enough_to_run = proof.step(
    "t_existence",
    "The number of steps in the proof that step sizes exist",
    place=observation,
    latex=observed,
    assuming=[*theorem.assuming, small_momentum, large_shift, momentum, some_slope],
    concludes=theorem.concludes,
    trivial=theorem.trivial,
    defining=taking(2 * needed / 2),
)
t_existence = enough_to_run.printed(
    note="A factor 2 is lost from the display before, and the sum starts at t = 2."
)
t_existence_corrected = enough_to_run.corrected(
    defining=taking(1 + Max(1, ceiling(2 * needed))),
    note="Takes back the factor 2 lost from the display before, and counts the T - 1 terms of a "
    "sum that starts at t = 2, of which there must be one.",
)

# The explicit parameters, and the number of steps for them.
left_over = accuracy * (1 - chosen_beta1)
parameters = proof.step(
    "parameters",
    "The explicit parameters make both constants simple",
    place={"note": "'now choose theta_1 = 1' and what follows"},
    latex=r"\beta_1 = \frac{\epsilon}{\epsilon+2\sigma} \implies \beta_1(1 - \beta_1) = "
    r"\frac{2\sigma\epsilon}{(\epsilon+2\sigma)^2}, \quad \theta_1 = 1, \quad \xi > \sigma",
    assuming=[some_slope],
    concludes=And(
        Eq(left_over / (chosen_beta1 * sigma) - 1, 1),
        Eq(chosen_beta1 * (1 - chosen_beta1), 2 * sigma * accuracy / (accuracy + 2 * sigma) ** 2),
        Eq(sigma**2 * chosen_beta1 / (-chosen_beta1 * sigma + left_over), sigma),
    ),
).printed()
below = 2 * accuracy**4 * (chosen_beta1 - chosen_beta1**2) ** 2 * sigma**2
general = 2 * L * sigma**2 * (2 * sigma + sigma) ** 2 / below
substituted = 2 * accuracy**4 * (2 * sigma * accuracy / (accuracy + 2 * sigma)) ** 2 * sigma**2
first_link = 18 * L * sigma**4 / substituted
second_link = 18 * L / (8 * accuracy**6 * (1 / (accuracy + 2 * sigma)) ** 2)
last_link = 9 * L * sigma**2 / accuracy**6
corrected_steps = 9 * L * (accuracy + 2 * sigma) ** 4 / (4 * accuracy**6)
links = [Ge(first_link, second_link), Ge(second_link, last_link)]
chain = proof.step(
    "t_chain",
    "The chain for the explicit number of steps, with its first substitution",
    place={
        "note": "factors of f(x_2) - f(x_*), which all links share, after 'making these "
        "substitutions'"
    },
    latex=r"T \geq \frac{18L\sigma^4}{2\epsilon^4 (\frac{2\sigma\epsilon}{\epsilon+2\sigma})^2 "
    r"\sigma^2} [f(x_2) - f(x_*)] \geq \frac{18L}{8\epsilon^6 (\frac{1}{\epsilon+2\sigma})^2} "
    r"[f(x_2) - f(x_*)] \geq \frac{9L\sigma^2}{\epsilon^6} [f(x_2) - f(x_*)]",
    assuming=[some_slope],
    concludes=And(Eq(general, first_link), *links),
)
t_chain = chain.printed(note="The first link is what fails; the two others hold.")
t_chain_corrected = chain.corrected(
    title="The explicit number of steps by substitution",
    concludes=Eq(general, corrected_steps),
    note="Squares the whole of beta_1 (1 - beta_1) = 2 sigma eps / (eps + 2 sigma)^2.",
)
t_suffices = chain.reading(
    "sufficient",
    title="The last link of the chain is as large as the first condition asks",
    concludes=Ge(last_link, general),
    note="T >= A >= B >= C gives a T of at least A, yet the theorem takes T = C, as if the chain "
    "ended in what is enough. Its correction is that of the printed chain, which shows no smaller "
    "T to be enough; the factor 2 that the first condition lacks is a matter of t_condition.",
)

# The explicit step size.
best_step = measured(
    "best_step",
    r"\alpha^*_s = \langle g_s, D_s m_s \rangle / (L \|D_s m_s\|^2), "
    r"\ D_s = (V_s^{1/2} + \xi)^{-1}",
    latex=r"\alpha^*_s",
    indices=(s,),
    dimension=n.length,
)
factor = 4 * accuracy / (3 * (accuracy + 2 * sigma) ** 2)
step_size = proof.step(
    "step_size",
    "The explicit step size is at most the best one",
    place={"note": "the display that defines the final alpha_t"},
    latex=r"\alpha_t^* \geq \frac{\|g_t\|^2}{L(1 - \beta_1^t)^2} \frac{4\epsilon}"
    r"{3(\epsilon + 2\sigma)^2} := \alpha_t",
    assuming=[bounded, not_yet, some_slope],
    concludes=Ge(best_step, late_norm**2 / (L * (1 - explicit_beta1**s) ** 2) * factor),
    defining=[explicit_beta1, explicit_zeta],
).printed()
grown = parameter(
    "h", "1 - beta_1^t", domain=positive, latex=r"(1 - \beta_1^t)", dimension=0, place=DEFINED
)
final_step = zeta / (L * grown**2) * norm**2 * (product / (sigma * (zeta + sigma)))
final_share = product**2 * sigma**2 / ((zeta + sigma) ** 2 * grown**2 * sigma**2)
consistency = proof.step(
    "consistency",
    "The smaller step size guarantees the decrease of (5.21)",
    place={
        "note": "'A consistency check!', theta_1 = 1, theta_2 = sigma: its last bound, 'shown to "
        "be equal to the RHS in equation 5.21'"
    },
    latex=r"\frac{\xi}{L(1 - \beta_1^t)^2} \|g_t\|^2 \left(\frac{(\beta_1 - \beta_1^2)}"
    r"{\sigma(\xi + \sigma)}\right) \left( -\|g_t\|^2 \left(\frac{\sigma(\beta_1 - \beta_1^2)"
    r"\theta_1\theta_2}{\xi\sigma(\xi + \sigma)}\right) \right) + \frac{L}{2} \left( "
    r"\frac{\xi}{L(1 - \beta_1^t)^2} \|g_t\|^2 \left(\frac{(\beta_1 - \beta_1^2)}"
    r"{\sigma(\xi + \sigma)}\right) \frac{(1 - \beta_1^t)\sigma}{\xi} \right)^2",
    assuming=[some_slope],
    concludes=Eq(
        final_step * (-(norm**2) * (sigma * product * sigma / (zeta * sigma * (zeta + sigma))))
        + L / 2 * (final_step * (grown * sigma / zeta)) ** 2,
        -(norm**4) / (2 * L) * final_share,
    ),
).printed()
