"""Verifying is bounded: whatever a file holds, one line within ten seconds and one GiB."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest

from falsum.campaign.catalogue import Root, find_check
from falsum.evidence.certificates import CertificateError, exact_instance, parse, to_json, verify
from falsum.instances.exact import EACH, ROOM, writable
from falsum.instances.space import Config
from falsum.interface import bounded
from falsum.measure.check import Check
from falsum.records.instance import DIGITS
from tests.cases import certificate_of
from tests.evidence.bombs import hostile
from tests.evidence.claims import rational, rich
from tests.evidence.conftest import ROOT

BOMB = "mukherjee_2020.theorem_2_3_7.part_1.corrected"


def run(work: Any, count: int) -> list[str]:
    """Return the results, or the exceptions' messages."""
    return [str(result) for result in bounded.each(work, count)]


def test_results_come_in_order(tmp_path: Path) -> None:
    """One child works on all items; what it says of itself is its own."""
    found = run(lambda n: f"{n} ü {os.getpid()}", 5)
    assert [line.split()[:2] for line in found] == [[str(n), "ü"] for n in range(5)]
    pids = {line.split()[2] for line in found}
    assert len(pids) == 1 and str(os.getpid()) not in pids
    assert run(lambda n: "x" * 10**6, 2) == ["x" * 10**6] * 2
    assert run(lambda n: "", 0) == []


def spend(n: int) -> str:
    """Take too much of something at one item of six."""
    if n == 1:
        while True:
            pass
    if n == 2:
        blocks = []
        while True:
            blocks.append(bytearray(64 * 2**20))
    if n == 3:
        os.abort()
    if n == 4:
        sys.exit(3)
    return f"done {n}"


def test_a_bomb_costs_its_own_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Endless work, endless memory, a crash, an exit: the items after it are done all the same."""
    monkeypatch.setattr(bounded, "SECONDS", 3)
    found = run(spend, 6)
    assert (found[0], found[5]) == ("done 0", "done 5")
    assert found[1] == "not finished within 3 seconds of processor time"
    assert all("1024 MiB of memory, or it crashed" in line for line in found[2:5])
    assert capfd.readouterr() == ("", "")


def test_memory_is_bounded_before_it_is_used() -> None:
    """What a child may map is bounded, so that no more than a GiB becomes resident."""

    def take(n: int) -> str:
        try:
            bytearray(2**30)
        except MemoryError:
            return str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return "taken"

    (said,) = run(take, 1)
    assert said != "taken" and int(said) < 1024


def test_a_sleeper_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that takes no processor time is ended by the clock, and its process too."""
    monkeypatch.setattr(bounded, "WAIT", 0.5)

    def sleep(n: int) -> str:
        if n == 0:
            time.sleep(600)
        return str(n)

    began = time.monotonic()
    assert run(sleep, 2) == ["not finished within 0.5 seconds", "1"]
    assert time.monotonic() - began < 20


def test_time_for_ones_own_code_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """An import may take as long as it likes; what follows is bounded again."""
    monkeypatch.setattr(bounded, "SECONDS", 1)

    def burn(name: str) -> str:
        until = time.process_time() + float(name)
        while time.process_time() < until:
            pass
        return name

    def work(n: int) -> str:
        bounded.unhurried(burn)("1.5")
        return burn("0.2") if n == 0 else burn("3")

    assert run(work, 2) == ["0.2", "not finished within 1 seconds of processor time"]


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no fork, nothing is bounded and everything is done."""
    monkeypatch.delattr(os, "fork")
    assert run(lambda n: str(os.getpid()), 2) == [str(os.getpid())] * 2
    assert bounded.unhurried(str.upper)("a") == "A"


def latent_of(digits: int, count: int) -> list[Fraction]:
    """Return long fractions in lowest terms."""
    return [Fraction(10**digits + n + 1, 10**digits + n) for n in range(count)]


def bomb(root: Root, digits: int) -> tuple[Check, Config, bytes]:
    """Return a certificate of generators of many digits, as its author would forge it."""
    check = find_check(root, BOMB)
    assert check is not None
    config = check.family.space.parse("n=3,m=5")
    latent = [str(v) for v in latent_of(digits, 18)]
    data = {"b": ([1, 5, 3], latent[:15]), "r": ([1, 3], latent[15:])}
    fields: dict[str, Any] = {
        name: {"type": "rationals", "shape": shape, "data": numbers}
        for name, (shape, numbers) in data.items()
    }
    fields |= {"n": {"type": "scalar", "value": 3}, "m": {"type": "scalar", "value": 5}}
    document = {
        "schema": 1,
        "claim": BOMB,
        "claim_hash": check.claim.hash,
        "verdict": "refuted",
        "family": check.family.name,
        "decoder": check.family.version,
        "config": "n=3,m=5",
        "latent": latent,
        "instance": {"type": "record", "fields": fields},
        "precision": 128,
        "hypotheses": [],
        "granted": [],
        "conclusion": [],
        "reason": "",
    }
    return check, config, json.dumps(document).encode()


def test_long_fractions_are_refused_before_they_are_measured(root: Root) -> None:
    """A file of 141 kB that takes minutes to measure is refused at once."""
    check, _, text = bomb(root, 1949)
    began = time.process_time()
    with pytest.raises(CertificateError):
        verify(parse(text), lambda claim: check)
    check, _, text = bomb(root, 400)
    with pytest.raises(CertificateError, match=r"18 numbers have .* characters, more than may be"):
        verify(parse(text), lambda claim: check)
    assert time.process_time() - began < 2


def test_the_command_gives_up_on_what_takes_too_long(
    root: Root, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers short enough to be measured may still take long: one line, and the next file."""
    from falsum.interface.commands import verify as command

    monkeypatch.setattr(bounded, "SECONDS", 1)
    monkeypatch.chdir(ROOT)
    slow = tmp_path / "slow.json"
    slow.write_bytes(bomb(root, 140)[2])
    good = next(iter(sorted(root.certificates.glob("*.json"))))
    assert command([slow, good], None) == 1
    first, second = capsys.readouterr().out.splitlines()
    wanted = "rejected: not verified: not finished within 1 seconds of processor time"
    assert first == f"{slow}: {wanted}"
    assert ": accepted: " in second


