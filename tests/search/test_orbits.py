"""Scaling orbits and symmetries: what they find that a plain screen of the same size does not."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from falsum import Le, Space, Symmetry, balls, check, family, measured, parameter, positive, sizes
from falsum.evidence.certificates import verify
from falsum.instances.blocks import FamilyError
from falsum.instances.exact import point_array
from falsum.instances.family import Family
from falsum.maps import turn, wide
from falsum.measure.check import Check
from falsum.search.budget import PROFILES
from falsum.search.job import Job
from falsum.search.orbits import orbit, sweep
from falsum.search.stages import screen, search
from falsum.search.tally import Tally
from falsum.verdict.audit import audit
from tests.cases import stated

length = parameter("length", "a length", domain=positive, dimension={"m": 1})
width = parameter("width", "another length", domain=positive, dimension={"m": 1})
ROOM = 512
STRUCTURED = 32  # latents that every screen looks at besides, at most


@dataclass(frozen=True)
class Box:
    """Two lengths, (batch,)."""

    length: Any
    width: Any


def larger(box: Box, z: Any, xp: Any) -> Box:
    """Change the unit of length."""
    return Box(box.length * wide(z, xp), box.width * wide(z, xp))


def _box(config: Any, z: Any, xp: Any) -> Box:
    """Decode lengths between 1 and 2."""
    return Box(*(1 + side * side / (1 + side * side) for side in (z.length, z.width)))


def boxes(*symmetries: Symmetry) -> Family:
    """Return ordinary boxes, and with ``symmetries`` what they are moved to."""
    latent = {"length": (), "width": ()}
    return family(space=Space(n=sizes(1, 1)), latent=lambda c: latent, symmetries=symmetries)(_box)


units = Symmetry("unit of length", larger)


def nothing() -> dict[Any, Any]:
    """Measure nothing: the claim speaks of parameters only."""
    return {}


def found(claim_check: Check, *, screened: int, swept: int) -> bool:
    """Tell whether a screen and a sweep of these sizes, and no climb, refute a claim."""
    budget = replace(PROFILES["quick"], screen=screened, orbit=swept)
    tally = Tally()
    job = Job.begin(claim_check, profile="quick").within(budget)
    search(job, next(iter(claim_check.family.space.enumerate())), tally)
    assert tally.instances <= screened + swept + STRUCTURED
    return bool(tally.findings)


LOST = {
    "at the large end": Le(length * width, 10**7 * width),
    "at the small end": Le(length, 10**7 * length * width),
}


@pytest.mark.parametrize("conclusion", LOST.values(), ids=LOST)
def test_a_lost_factor_is_found_at_its_end_of_the_scale(conclusion: Any) -> None:
    """The claim mixes units; only a change of units shows where it fails."""
    claim = stated(conclusion)
    moving = check(claim, boxes(units))(nothing)
    assert found(moving, screened=1024, swept=ROOM)
    assert not found(moving, screened=1024 + ROOM, swept=0)


a = parameter("a", "a number")
b = parameter("b", "a number", dimension={"m": 1})


@dataclass(frozen=True)
class Pair:
    """Two numbers, (batch,)."""

    a: Any
    b: Any


@family(space=Space(n=sizes(1, 1)), latent=lambda c: {"a": (), "b": ()})
def pairs(config: Any, z: Any, xp: Any) -> Pair:
    """Take the latent itself."""
    return Pair(z.a, z.b)


def test_blocks_are_swept_without_a_declaration() -> None:
    """A mismatch of units makes the quick profile sweep each block over many decades."""
    claim = check(stated(Le(b, 10**7)), pairs)(nothing)
    assert found(claim, screened=1024, swept=ROOM)
    assert not found(claim, screened=1024 + ROOM, swept=0)


def test_a_homogeneous_claim_is_swept_only_where_it_is_climbed() -> None:
    """The quick profile spends its time elsewhere."""
    claim = check(stated(Le(length, length + width)), boxes(units))(nothing)
    quick = Job.begin(claim, profile="quick")
    assert quick.sweeps == 0
    assert quick.within(PROFILES["standard"]).sweeps == PROFILES["standard"].orbit
    mixed = check(stated(Le(length, 1 + width)), boxes(units))(nothing)
    assert quick.of(mixed).sweeps == PROFILES["quick"].orbit


first = parameter("first", "first coordinate")
size = measured("size", r"\\|x\\|")


@dataclass(frozen=True)
class Point:
    """A point of the plane, (batch, 2)."""

    x: Any

    @property
    def first(self) -> Any:
        """Return the first coordinate."""
        return self.x[:, 0]


def rotated(point: Point, z: Any, xp: Any) -> Point:
    """Rotate the point."""
    return Point(turn(point.x, z, xp))


def _upright(config: Any, z: Any, xp: Any) -> Point:
    """Decode points that all lie near one axis."""
    small = z.x / (1 + 1000 * xp.abs(z.x))
    return Point(xp.stack([small, 1 + small * small], axis=-1))


def upright(*symmetries: Symmetry) -> Family:
    """Return points near one axis, and what they are moved to."""
    return family(space=Space(n=sizes(1, 1)), latent=lambda c: {"x": ()}, symmetries=symmetries)(
        _upright
    )


def norm(x: Any) -> dict[Any, Any]:
    """Measure the length."""
    return {size: (x[:, 0] * x[:, 0] + x[:, 1] * x[:, 1]) ** 0.5}


rotation = Symmetry("rotation", rotated, lambda c: (1,))


def test_symmetries_are_directions_of_the_climb() -> None:
    """What no decoded point reaches, a rotated one does, and its certificate decodes from it."""
    claim = stated(Le(2 * first, size))
    assert audit(check(claim, upright())(norm), profile="standard")[0].verdict == "survived"
    moving = check(claim, upright(rotation))(norm)
    evidence, certificate = audit(moving, profile="standard")
    assert evidence.verdict == "refuted" and certificate is not None
    assert len(certificate.latent) == 2 and certificate.instance is not None
    assert verify(certificate, lambda name: moving) is moving


def test_moved_instances_must_meet_the_hypotheses() -> None:
    """A move that breaks a domain is rejected, not reported."""

    def mirrored(box: Box, z: Any, xp: Any) -> Box:
        return Box(box.length * (1 - xp.abs(z)), box.width)

    claim = stated(Le(0, length))
    evidence, _ = audit(check(claim, boxes(Symmetry("mirror", mirrored)))(nothing))
    assert evidence.verdict == "survived"
    assert evidence.rejected > 0 and "length in its domain" in evidence.summary


def test_a_family_without_symmetries_is_what_it_was() -> None:
    """Its version is the hash of the decoder alone, and latents have no further entries."""
    import hashlib
    import inspect

    plain, moving = boxes(), boxes(units)
    config = next(iter(plain.space.enumerate()))
    assert plain.version == hashlib.sha256(inspect.getsource(_box).encode()).hexdigest()[:16]
    assert plain.version != moving.version
    assert (plain.dimension(config), plain.still(config)) == (2, 2)
    assert (moving.dimension(config), moving.still(config)) == (3, 2)


def test_a_certificate_from_before_a_symmetry_stays_valid() -> None:
    """A latent that ends before the symmetry's block stands for an instance that is not moved."""
    claim = stated(Le(length, 1))
    before, after = (check(claim, source)(nothing) for source in (boxes(), boxes(units)))
    _, certificate = audit(before, profile="quick")
    assert certificate is not None
    assert verify(certificate, lambda name: after) is after


