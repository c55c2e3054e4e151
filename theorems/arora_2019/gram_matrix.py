"""The closed form of the Gram matrix against the expectation that defines it."""

from falsum import Claim, Eq, acos, always, hypothesis, measured, pi

from .notation import i, j, source, unit_inputs

inner = measured("inner", r"x_i^T x_j", latex="x_i^T x_j", indices=(i, j))
expectation = measured(
    "expectation",
    r"\mathbb{E}_{w \sim N(0, I)} [x_i^T x_j 1\{w^T x_i \geq 0, w^T x_j \geq 0\}]",
    latex=r"H_{ij}^\infty",
    indices=(i, j),
)
spectral_norm = measured("spectral_norm", r"\|X\|_2", latex=r"\|X\|_2")
closed_form = Eq(expectation, (inner * (pi - acos(inner))) / (2 * pi))

gram_matrix = Claim(
    id="arora_2019.gram_matrix",
    title="Closed form of the Gram matrix of the ReLU network",
    source=source(
        "Definition: Gram matrix",
        note="the setting's norm condition is read as: every input has norm 1",
    ),
    quantifier=always,
    hypotheses=[unit_inputs],
    conclusion=closed_form,
)
gram_matrix_reading_spectral = Claim(
    id="arora_2019.gram_matrix.reading_spectral",
    title="Closed form of the Gram matrix for a data matrix of spectral norm 1",
    source=source("Definition: Gram matrix", note="the setting writes the 2-norm of the matrix X"),
    quantifier=always,
    hypotheses=[hypothesis("the data matrix has norm 1", Eq(spectral_norm, 1))],
    conclusion=closed_form,
    note="Takes the norm of the data matrix at its word, as its largest singular value.",
)