def test_what_is_issued_is_short_enough() -> None:
    """No certificate is issued of what verifying refuses; exact floats are short enough."""
    config = rational.family.space.parse("n=1")
    assert certificate_of(rational, config, Fraction(3 * 10**600, 10**600 + 1)) is None
    awkward = Fraction(2.0000000000000004)
    certificate = certificate_of(rational, config, awkward)
    assert certificate is not None
    assert verify(certificate, lambda claim: rational) is rational
    floats = [str(Fraction(0.1 + n)) for n in range(5000)]
    assert writable(floats) and not writable(["1" * (DIGITS + 1)])
    assert not writable(["1" * ((ROOM + 3 * EACH) // 3 + 1)] * 3)


def test_an_instance_too_long_to_write_is_left_to_its_latent() -> None:
    """Where the decoder makes long numbers of short ones, the latent stands in for them."""
    from dataclasses import replace

    from tests.evidence.claims import Number

    def decode(config: Any, z: Any, xp: Any) -> Number:
        return Number(z.x**400 + 2)

    check = replace(rational, family=replace(rational.family, decode=decode))
    config = check.family.space.parse("n=1")
    assert exact_instance(check.family, config, [Fraction(100, 101)]) is None
    certificate = certificate_of(check, config, Fraction(100, 101))
    assert certificate is not None and certificate.instance is None
    assert verify(parse(to_json(certificate).encode()), lambda claim: check) is check
    assert rich.name == "rich"


def attack(files: list[Path], folder: Path) -> list[tuple[str, float, int]]:
    """Verify files from one command line; return each line, and the child's time and memory."""
    code = (
        "import sys, time, resource\n"
        "from pathlib import Path\n"
        "from falsum.interface import bounded, commands\n"
        "verified = commands._verified\n"
        "def timed(path, lookup):\n"
        "    began = time.process_time()\n"
        "    said = verified(path, lookup)\n"
        "    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "    return f'{said} @{time.process_time() - began:.2f} {most}'\n"
        "commands._verified = timed\n"
        "names = Path(sys.argv[1]).read_text().split()\n"
        "sys.exit(commands.verify([Path(name) for name in names], None))\n"
    )
    names = folder / "names"
    names.write_text("\n".join(map(str, files)))
    done = subprocess.run(
        [sys.executable, "-c", code, str(names)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    found = []
    for path, line in zip(files, done.stdout.splitlines(), strict=True):
        assert line.startswith(f"{path}: ") and line.isprintable()
        assert len(line) < len(str(path)) + 460
        said, _, spent = line.removeprefix(f"{path}: ").partition(" @")
        seconds, most = spent.split() if spent else ("0", "0")
        found.append((said, float(seconds), int(most)))
    return found


def storm(root: Root, folder: Path, seeds: range) -> None:
    """Verify altered certificates; accepted is only what says the same as its original."""
    stored = sorted(root.certificates.glob("*.json"))
    documents = [json.loads(path.read_text()) for path in stored]
    documents.append(json.loads(bomb(root, 3)[2]))
    files, made = [], []
    for seed in seeds:
        kind, document, text = hostile(documents, seed)
        files.append(folder / f"{seed}.json")
        files[-1].write_bytes(text)
        made.append((kind, document, text))
    for (kind, document, text), (said, seconds, most) in zip(
        made, attack(files, folder), strict=True
    ):
        assert seconds < 10.5 and most < 1024, (kind, said)
        if said.startswith("rejected: "):
            continue
        assert said.startswith("accepted: ")
        assert document is not None
        changed, old = parse(text), parse(json.dumps(document).encode())
        if changed.instance is not None:  # beside which latent and decoder are provenance
            changed = msgspec.structs.replace(changed, latent=old.latent, decoder=old.decoder)
        assert changed == old, (kind, said)


def test_altered_certificates_are_bounded(root: Root, tmp_path: Path) -> None:
    """A hundred hostile files of all kinds: a line each, in bounded time and memory."""
    storm(root, tmp_path, range(100))


@pytest.mark.slow
def test_a_thousand_altered_certificates_are_bounded(root: Root, tmp_path: Path) -> None:
    """The same a thousand times."""
    storm(root, tmp_path, range(1000, 2000))