def test_a_sweep_reaches_both_ends_and_never_repeats_its_start() -> None:
    """Through a wide map a scale runs over more than sixteen orders of magnitude."""
    moving = boxes(units)
    config = next(iter(moving.space.enumerate()))
    row = np.array([0.5, 1.0, 0.0])
    rows = orbit(moving, config, row, np.random.default_rng(0))
    assert not (rows == row).all(axis=1).any()
    scales = (1 + 2 * np.abs(rows[:, 2])) ** (3 * np.sign(rows[:, 2]))
    assert scales.min() < 1e-8 and scales.max() > 1e8


def test_a_sweep_keeps_to_its_budget() -> None:
    """However many blocks there are."""
    moving = boxes(units)
    config = next(iter(moving.space.enumerate()))
    claim = check(stated(Le(length, 1 + width)), moving)(nothing)
    job = Job.begin(claim).within(PROFILES["quick"])
    scored = screen(job, config, 64)
    moved = sweep(claim, config, scored, 10, np.random.default_rng(0))
    assert moved is not None and len(moved.flat) == 10


@pytest.mark.parametrize("symmetries", [(larger,), (units, units)])
def test_a_wrong_declaration_says_what_to_write(symmetries: Any) -> None:
    """A bare function, or one name for two symmetries."""
    with pytest.raises(FamilyError, match=r"write symmetries=|share a name"):
        boxes(*symmetries)


