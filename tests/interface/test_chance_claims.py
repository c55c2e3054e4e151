"""Claims about chance through the command line: jobs, seeds, certificates, differences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

CLAIMS = '''
"""Claims about a coin that is drawn by trials."""

from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

from falsum import (
    Claim, Le, Mean, Sample, Source, Space, check, family, in_expectation, interval, maps,
    measured, parameter, sizes, with_probability,
)

p = parameter("p", "probability of failure", domain=interval(0, 1))
failed = measured("failed", "1 where the toss fails")


@dataclass(frozen=True)
class Coin:
    """A coin."""

    p: Any


@family(space=Space(n=sizes(1, 3)), latent=lambda c: {"p": ()})
def coins(config: Any, z: Any, xp: Any) -> Coin:
    """Decode a coin."""
    return Coin(maps.unit(z.p, xp))


def stated(name: str, quantifier: Any, conclusion: Any) -> Claim:
    """State a claim."""
    return Claim(f"paper.{name}", "Coins", Source("paper", name), quantifier, conclusion)


def toss(stream: Any, p: Any) -> Sample:
    """Toss the coin."""
    xp, uniform = array_namespace(p), stream.uniform()
    fails = xp.where(uniform < xp.reshape(p, (-1, 1)), 1 + 0 * uniform, 0 * uniform)
    return Sample({failed: fails}, within={failed: (0, 1)})


@check(stated("true", with_probability(1 - p), Le(failed, 0)), coins, expect="survived")
def test_true(stream: Any, p: Any) -> Sample:
    """Compare with the true probability."""
    return toss(stream, p)


@check(stated("false", with_probability(1 - p / 2), Le(failed, 0)), coins, expect="refuted")
def test_false(stream: Any, p: Any) -> Sample:
    """Compare with too much."""
    return toss(stream, p)


@check(stated("mean", in_expectation, Le(Mean(failed), p)), coins, expect="survived")
def test_mean(stream: Any, p: Any) -> Sample:
    """Compare the mean."""
    return toss(stream, p)
'''


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    """Return a file of three claims."""
    path = tmp_path / "coins.py"
    path.write_text(CLAIMS)
    return path


def rows(out: Path) -> list[dict[str, Any]]:
    """Return the rows of a run without its durations."""
    found = json.loads((out / "audit.json").read_text())["claims"]
    return [{k: v for k, v in row.items() if k != "seconds"} for row in found]


@pytest.mark.slow
def test_sampled_claims_run_alike_in_any_number_of_processes(
    falsum: Run, claims: Path, tmp_path: Path
) -> None:
    """Results depend on the seed, not on the jobs; a second seed compares as the same verdicts."""
    for out, jobs, seed in (("one", 1, 5), ("two", 2, 5), ("other", 1, 6)):
        options = ("--profile", "quick", "--jobs", jobs, "--seed", seed, "--out", tmp_path / out)
        done = falsum("audit", claims, *options)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "refuted by" in done.stdout and "consistent, not settled" in done.stdout
    assert rows(tmp_path / "one") == rows(tmp_path / "two") != rows(tmp_path / "other")
    done = falsum("diff", tmp_path / "one" / "audit.json", tmp_path / "other" / "audit.json")
    assert done.returncode == 0, done.stdout + done.stderr
    run = json.loads((tmp_path / "one" / "audit.json").read_text())["run"]
    assert run["seed"] == 5 and run["device"] == "cpu" and "torch" in run["versions"]


def test_certificates_by_trials_replay_and_altered_ones_are_rejected(
    falsum: Run, claims: Path, tmp_path: Path
) -> None:
    """The trials are drawn again from the file's seed; every number in it has to agree."""
    from falsum.campaign.catalogue import load_file
    from falsum.evidence.certificates import CertificateError, parse, verify

    out = tmp_path / "out"
    falsum("audit", claims, "--profile", "quick", "-k", "false", "--out", out)
    document = json.loads((out / "certificates" / "paper.false.json").read_text())
    check = next(c for c in load_file(claims) if c.claim.id == "paper.false")
    verify(parse(json.dumps(document).encode()), lambda _: check)
    changes = [
        {"seed": document["trials"]["seed"] + 1},
        {"failures": document["trials"]["failures"] + 1},
        {"error": 0.5},
        {"trials": 2**22},
        {"trials": 0},
        {"seed": 2**80},
        {"most": 2**24},
    ]
    for change in changes:
        altered = {**document, "trials": {**document["trials"], **change}}
        with pytest.raises(CertificateError):
            verify(parse(json.dumps(altered).encode()), lambda _: check)
    with pytest.raises(CertificateError, match="draws trials"):
        verify(parse(json.dumps({**document, "trials": None}).encode()), lambda _: check)
    again = falsum("audit", claims, "--profile", "quick", "-k", "false", "--fresh", "--out", out)
    assert again.returncode == 0 and "by the stored certificate" in (out / "audit.json").read_text()
