"""The closed form of the Gram matrix against the expectation that defines it."""

from falsum import Eq, acos, hypothesis, measured, pi

from .notation import i, j, slides, unit_inputs

inner = measured("inner", r"x_i^T x_j", latex="x_i^T x_j", indices=(i, j))
expectation = measured(
    "expectation",
    r"\mathbb{E}_{w \sim N(0, I)} [x_i^T x_j 1\{w^T x_i \geq 0, w^T x_j \geq 0\}]",
    latex=r"H_{ij}^\infty",
    indices=(i, j),
)
spectral_norm = measured("spectral_norm", r"\|X\|_2", latex=r"\|X\|_2")

definition = slides.statement(
    __name__,
    "Closed form of the Gram matrix of the ReLU network",
    "Definition: Gram matrix",
    note="the setting's norm condition is read as: every input has norm 1",
    latex=r"H_{ij}^\infty = \mathbb{E}_{w \sim N(0, I)} [x_i^T x_j \mathbb{I}\{w^T x_i \geq 0, "
    r"w^T x_j \geq 0\}] = \frac{x_i^T x_j (\pi - \arccos(x_i^T x_j))}{2\pi}",
    assuming=[unit_inputs],
    concludes=Eq(expectation, (inner * (pi - acos(inner))) / (2 * pi)),
)
printed = definition.printed()
spectral = definition.reading(
    "spectral",
    title="Closed form of the Gram matrix for a data matrix of spectral norm 1",
    place={"note": "the setting writes the 2-norm of the matrix X"},
    assuming=[hypothesis("the data matrix has norm 1", Eq(spectral_norm, 1))],
    note="Takes the norm of the data matrix at its word, as its largest singular value.",
)
