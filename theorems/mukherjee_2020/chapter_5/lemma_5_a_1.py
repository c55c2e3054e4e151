"""The inner product of the gradient with the preconditioned reply, in expectation."""

from falsum import Claim, Ge, Le, always, hypothesis, measured

from .notation import sigma, source
from .theorem_5_3_3 import mu_least, slope

reply_bound = measured(
    "reply_bound",
    r"\max \|g\|, \text{ over the past replies and the possible ones}",
    dimension=slope,
)
alignment = measured(
    "alignment",
    r"\mathbb{E}[\langle \nabla f(x_t), V_t^{-1/2} g_t \rangle \mid H_t]",
    dimension=slope,
)
gradient_norm = measured(
    "gradient_norm", r"\|\nabla f(x_t)\|, \text{ the mean of the replies}", dimension=slope
)
least_product = measured(
    "least_product",
    r"\min_{p, q, i} a_{pi} a_{qi}",
    dimension={"value": 2, "length": -2},
)
lemma_5_a_1 = Claim(
    id="mukherjee_2020.lemma_5_a_1",
    title="Preconditioned replies of one sign align with the gradient",
    source=source(
        "Lemma 5.A.1",
        note="H_t is any past of replies; the sign condition enters as a_pi a_qi >= 0",
    ),
    quantifier=always,
    hypotheses=[
        hypothesis("replies have norms of at most sigma_f", Le(reply_bound, sigma)),
        hypothesis("the gradients of the components have the same signs", Ge(least_product, 0)),
    ],
    conclusion=Ge(alignment, mu_least * gradient_norm**2),
)
