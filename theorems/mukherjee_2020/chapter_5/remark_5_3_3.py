"""The remark after Theorem 5.3.3: vanishing entries, and signs at the points visited only."""

from falsum import (
    Claim,
    Ge,
    Gt,
    Le,
    Max,
    always,
    ceiling,
    defined,
    hypothesis,
    index,
    measured,
    parameter,
    positive,
    sqrt,
)

from .notation import (
    accuracy,
    beta2,
    coordinates,
    has_minimiser,
    least_value,
    sigma,
    smooth_L,
    smooth_objective,
    source,
    start_value,
    xi,
)
from .theorem_5_3_3 import bounded_components, least_mean, printed_steps, slope

i = index("i", 1, coordinates)
equal_signs = measured(
    "equal_signs",
    r"\min_{p, q} \operatorname{sign}(\nabla_i f_p(x)) \operatorname{sign}(\nabla_i f_q(x)), "
    r"\ \operatorname{sign}(0) = 1",
    latex=r"\min_{p,q} s_{p,i} s_{q,i}",
    indices=(i,),
    dimension=0,
)
mean_entry = measured(
    "mean_entry", r"|\nabla_i f(x)|", latex=r"|\nabla_i f(x)|", indices=(i,), dimension=slope
)
largest_entry = measured(
    "largest_entry",
    r"\max_p |\nabla_i f_p(x)|",
    latex=r"\max_p |\nabla_i f_p(x)|",
    indices=(i,),
    dimension=slope,
)
share = parameter("k", "number of components", domain=positive, dimension=0)
remark_5_3_3_vanishing = Claim(
    id="mukherjee_2020.remark_5_3_3.vanishing",
    title="Where the gradient has an entry 0, so has every component's",
    source=source(
        "remark after Theorem 5.3.3",
        note="made quantitative: an entry of the gradient is at least 1/k of the largest entry "
        "of a component; the sign of 0 is 1, as in Definition 20",
    ),
    quantifier=always,
    hypotheses=[hypothesis("the components have the same signs", Ge(equal_signs, 1))],
    conclusion=Le(largest_entry, share * mean_entry),
)
visited_product = measured(
    "visited_product",
    r"\min_{p, q, i} \nabla_i f_p(x) \nabla_i f_q(x) \text{ over the points } x "
    r"\text{ that a run may visit}",
    latex=r"\min \nabla_i f_p \nabla_i f_q",
    dimension={"value": 2, "length": -2},
)
count = defined("T", Max(1, ceiling(printed_steps)), meaning="number of steps allowed", dimension=0)
step = defined(
    "alpha",
    1
    / sqrt(count)
    * sqrt((2 * xi * (1 - beta2) * (start_value - least_value)) / (sigma**2 * smooth_L)),
    meaning="constant step size",
    latex=r"\alpha",
    dimension={"length": 1},
)
remark_5_3_3_visited = Claim(
    id="mukherjee_2020.remark_5_3_3.visited",
    title="RMSProp with an oracle whose signs agree at the points visited",
    source=source(
        "remark after Theorem 5.3.3",
        note="with T as in theorem_5_3_3.corrected; elsewhere the signs may differ",
    ),
    quantifier=always,
    hypotheses=[
        smooth_objective,
        hypothesis("the signs agree at the points visited", Ge(visited_product, 0)),
        bounded_components,
        has_minimiser,
        hypothesis("sigma_f is positive", Gt(sigma, 0)),
    ],
    conclusion=Le(least_mean, accuracy**2),
    definitions=[count, step],
)
