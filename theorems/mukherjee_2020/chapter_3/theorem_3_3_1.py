"""Modified SGD learns a ReLU gate in O(log(...)) steps."""

from falsum import (
    Abs,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    always,
    defined,
    hidden,
    hypothesis,
    log,
    measured,
    parameter,
    positive,
    proviso,
    rate,
    unit,
)

from .notation import thesis

HERE = "Theorem 3.3.1"
X, W, factor = unit("input"), unit("weight"), unit("factor")
lambda_min = parameter(
    "lambda_min",
    "least eigenvalue of the second moment of the active data",
    latex=r"\lambda_{\min}(E[1_{w_*^T x > 0} x x^T])",
    dimension=X**2,
    place=HERE,
)
fourth_moment = parameter(
    "fourth_moment",
    "fourth moment of the active data",
    latex=r"E[1_{w_*^T x > 0} \|x\|^4]",
    dimension=X**4,
    place=HERE,
)
alpha = parameter(
    "alpha", "factor of the proxy", latex=r"\alpha", dimension=factor, place="Algorithm 2"
)
eps = parameter(
    "eps",
    "distance to be reached",
    domain=positive,
    latex=r"\epsilon",
    dimension=W,
    place="the last lines of the proof of Theorem 3.3.1",
)
delta = parameter(
    "delta",
    "allowed probability of failure",
    domain=positive,
    latex=r"\delta",
    dimension=0,
    place="the last lines of the proof of Theorem 3.3.1",
)
start_distance = parameter(
    "start_distance", "distance of the weights", latex=r"\|w_1 - w_*\|", dimension=W, place=HERE
)
definite = hypothesis("E[1 x x^T] is positive definite", Gt(lambda_min, 0), place=HERE)
negative_alpha = hypothesis("alpha is negative", Lt(alpha, 0), place=HERE)
confident = hypothesis(
    "delta is less than 1", Lt(delta, 1), place="the last lines of the proof of Theorem 3.3.1"
)
elsewhere = proviso("w_1 is not the target", Ne(start_distance, 0))
step_size = defined(
    "step",
    lambda_min / (Abs(alpha) * fourth_moment),
    meaning="the printed step size",
    latex=r"\eta",
    dimension=(factor * X**2) ** -1,
)
shrinkage = lambda_min**2 / fourth_moment
ratio = start_distance**2 / (eps**2 * delta)
K = hidden("C", "the constant of T = O(log(...))")
enough = measured(
    "enough",
    r"\min\{T : \mathbb{P}[\|w_t - w_*\|^2 \leq \epsilon^2] \geq 1 - \delta "
    r"\text{ for all } t \geq T\}",
    latex="T",
    dimension=0,
)
theorem = thesis.statement(
    __name__,
    "Modified SGD learns a ReLU gate in a logarithmic number of steps",
    HERE,
    note="eps tends to 0 for one law of the data, on which the hidden constant may depend; the T "
    "of the proof is proof_3_3_1.count. In the logarithm of 1/eps, since a constant that grows "
    "like it is no power of 1/eps",
    latex=r"\eta = \frac{\lambda_{\min}(\mathbb{E}[\mathbf{1}_{w_*^\top x > 0} x x^\top])}"
    r"{|\alpha| \mathbb{E}[\mathbf{1}_{w_*^\top x > 0} \|x\|^4]}, \quad "
    r"T = O\left(\log \frac{\|w_1 - w_*\|^2}{\epsilon^2 \delta}\right), \quad "
    r"\mathbb{P}[\|w_T - w_*\|^2 \leq \epsilon^2] \geq 1 - \delta",
    quantifier=rate(log(1 / eps)),
    assuming=[definite, negative_alpha, confident],
    providing=[elsewhere],
    defining=[step_size],
    concludes=Le(enough, K * log(ratio)),
)
printed = theorem.printed(
    note="A hidden constant leaves nothing to tighten; proof_3_3_1.count has an explicit T."
)
uniform = theorem.reading(
    "uniform",
    place={"note": "the laws of the data get worse conditioned at a fixed eps"},
    quantifier=rate(1 / shrinkage),
    note="Asks for one hidden constant for all laws of the data, and is false: by "
    "theorem_3_3_1.seldom_active T grows like 1/p on laws that are active with probability p, "
    "while the logarithm stays the same.",
)
active = measured("active", r"\#\{x : w_*^T x > 0\}", dimension=0)
seldom_active = theorem.shadow(
    "seldom_active",
    place={"note": "why no hidden constant serves all laws of the data"},
    latex="",
    quantifier=always,
    adding=[
        hypothesis("one point of the data alone is active", Le(active, 1)),
        hypothesis("it is not drawn always", Lt(shrinkage, 1)),
        hypothesis("w_1 is not near enough", Gt(start_distance, eps)),
    ],
    concludes=Ge(enough, 1 + log(1 / delta) / log(1 / (1 - shrinkage))),
    note="The ratio of lambda_min^2 and the fourth moment is the probability p of that point here. "
    "Until it is drawn nothing moves, which is so after T - 1 draws with probability "
    "(1 - p)^(T - 1).",
)
