"""Where an unbiased interpolating oracle can exist."""

from typing import Any

from array_api_compat import array_namespace

from checks.families.replies import (
    Point,
    RelativePoint,
    Replies,
    feasible_points,
    points,
    relative_points,
    replies,
)
from falsum import check
from impl.finite_oracles import interpolation_moment, mean_reply
from impl.linear_algebra import euclidean_norm
from theorems.mukherjee_2020.chapter_5 import definition_19 as stated


def half_root(instance: Replies | Point) -> Any:
    """Return ``sqrt(d xi) / 2``."""
    return array_namespace(instance.xi).sqrt(instance.d * instance.xi) / 2


@check(stated.definition_19_least_moment, replies, expect="survived")
def test_definition_19_least_moment(instance: Replies) -> dict[Any, Any]:
    """Compare the moment of a finite law with that of its mean."""
    answers, weights = instance.answers, instance.weights
    half_shift = half_root(instance)
    return {
        stated.moment: interpolation_moment(answers, weights, half_shift)[:, 0],
        stated.mean_norm: euclidean_norm(mean_reply(answers, weights))[:, 0],
    }


LEAST = (stated.gradient_size + stated.half_shift) ** 2


def exact_oracle(instance: Point) -> dict[Any, Any]:
    """Measure the moment of the oracle that always answers with the gradient."""
    half_shift = half_root(instance)
    answers = instance.G[:, None, None, None]
    return {
        stated.least_moment: interpolation_moment(answers, 1 + 0 * instance.G[:, None], half_shift)[
            :, 0
        ]
    }


@check(stated.definition_19_satisfiable_reading_any_mean, points, expect="refuted")
def test_definition_19_satisfiable_reading_any_mean(instance: Point) -> dict[Any, Any]:
    """Measure the moment of the oracle that always answers with 0."""
    half_shift = half_root(instance)
    answers = 0 * instance.G[:, None, None, None]
    weights = 1 + 0 * instance.G[:, None]
    return {stated.least_of_all: interpolation_moment(answers, weights, half_shift)[:, 0]}


given = {stated.least_moment: LEAST}
test_definition_19_satisfiable = check(stated.definition_19_satisfiable, points, expect="refuted")(
    exact_oracle
)
test_definition_19_satisfiable_corrected = check(
    stated.definition_19_satisfiable_corrected, feasible_points, given=given, expect="proved"
)(exact_oracle)
test_definition_19_gap = check(
    stated.definition_19_gap, feasible_points, given=given, expect="proved"
)(exact_oracle)


def nothing(instance: RelativePoint) -> dict[Any, Any]:
    """Search for numbers that meet the definition; nothing is measured."""
    return {}


test_definition_19_near_critical = check(
    stated.definition_19_near_critical, relative_points, expect="vacuous"
)(nothing)
test_definition_19_near_critical_corrected = check(
    stated.definition_19_near_critical_corrected, relative_points, expect="proved"
)(nothing)
