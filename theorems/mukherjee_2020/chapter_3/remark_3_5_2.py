"""What the remark after Theorem 3.5.2 says of labels without noise."""

from falsum import Le, Lt, hypothesis

from . import notation_3_5 as n

no_noise = hypothesis("the labels have no noise", Le(n.noise, 0))
remark = n.thesis.statement(
    __name__,
    "GLM-Tron on labels without noise",
    "remark after Theorem 3.5.2",
    note="theta = 0, which the theorem itself leaves out; 'O(epsilon) accuracy' is that of "
    "the theorem's bound",
    assuming=[*n.GATE, no_noise, n.small_slope],
)
realisable = remark.step(
    "realisable",
    remark.title,
    defining=n.allowed(n.printed_steps),
    concludes=Lt(n.least_loss, n.L / (2 - n.L) * n.epsilon),
)
printed = realisable.printed()
corrected = realisable.corrected(
    defining=n.allowed(n.enough_steps), note="Squares the norm, as in the theorem."
)
