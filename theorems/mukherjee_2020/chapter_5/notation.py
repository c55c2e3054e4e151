"""Chapter 5: an L-smooth objective f with bounded gradient, RMSProp (Algorithm 6)."""

from falsum import (
    Gt,
    Le,
    granted,
    hypothesis,
    index,
    interval,
    measured,
    naturals,
    nonnegative,
    parameter,
    positive,
    proviso,
    unit,
)

from ..notation import CORRECTED as CORRECTED
from ..notation import thesis as thesis

value, length = unit("value"), unit("length")
slope, curvature = value / length, value / length**2
smoothness = measured(
    "smoothness",
    r"\inf\{K : f(y) \leq f(x) + \langle \nabla f(x), y - x\rangle + \tfrac{K}{2}\|y-x\|^2\}",
    latex="K_f",
    dimension=curvature,
)
gradient_bound = measured(
    "gradient_bound",
    r"\sup_x \|\nabla f(x)\|",
    latex=r"\sup \|\nabla f\|",
    dimension=slope,
)
smooth_L = parameter(
    "L",
    "smoothness constant of the objective",
    domain=positive,
    dimension=curvature,
    place="Definition 18: 'for some L > 0'",
)
sigma = parameter(
    "sigma",
    "bound on the norm of the gradient",
    domain=nonnegative,
    latex=r"\sigma",
    dimension=slope,
    place="'let sigma < infinity be an upperbound on the norm of the gradient'; in Theorem 5.3.1 "
    "of each of its entries, in Theorem 5.3.3 (c) as sigma_f of the gradients of the components",
)
xi = parameter(
    "xi",
    "shift added to the squared gradient",
    domain=positive,
    latex=r"\xi",
    dimension=slope**2,
    place="Definition 19: 'for some xi > 0'; Theorems 5.3.3 and 5.4.1: 'any epsilon, xi > 0'",
)
beta2 = parameter(
    "beta2",
    "decay of the running average",
    domain=interval(0, 1, "[)"),
    latex=r"\beta_2",
    dimension=0,
    place="Algorithms 6 and 7, line 1",
)
beta1 = parameter(
    "beta1",
    "decay of the first moment",
    domain=interval(0, 1, "[)"),
    latex=r"\beta_1",
    dimension=0,
    place="Algorithm 7, line 1",
)
zeta = parameter(
    "zeta",
    "shift of ADAM, added to the root of the second moment",
    domain=positive,
    latex=r"\xi",
    dimension=slope,
    place="Algorithm 7, line 1",
)
accuracy = parameter(
    "eps",
    "gradient norm to be reached",
    domain=positive,
    latex=r"\epsilon",
    dimension=slope,
    place="'for any epsilon > 0'",
)
start_value = parameter(
    "f1",
    "value of the objective at the first iterate",
    latex="f(x_1)",
    dimension=value,
    place="'where x_1 is the first iterate of the algorithm'",
)
second_value = parameter(
    "f2",
    "value of the objective at the second iterate",
    latex="f(x_2)",
    dimension=value,
    place="'where x_2 is the second iterate of the algorithm'",
)
least_value = parameter(
    "f_star",
    "least value of the objective",
    latex="f(x_*)",
    dimension=value,
    place="'f(x_*) = min f(x)'",
)
smooth_objective = hypothesis("f is L-smooth", Le(smoothness, smooth_L), place="Definition 18")
bounded_gradient = hypothesis(
    "the gradient's norm is at most sigma",
    Le(gradient_bound, sigma),
    place="Theorems 5.4.1 to 5.4.3, first sentence",
)
FALLING = proviso("the start is no minimum", Gt(start_value, least_value))
fall = start_value - least_value
coordinates = parameter(
    "d", "number of coordinates of x", domain=naturals, dimension=0, place="'f : R^d -> R'"
)
growth = parameter(
    "c",
    "growth constant of the oracle",
    domain=positive,
    dimension=0,
    place="Definition 19: 'c > 0'",
)
steps = parameter(
    "steps",
    "number of steps of the run",
    domain=naturals,
    latex="T",
    dimension=0,
    place="the sums over t = 1, ..., T",
)
step_number = parameter(
    "t", "number of the step", domain=naturals, dimension=0, place="Algorithms 6 and 7, line 4"
)
t = index("t", 1, steps)
i = index("i", 1, coordinates)
gradient_norm = measured(
    "gradient_norm",
    r"\|\nabla f(x_t)\|",
    indices=(t,),
    dimension=slope,
)
has_minimiser = granted(
    "f has a minimiser",
    r"\exists x_* : f(x_*) = \min_x f(x)",
    place="'assume also that f has a minimizer'",
)
seen_bound = measured(
    "seen_bound",
    r"\sigma_t = \max_{k \leq t} \|g_k\|",
    latex=r"\sigma_t",
    indices=(t,),
    dimension=slope,
)
seen_least = measured(
    "seen_least",
    r"\epsilon_t = \min_{k \leq t, i} g_{k,i}^2",
    latex=r"\epsilon_t",
    indices=(t,),
    dimension=slope**2,
)
least_gradient = measured(
    "least_gradient",
    r"\min_{1 \leq t \leq T} \|\nabla f(x_t)\|",
    latex=r"\min_{t \leq T} \|\nabla f(x_t)\|",
    dimension=slope,
)
