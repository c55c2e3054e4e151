"""The remark after Theorem 3.3.1."""

from falsum import Gt

from .notation import thesis
from .theorem_3_3_1 import definite, negative_alpha, step_size

positive_step = (
    thesis.proof(__name__, "", "remark after Theorem 3.3.1", note="its point (b)")
    .part(
        "positive_step",
        "The printed step size of modified SGD is positive",
        latex=r"\frac{\lambda_{\min}(\mathbb{E}[\mathbf{1}_{w_*^\top x > 0} x x^\top])}"
        r"{|\alpha| \mathbb{E}[\mathbf{1}_{w_*^\top x > 0} \|x\|^4]} > 0",
        assuming=[definite, negative_alpha],
        concludes=Gt(step_size, 0),
    )
    .printed()
)
