"""What the remark after Theorem 3.5.2 says of labels without noise."""

from falsum import Gt, Le, Lt, hypothesis

from . import notation_3_5 as n

no_noise = hypothesis(
    "the labels have no noise", Le(n.noise, 0), place="'in the realizable setting i.e. theta = 0'"
)
reached = n.L / (2 - n.L) * n.epsilon
remark = n.thesis.statement(
    __name__,
    "GLM-Tron on labels without noise",
    "remark after Theorem 3.5.2",
    page=66,
    note="theta = 0, which the theorem itself leaves out; 'O(epsilon) accuracy' is that of "
    "the theorem's bound",
    assuming=[*n.GATE, no_noise, n.small_slope],
)
realisable = remark.part(
    "realisable",
    remark.title,
    latex=r"\theta = 0, \quad T = \frac{\|w_*\|}{\epsilon}, \quad "
    r"\tilde{L}_S(h_T) < \frac{L}{2-L} \epsilon",
    defining=n.allowed(n.printed_steps),
    concludes=Lt(n.least_loss, reached),
    trivial=Gt(reached, (n.L * n.target_norm) ** 2),  # the first iterate, 0, is as good as that
)
printed = realisable.printed()
corrected = realisable.corrected(
    defining=n.allowed(n.enough_steps), note="Squares the norm, as in the theorem."
)
