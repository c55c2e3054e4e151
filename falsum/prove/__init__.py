"""Proofs of scalar claims: enumeration, branch and bound on boxes, exact algebra.

A claim is a scalar statement when it speaks of parameters, constants and definitions only, or when
a check says what its measured symbols equal.  A proof covers every point of the domain that it
names, including that the claim is defined there; the rest is :class:`Unproved` with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from falsum import balls
from falsum.enclosure.door import TooSlow, limited
from falsum.enclosure.effort import Exhausted, effort
from falsum.enclosure.interval import Contradiction
from falsum.enclosure.normal_form import TooLarge
from falsum.enclosure.tape import NotScalar
from falsum.prove.budget import Budget
from falsum.prove.outcome import Disproof, Proof, Unproved
from falsum.prove.scalar import Empty
from falsum.prove.scope import statements
from falsum.prove.strategy import settle
from falsum.statement.claim import Claim
from falsum.statement.exact import ClaimError
from falsum.statement.symbols import Symbol

PRECISION = 128
EXACT_BITS = 256
MARGIN = 2.0  # by which one step may go over the work that is allowed
PATIENCE = 10.0  # seconds of processor time for each second of work
STOPPED = "the prover stopped by a"

__all__ = ["Disproof", "Proof", "Unproved", "prove"]


def prove(
    claim: Claim,
    given: Mapping[Symbol, Any] | None = None,
    *,
    boxes: int = 20_000,
    seconds: float = 5.0,
) -> Proof | Unproved | Disproof:
    """Prove or disprove a claim that is a scalar statement.

    ``given`` says what measured symbols equal, in terms of parameters.  ``boxes`` bounds the boxes
    and points that are looked at, and ``seconds`` the work, counted as so much time of one nominal
    machine.  Whatever goes wrong inside is no proof, and says what it was.

    Raises ClaimError when ``given`` replaces anything but measured symbols.
    """
    budget = Budget.of(boxes, seconds)
    proofs: list[Proof] = []
    try:
        with (
            balls.precision(PRECISION, exact_bits=EXACT_BITS),
            effort.within(MARGIN * seconds),
            limited(PATIENCE * (1 + seconds)),
        ):
            for statement in statements(claim, given or {}):
                found = settle(statement, budget)
                if not isinstance(found, Proof):
                    return found
                proofs.append(found)
    except ClaimError:
        raise
    except NotScalar as error:
        return Unproved(str(error), boxes=budget.used)
    except Empty as error:
        return Unproved(str(error), boxes=budget.used, empty=True)
    except Contradiction as error:
        return Unproved(f"two enclosures contradict each other: {error}", boxes=budget.used)
    except (Exhausted, TooSlow, TooLarge) as error:
        return Unproved(str(error), boxes=budget.used)
    except Exception as error:  # a fault of the prover's own, or of what it calls
        return Unproved(f"{STOPPED} {type(error).__name__}: {error}", boxes=budget.used)
    return _joined(proofs)


def _joined(proofs: list[Proof]) -> Proof | Unproved:
    if not proofs:
        return Unproved("the claim has no conclusion")
    domains = dict.fromkeys(p.domain for p in proofs)
    methods = dict.fromkeys(p.method for p in proofs)
    return Proof("; ".join(domains), sum(p.boxes for p in proofs), "; ".join(methods))
