"""The remark after Theorem 5.3.3: vanishing entries, and signs at the points visited only."""

from falsum import Ge, Le, hypothesis, measured, parameter, positive

from . import notation as n
from .theorem_5_3_3 import bounded_components, corrected, some_slope, theorem

remark = n.thesis.statement(__name__, "", "remark after Theorem 5.3.3")
equal_signs = measured(
    "equal_signs",
    r"\min_{p, q} \operatorname{sign}(\nabla_i f_p(x)) \operatorname{sign}(\nabla_i f_q(x)), "
    r"\ \operatorname{sign}(0) = 1",
    latex=r"\min_{p,q} s_{p,i} s_{q,i}",
    indices=(n.i,),
    dimension=0,
)
mean_entry = measured(
    "mean_entry",
    r"|\nabla_i f(x)|",
    indices=(n.i,),
    dimension=n.slope,
    says="i-th entry of the gradient, without its sign",
)
largest_entry = measured(
    "largest_entry",
    r"\max_p |\nabla_i f_p(x)|",
    indices=(n.i,),
    dimension=n.slope,
    says="largest i-th entry of the gradients of the components, without signs",
)
share = parameter(
    "k",
    "number of components",
    domain=positive,
    dimension=0,
    place="Theorem 5.3.3: 'f = (1/k) sum f_p'",
)
one_orthant = hypothesis(
    "the components have the same signs", Ge(equal_signs, 1), place="Theorem 5.3.3 (b)"
)
vanishing = remark.part(
    "vanishing",
    "Where the gradient has an entry 0, so has every component's",
    place={
        "note": "made quantitative: an entry of the gradient is at least 1/k of the largest entry "
        "of a component; the sign of 0 is 1, as in Definition 20"
    },
    latex=r"\nabla_i f = 0 \implies \forall p \in \{1, \dots, k\}: \nabla_i f_p = 0",
    assuming=[one_orthant],
    concludes=Le(largest_entry, share * mean_entry),
).printed()
visited_product = measured(
    "visited_product",
    r"\min_{p, q, i} \nabla_i f_p(x) \nabla_i f_q(x) \text{ over the points } x "
    r"\text{ that a run may visit}",
    latex=r"\min \nabla_i f_p \nabla_i f_q",
    dimension=n.slope**2,
)
same_signs = hypothesis(
    "the signs agree at the points visited",
    Ge(visited_product, 0),
    place="'only holds on the points in R^d that the stochastic RMSProp visits'",
)
visited = remark.part(
    "visited",
    "RMSProp with an oracle whose signs agree at the points visited",
    place={"note": "with T as in theorem_5_3_3.corrected; elsewhere the signs may differ"},
    assuming=[n.smooth_objective, same_signs, bounded_components, n.has_minimiser, some_slope],
    latex=theorem.latex,
    concludes=theorem.concludes,
    defining=corrected.definitions,
    provisos=theorem.provisos,
    trivial=theorem.trivial,
).printed()
