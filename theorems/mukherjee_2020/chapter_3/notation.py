"""Chapter 3: one gate sigma, samples (x_i, y_i), GLM-Tron (Algorithm 4)."""

from falsum import (
    Ge,
    Le,
    hypothesis,
    index,
    measured,
    naturals,
    parameter,
    positive,
)

from ..notation import CORRECTED as CORRECTED
from ..notation import thesis as thesis

n = parameter("n", "dimension of the data", domain=naturals, dimension=0)
S = parameter("S", "number of samples", domain=naturals, dimension=0, place="'i = 1, ..., S'")
i = index("i", 1, S)
L = parameter(
    "L",
    "Lipschitz constant of the activation",
    domain=positive,
    dimension=0,
    place="'sigma is a L-Lipschitz non-decreasing function'; the bounds divide by L",
)
input_norm = measured(
    "input_norm",
    r"\|x_i\|",
    indices=(i,),
    dimension=0,
    says="Euclidean norm of the i-th input",
)
slope_least = measured("slope_least", r"\inf_z \sigma'(z)", latex=r"\inf \sigma'", dimension=0)
slope_greatest = measured(
    "slope_greatest", r"\sup_z |\sigma'(z)|", latex=r"\sup |\sigma'|", dimension=0
)
ASSUMED = "the first sentence of Lemma 3.5.1 and of Theorem 3.5.2"
OF_GATE = "the first sentence of Lemma 3.5.1, the second of Theorem 3.5.2"
bounded_inputs = hypothesis("inputs in the unit ball", Le(input_norm, 1), place=ASSUMED)
lipschitz_gate = hypothesis("the activation is L-Lipschitz", Le(slope_greatest, L), place=OF_GATE)
monotone_gate = hypothesis("the activation is non-decreasing", Ge(slope_least, 0), place=OF_GATE)
