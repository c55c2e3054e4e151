"""Where can an unbiased interpolating oracle exist, and is that where the theorem needs it?

Definition 19 asserts no existence: what is claimed here is what Theorem 5.3.1 needs of it.
"""

from falsum import (
    Ge,
    Gt,
    Le,
    Rational,
    hypothesis,
    interval,
    measured,
    nonnegative,
    parameter,
    sqrt,
)

from .notation import coordinates, growth, slope, thesis, xi

gradient_size = parameter(
    "G",
    "norm of the gradient of f at the point of the query",
    domain=nonnegative,
    latex=r"\|\nabla f(x)\|",
    dimension=slope,
    place="Definition 19",
)
half_shift = sqrt(coordinates * xi) / 2
allowed = (sqrt(growth) * gradient_size - half_shift) ** 2
least_moment = measured(
    "least_moment",
    r"\min \{\mathbb{E}[(\|g\| + \sqrt{d \xi}/2)^2] : \mathbb{E} g = \nabla f(x)\}",
    latex=r"\min_{\mathbb{E} g = \nabla f} \mathbb{E} (\|g\| + \sqrt{d \xi}/2)^2",
    dimension=slope**2,
)
moment = measured(
    "moment",
    r"\mathbb{E}[(\|g\| + \sqrt{d \xi}/2)^2]",
    latex=r"\mathbb{E} (\|g\| + \sqrt{d \xi}/2)^2",
    dimension=slope**2,
)
mean_norm = measured(
    "mean_norm",
    r"\|\mathbb{E} g\|",
    dimension=slope,
    says="norm of the mean reply of the oracle",
)
definition = thesis.statement(
    __name__,
    "",
    "Definition 19",
    latex=r"\mathbb{E} \left[ \left( \|g_t\| + \frac{\sqrt{d \xi}}{2} \right)^2 \right] \leq "
    r"\left( \sqrt{c} \|\nabla f(x_t)\| - \frac{\sqrt{d \xi}}{2} \right)^2",
)
exact_gradient = definition.step(
    "least_moment",
    "No unbiased oracle has a smaller moment than the exact gradient",
    place={"note": "the side that an oracle can influence; Jensen, which the text does not draw"},
    latex=definition.latex,
    concludes=Ge(moment, (mean_norm + half_shift) ** 2),
)
jensen = exact_gradient.shadow("")
satisfiable = definition.reading(
    "satisfiable",
    title="An unbiased interpolating oracle exists at every point",
    place={
        "note": "a definition asserts no existence; with the unbiasedness that Theorem 5.3.1 asks "
        "for, and at every point, since it names no place that a run avoids"
    },
    concludes=Le(least_moment, allowed),
    note="Takes for granted that there is such an oracle, as a reader of Theorem 5.3.1 may. The "
    "least moment of an unbiased oracle is that of the exact gradient. Its correction is "
    "definition_19.corrected.",
)
least_of_all = measured(
    "least_of_all",
    r"\min_g \mathbb{E}[(\|g\| + \sqrt{d \xi}/2)^2]",
    latex=r"\min_g \mathbb{E} (\|g\| + \sqrt{d \xi}/2)^2",
    dimension=slope**2,
)
any_mean = definition.reading(
    "any_mean",
    title="An interpolating oracle, unbiased or not, exists at every point",
    place={"note": "Definition 19 itself does not ask for an unbiased oracle"},
    concludes=Le(least_of_all, allowed),
    note="The least moment of any oracle is that of the reply 0. It is too large wherever the "
    "gradient is not 0 and below sqrt(d xi / c), so that near a minimum no oracle at all meets the "
    "definition. Its correction is definition_19.corrected.",
)
far_from_critical = hypothesis(
    "the gradient vanishes, or is not small",
    Le(
        gradient_size * sqrt(coordinates * xi), gradient_size * (gradient_size * (sqrt(growth) - 1))
    ),
)
satisfiable_corrected = definition.corrected(
    title="An unbiased interpolating oracle exists where the gradient vanishes or is not small",
    assuming=[far_from_critical],
    concludes=Le(least_moment, allowed),
    note="Adds that the gradient is 0 or at least sqrt(d xi) / (sqrt(c) - 1).",
)
oracle_exists = hypothesis("the oracle is interpolating", Le(least_moment, allowed))
not_critical = hypothesis("the point is not critical", Gt(gradient_size, 0))
far = definition.step(
    "gap",
    "Where an unbiased interpolating oracle exists, the gradient vanishes or is not small",
    place={"note": "a consequence that the text does not draw"},
    latex=definition.latex,
    assuming=[oracle_exists, not_critical],
    concludes=Le(sqrt(coordinates * xi), gradient_size * (sqrt(growth) - 1)),
)
gap = far.shadow("")

# The same in units of sqrt(d xi), on a bounded domain, so that emptiness can be proved.
relative = parameter(
    "r",
    "norm of the gradient in units of sqrt(d xi)",
    domain=interval(Rational(1, 10**6), Rational(1, 4)),
    latex=r"\|\nabla f(x)\| / \sqrt{d \xi}",
    dimension=0,
)
mean_reply = parameter(
    "m",
    "expected norm of the reply in units of sqrt(d xi)",
    domain=nonnegative,
    latex=r"\mathbb{E} \|g\| / \sqrt{d \xi}",
    dimension=0,
)
bounded_growth = parameter(
    "c", "growth constant of the oracle", domain=interval(0, 16), dimension=0
)
unbiased = hypothesis("the oracle is unbiased", Le(relative, mean_reply), place="Theorem 5.3.1")
half = Rational(1, 2)
interpolating = hypothesis(
    "the oracle is interpolating",
    Le((mean_reply + half) ** 2, (sqrt(bounded_growth) * relative - half) ** 2),
    place="Definition 19",
)
growing = hypothesis(
    "the second moment grows with the gradient", Le(mean_reply**2, bounded_growth * relative**2)
)
answers = definition.step(
    "near_critical",
    "An unbiased interpolating oracle answers at nearly critical points",
    place={
        "note": "what Theorem 5.3.1 needs for every small accuracy, and what the paragraph below "
        "Definition 19 motivates it by: replies at points that are nearly critical but not "
        "critical; here between 10^-6 and 1/4 of sqrt(d xi), with c <= 16, which emptiness is "
        "proved for: definition_19.gap has every c and every gradient below sqrt(d xi)/(sqrt(c)-1)"
    },
    latex=definition.latex,
    assuming=[unbiased, interpolating],
    concludes=Le(mean_reply, sqrt(bounded_growth) * relative),
)
near_critical = answers.shadow(
    "", note="Bounds the expectations of squares by squares of expectations, from below."
)
near_critical_corrected = answers.corrected(
    dropping=[interpolating],
    adding=[growing],
    note="Leaves the shift out of both sides, which makes Definition 19 the condition "
    "E|g|^2 <= c |grad f|^2 of theorem_5_3_1.corrected: near a critical point the shift is larger "
    "than all else, and c >= 1 is enough without it. A plus for the minus would let oracles "
    "answer too, but not bound E|g|^2 by a multiple of |grad f|^2, on which the descent rests.",
)
