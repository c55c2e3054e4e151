"""The inner product of the gradient with the preconditioned reply, in expectation."""

from falsum import Ge, Le, hypothesis, measured

from .notation import sigma, slope, thesis
from .theorem_5_3_3 import mu_least

reply_bound = measured(
    "reply_bound",
    r"\max \|g\|, \text{ over the past replies and the possible ones}",
    latex=r"\max \|g\|",
    dimension=slope,
)
alignment = measured(
    "alignment",
    r"\mathbb{E}[\langle \nabla f(x_t), V_t^{-1/2} g_t \rangle \mid H_t]",
    dimension=slope,
    says="mean inner product of the gradient and the preconditioned reply, given the steps before",
)
gradient_norm = measured(
    "gradient_norm",
    r"\|\nabla f(x_t)\|, \text{ the mean of the replies}",
    latex=r"\|\nabla f(x_t)\|",
    dimension=slope,
)
least_product = measured(
    "least_product",
    r"\min_{p, q, i} a_{pi} a_{qi}",
    dimension=slope**2,
    says="least product of the entries of two components at one place",
)
bounded_replies = hypothesis(
    "replies have norms of at most sigma_f", Le(reply_bound, sigma), place="Theorem 5.3.3 (c)"
)
same_signs = hypothesis(
    "the gradients of the components have the same signs",
    Ge(least_product, 0),
    place="Theorem 5.3.3 (b); 'leads to the conclusion that the term a_pi a_qi >= 0'",
)
lemma = thesis.statement(
    __name__,
    "Preconditioned replies of one sign align with the gradient",
    "Lemma 5.A.1",
    note="H_t is any past of replies; the sign condition enters as a_pi a_qi >= 0",
    latex=r"\mathbb{E}[\langle \nabla f(x_t), V_t^{-1/2} g_t \rangle \mid H_t] \geq "
    r"\mu_{\min} \|\nabla f(x_t)\|^2",
    assuming=[bounded_replies, same_signs],
    concludes=Ge(alignment, mu_least * gradient_norm**2),
)
printed = lemma.printed()
