"""The compensated squared distance moves by a bounded amount in each step."""

from falsum import Le, measured

from . import notation_3_4 as n
from .notation import thesis

greatest_change = measured(
    "greatest_change",
    r"\max |z_{t+1} - z_t| \text{ over outcomes}",
    latex=r"\max |z_{t+1} - z_t|",
    dimension=n.length**2,
)
lemma = thesis.statement(
    __name__,
    "The delayed process has bounded differences",
    "Lemma 3.4.3",
    equation="3.20",
    latex=r"|z_t - z_{t+1}| \leq 2\sqrt{\eta} C_L \left( r_* + \eta(C^2 r_* + S_1) \right) + "
    r"\eta \left( 2S_1 r_* + n + 2C^2 r_*^2 + 2\eta(C^4 r_*^2 + S_1^2) \right)",
    assuming=n.SETTING,
    concludes=Le(greatest_change, n.k),
)
printed = lemma.printed(
    note="One line of the proof has a wrong sign (proof_3_4_3.fall), on which the next, with the "
    "sizes of both factors, does not depend. Changes of eta (C^2 r_* + S_1) go unnoticed, since "
    "the lemma holds without that term: twice the product of the sizes of eta g and sqrt(eta) "
    "zeta_2' is at most the sum of their squares, which the rest has room for.",
)
