"""Warm starts: an audit begins at the worst instance of an earlier one, and never ends below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from falsum import Abs, Le, Max, Rational, Space, check, family, parameter, sizes
from falsum.evidence.knowledge import knowledge_path, merge
from falsum.evidence.start import DIGITS, stored_start
from falsum.measure.check import Check
from falsum.records.evidence import Evidence, Place, Start, write_json
from falsum.verdict.audit import audit
from tests.cases import Number, nothing, stated, timeless

x = parameter("x", "any number")
NEEDLE = 9.25  # where the bump below is highest; a normal latent is never near
WIDTH = 2.0**-16


def _line(config: Any, z: Any, xp: Any) -> Number:
    """Take the latent itself, moved so far that no structured latent is near the needle."""
    return Number(z.x)


points = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()})(_line)
other_points = family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()})(
    lambda config, z, xp: Number(z.x + 0)
)


def narrow(height: object = 1, source: Any = points) -> Check:
    """Return the claim that a bump near the needle stays below a height.

    The bump is 2 max(1/1000, 1 - |x - needle| / width): flat but for a needle's width.
    """
    needle, width = Rational(*NEEDLE.as_integer_ratio()), Rational(*WIDTH.as_integer_ratio())
    bump = 2 * Max(Rational(1, 1000), 1 - Abs(x - needle) / width)
    return check(stated(Le(bump, height)), source)(nothing)


def start_at(check: Check, value: object, config: str = "n=2", **parts: Any) -> Start:
    """Return a start made by hand."""
    given = {"decoder": check.family.version, "by": "standard/7"}
    return Start(**{**given, **parts}, place=Place(config, [str(value)]))


def test_quick_alone_misses_the_needle_and_finds_it_from_a_stored_start() -> None:
    """One screen never comes near; the stored instance is replayed and certified."""
    claim = narrow()
    cold, none = audit(claim, profile="quick")
    assert cold.verdict == "survived" and none is None
    warm, certificate = audit(claim, profile="quick", start=start_at(claim, "37/4"))
    assert warm.verdict == "refuted" and certificate is not None
    assert certificate.config == "n=1"  # shrunk as any other finding


def test_quick_finds_what_a_standard_run_stored(tmp_path: Path) -> None:
    """The evidence of the stronger run goes through knowledge to the weaker one."""
    claim = narrow()
    found, certificate = audit(
        claim, profile="standard", start=start_at(claim, slope_text(NEEDLE + WIDTH / 4))
    )
    assert certificate is not None
    write(tmp_path, found)
    start, problem = stored_start(tmp_path, claim)
    assert start is not None and not problem
    assert audit(claim, profile="quick", start=start)[0].verdict == "refuted"


def test_a_start_is_climbed_from(tmp_path: Path) -> None:
    """A start on the slope of the bump leads the climb to the top, which a cold climb misses."""
    claim = narrow(height=3)
    cold, _ = audit(claim, profile="standard")
    slope = NEEDLE + WIDTH / 2
    warm, _ = audit(claim, profile="standard", start=start_at(claim, slope_text(slope)))
    assert cold.worst_slack is not None and warm.worst_slack is not None
    assert cold.worst_slack < -0.9
    assert warm.worst_slack > -0.21  # (2 - 3) / (2 + 3) at the top


def slope_text(value: float) -> str:
    """Return a float as an exact rational."""
    top, bottom = value.as_integer_ratio()
    return f"{top}/{bottom}"


@pytest.mark.parametrize("profile", ["quick", "standard"])
@pytest.mark.parametrize("seed", [0, 7])
def test_the_slack_is_never_smaller_than_the_stored_one(profile: str, seed: int) -> None:
    """Whether the run goes on from the start or only repeats itself beside it."""
    claim = narrow(height=3)
    start = start_at(claim, "37/4", by="standard/7")
    found, _ = audit(claim, profile=profile, seed=seed, start=start)
    assert found.worst is not None and found.worst.slack == pytest.approx(-0.2, abs=1e-9)
    assert found.start == start


def test_neighbours_are_given_the_latent_too() -> None:
    """Carried over to configurations one step away, as far as the run visits them."""
    claim = narrow(height=3)
    found, _ = audit(claim, profile="quick", start=start_at(claim, "37/4", config="n=2"))
    heights = dict(found.slack_by_configuration)
    assert set(heights) == {"n=1", "n=2", "n=3"}
    assert min(heights.values()) == pytest.approx(-0.2, abs=1e-9)


def write(folder: Path, *found: Evidence) -> Any:
    """Merge evidence into the knowledge of a folder, in order; return what is known."""
    path = knowledge_path(folder, found[0].id)
    known = None
    if path.is_file():
        from falsum.evidence.knowledge import read_knowledge

        known = read_knowledge(path)
    for evidence in found:
        known = merge(known, evidence, evidence.claim_hash)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_json(known))
    return known


def test_running_a_profile_again_ends_in_the_same_knowledge(tmp_path: Path) -> None:
    """Each run begins at what the last one left; a second run of a profile changes nothing."""
    claim = narrow(height=3)
    seen = []
    for profile, seed in [("quick", 0), ("standard", 0), ("standard", 1), ("quick", 0)]:
        states = []
        for _ in range(2):
            start, problem = stored_start(tmp_path, claim)
            assert not problem
            found, _ = audit(claim, profile=profile, seed=seed, start=start)
            states.append(write(tmp_path, found))
        assert states[0] == states[1], profile
        seen.append(states[1].worst_slack)
    assert seen == sorted(seen)


def test_the_same_start_and_seed_give_the_same_evidence() -> None:
    """The stored start is an input like any other."""
    claim = narrow(height=3)
    start = start_at(claim, "37/4", config="n=3")
    first, second = (audit(claim, profile="quick", start=start)[0] for _ in range(2))
    assert timeless(first) == timeless(second)


HOSTILE = {
    "another decoder": {"decoder": "0" * 16},
    "an unknown configuration": {"place": Place("n=99", ["1"])},
    "code for a configuration": {"place": Place("__import__('os')", ["1"])},
    "a latent that is too short": {"place": Place("n=2", [])},
    "a latent that is too long": {"place": Place("n=2", ["1", "2"])},
    "no number": {"place": Place("n=2", ["nan"])},
    "a float": {"place": Place("n=2", ["1.5"])},
    "an expression": {"place": Place("n=2", ["9**9**9"])},
    "a division by zero": {"place": Place("n=2", ["1/0"])},
    "a number beyond floats": {"place": Place("n=2", ["9" * 400])},
    "a number too long to read": {"place": Place("n=2", ["9" * (DIGITS + 1)])},
    "a malformed place before it": {"by": "quick/0", "given": Place("n=2", ["x"])},
}


@pytest.mark.parametrize("parts", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_used_is_left_aside(parts: dict[str, Any]) -> None:
    """The audit runs as if nothing were stored, and says why."""
    claim = narrow()
    start = msgspec.structs.replace(start_at(claim, "37/4"), **parts)
    found, _ = audit(claim, profile="quick", start=start)
    cold, _ = audit(claim, profile="quick")
    assert "; the stored worst instance is left aside: " in found.summary
    told = found.summary.partition("; the stored")[0]
    assert timeless(msgspec.structs.replace(found, summary=told)) == timeless(cold)


def test_a_start_that_the_decoder_refuses_is_left_aside() -> None:
    """Whatever a decoder raises on stored data ends in a reason, not in a crash."""

    def touchy(config: Any, z: Any, xp: Any) -> Number:
        if xp.max(z.x) > 10**6:
            raise OverflowError("too far")
        return Number(z.x)

    claim = narrow(source=family(space=Space(n=sizes(1, 3)), latent=lambda c: {"x": ()})(touchy))
    found, _ = audit(claim, profile="quick", start=start_at(claim, 10**6 + 1))
    assert "left aside: it cannot be measured: OverflowError" in found.summary


def test_knowledge_that_is_stale_foreign_or_broken_gives_no_start(tmp_path: Path) -> None:
    """Each has its reason; none is an error."""
    claim = narrow()
    path = knowledge_path(tmp_path, claim.claim.id)
    assert stored_start(tmp_path, claim) == (None, "")
    found, _ = audit(claim, profile="quick")
    known = write(tmp_path, found)
    assert stored_start(tmp_path, claim)[0] == found.start
    path.write_text(write_json(msgspec.structs.replace(known, claim_hash="0" * 64)))
    assert "another form of the claim" in stored_start(tmp_path, claim)[1]
    path.write_text(write_json(msgspec.structs.replace(known, id="doe_2020.lemma_2")))
    assert "belongs to 'doe_2020.lemma_2'" in stored_start(tmp_path, claim)[1]
    for text in ("{", "[" * 100_000, '{"schema": 2}', "\0\xff"):
        path.write_text(text)
        assert "cannot be read" in stored_start(tmp_path, claim)[1]


def test_another_decoder_makes_the_start_stale_but_not_the_slack(tmp_path: Path) -> None:
    """After the family has changed, the new run's start is kept beside the older worst instance."""
    old, new = narrow(height=3), narrow(height=3, source=other_points)
    write(tmp_path, audit(old, profile="quick", start=start_at(old, "37/4"))[0])
    start, _ = stored_start(tmp_path, new)
    found, _ = audit(new, profile="quick", start=start)
    assert "another version of the family" in found.summary
    known = write(tmp_path, found)
    assert known.worst_slack == pytest.approx(-0.2)
    assert known.start.decoder == new.family.version
