"""Where an unbiased interpolating oracle can exist."""

from checks.families.gradients.replies import feasible_points, points, relative_points, replies
from falsum import audits
from theorems.mukherjee_2020.chapter_5 import definition_19 as stated

of_laws = audits(replies, {stated.jensen: "survived"})
anywhere = audits(points, {stated.satisfiable: "refuted", stated.any_mean: "refuted"})
where_feasible = audits(
    feasible_points,
    {stated.satisfiable_corrected: "proved", stated.gap: "proved"},
    given={stated.least_moment: (stated.gradient_size + stated.half_shift) ** 2},
)
relative = audits(
    relative_points, {stated.near_critical: "vacuous", stated.near_critical_corrected: "proved"}
)
