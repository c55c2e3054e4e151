"""Section 3.5: GLM-Tron on the labels of one gate, with a noise of at most theta."""

from typing import Any

from falsum import Ge, Le, Lt, defined, hypothesis, measured, nonnegative, parameter, positive, unit

from .notation import CORRECTED as CORRECTED
from .notation import L as L
from .notation import S as S
from .notation import bounded_inputs as bounded_inputs
from .notation import i as i
from .notation import input_norm as input_norm
from .notation import lipschitz_gate as lipschitz_gate
from .notation import monotone_gate as monotone_gate
from .notation import slope_greatest as slope_greatest
from .notation import slope_least as slope_least
from .notation import thesis as thesis

label = unit("label")
epsilon = parameter(
    "eps",
    "accuracy",
    domain=positive,
    latex=r"\epsilon",
    dimension=label**2,
    place="Theorem 3.5.2: T divides by it",
)
theta = parameter(
    "theta",
    "bound on the label noise",
    domain=positive,
    latex=r"\theta",
    dimension=label,
    place="Theorem 3.5.2: 'for some theta > 0'",
)
W = parameter(
    "W",
    "bound on the distance of the first iterate",
    domain=nonnegative,
    dimension=label,
    place="proof of Theorem 3.5.2: 'in the first step we can choose W = ||w_*||'",
)
target_norm = parameter(
    "target_norm",
    "norm of the weights that made the labels",
    domain=nonnegative,
    latex=r"\|w_*\|",
    dimension=label,
    place="Theorem 3.5.2: 'w_* in R^n'",
)
noise = measured(
    "noise",
    r"|y_i - \sigma(\langle w_*, x_i\rangle)|",
    latex=r"|\xi_i|",
    indices=(i,),
    dimension=label,
)
least_loss = measured(
    "least_loss",
    r"\min \tilde{L}_S(h_t) \text{ over the iterates } w_1 = 0, \dots "
    r"\text{ reached in at most } T \text{ steps}",
    latex=r"\tilde{L}_S",
    dimension=label**2,
)
GATE = (bounded_inputs, lipschitz_gate, monotone_gate)
bounded_noise = hypothesis(
    "the noise is at most theta", Le(noise, theta), place="Theorem 3.5.2: 'for all i'"
)
small_slope = hypothesis("L is less than 2", Lt(L, 2), place="Theorem 3.5.2: 'for L < 2'")
first_distance = hypothesis(
    "the first iterate is within W of the target", Ge(W, target_norm), place=W.place
)
bound = L / (2 - L) * (epsilon + (theta**2 + 2 * theta * W * (L + 1)))
printed_steps = target_norm / epsilon
enough_steps = target_norm**2 / epsilon


def taking(steps: Any, meaning: str = "number of steps") -> Any:
    """Return the definition of the number of steps."""
    return (defined("T", steps, meaning=meaning, dimension=0, counts=True),)


def allowed(steps: Any) -> Any:
    """Return the definition of the number of steps of which the best is taken."""
    return taking(steps, "number of steps allowed")