MOVING = {
    "networks.huberised_networks": ["huberised_networks"],
    "networks.relu_descents": ["relu_descents"],
    "optimisers.rmsprop_runs": ["rmsprop_runs"],
    "networks.unit_inputs": ["unit_vectors", "polynomials"],
}


@pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, names in MOVING.items() for name in names]
)
def test_the_symmetries_of_the_catalogue_are_the_identity_at_zero(module: str, name: str) -> None:
    """Exactly, in floats and in balls; elsewhere they do move."""
    import array_api_compat.torch as xp
    import torch

    source: Family = getattr(importlib.import_module(f"checks.families.{module}"), name)
    assert source.symmetries
    for config in (source.space.boundary()[0], source.space.boundary()[-1]):
        short = np.random.default_rng(1).integers(-4, 5, (1, source.still(config))) / 4
        whole = source.padded(config, short)
        for one, other in zip(
            *(numbers(source, config, torch.tensor(flat), xp) for flat in (short, whole)),
            strict=True,
        ):
            assert torch.equal(one, other)
        texts = [
            [str(v) for array in numbers(source, config, exact(flat), balls.namespace)
             for v in array.points().reshape(-1)]
            for flat in (short, whole)
        ]  # fmt: skip
        assert texts[0] == texts[1]
    moved = whole.copy()
    moved[:, source.still(config) :] = 0.5
    pairs = zip(
        *(numbers(source, config, torch.tensor(f), xp) for f in (whole, moved)), strict=True
    )
    assert any(not torch.equal(one, other) for one, other in pairs)


def numbers(source: Family, config: Any, flat: Any, xp: Any) -> list[Any]:
    """Return the arrays of a decoded batch."""
    from falsum.instances.exact import arrays_of

    return arrays_of(source.instances(config, flat, xp))


def exact(flat: Any) -> Any:
    """Return one latent as exact rationals."""
    return point_array([Fraction(float(v)) for v in flat[0]])


def test_a_change_of_units_changes_no_verdict_of_rmsprop() -> None:
    """Both unit changes are true symmetries of the corrected theorem: every slack stays."""
    from checks.mukherjee_2020.chapter_5.test_theorem_5_4_1 import checks
    from falsum.search.score import score_latents

    runs = next(check for check in checks if check.name == "test_theorem_5_4_1_corrected")
    config = runs.family.space.parse("d=2,shape=huber")
    rng = np.random.default_rng(3)
    whole = runs.family.padded(config, rng.standard_normal((64, runs.family.still(config))))
    moved = whole.copy()
    moved[:, runs.family.still(config) :] = rng.standard_normal((64, 2))
    before, after = (score_latents(runs, config, flat) for flat in (whole, moved))
    both = np.isfinite(before.slack) & np.isfinite(after.slack)
    assert both.sum() > 10
    assert np.allclose(before.slack[both], after.slack[both], atol=1e-6)
