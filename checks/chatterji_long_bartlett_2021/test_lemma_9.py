"""Concave functions (a least affine piece and a parabola) over partitions of M."""

from dataclasses import dataclass, replace
from typing import Any

from array_api_compat import array_namespace

from falsum import Space, audits, family, sizes
from falsum.maps import unit, wide
from impl.objectives.concave import ConcaveFunction
from theorems.chatterji_long_bartlett_2021 import lemma_9 as stated


@dataclass(frozen=True)
class Partition:
    """A concave function, parts (batch, n) of M, two points of (0, M] and a tolerance."""

    n: int
    psi: ConcaveFunction
    parts: Any
    pair: Any
    tau: Any

    @property
    def M(self) -> Any:
        """Return the sum of the parts."""
        return array_namespace(self.parts).sum(self.parts, axis=-1)


def convex(partition: Partition, z: Any, xp: Any) -> Partition:
    """Bend the function upwards."""
    return replace(partition, psi=replace(partition.psi, curvature=-wide(z, xp)))


@family(
    space=Space(n=sizes(1, 6), pieces=sizes(1, 4)),
    relax={stated.concave: convex},
    latent=lambda c: {
        "parts": (c.n,),
        "intercepts": (c.pieces,),
        "slopes": (c.pieces,),
        "curvature": (),
        "pair": (2,),
        "tau": (),
    },
)
def concave_partitions(config: Any, z: Any, xp: Any) -> Partition:
    """Decode positive parts and a concave function; its pieces may rise or fall."""
    parts = wide(z.parts, xp)
    return Partition(
        n=config.n,
        psi=ConcaveFunction(
            intercepts=z.intercepts * 4,
            slopes=z.slopes * 4,
            curvature=xp.maximum(z.curvature, xp.zeros_like(z.curvature)),
        ),
        parts=parts,
        pair=unit(z.pair, xp) * xp.sum(parts, axis=-1, keepdims=True),
        tau=wide(z.tau, xp),
    )


def small_part(instance: Partition, xp: Any) -> Any:
    """Return a part so small that n - 1 of them cost no more than tau, shape (batch,).

    On (0, M] the function's slope is at most ``steep`` in size, so moving n - 1 parts of size h
    away from their limits changes the sum by at most ``2 (n - 1) h steep``.
    """
    M, psi = instance.M, instance.psi
    steep = 1 + xp.max(xp.abs(psi.slopes), axis=-1) + 2 * psi.curvature * M
    return xp.minimum(M / (2 * instance.n), instance.tau / (2 * instance.n * steep))


@concave_partitions.measures(
    stated.part, stated.at_part, stated.at_M, stated.at_zero, stated.at_middle, stated.chord
)
def _values(psi: ConcaveFunction, parts: Any, pair: Any, M: Any) -> tuple[Any, ...]:
    middle = array_namespace(pair).sum(pair, axis=-1, keepdims=True) / 2
    return (
        parts,
        psi.value(parts),
        psi.value(M[:, None])[:, 0],
        psi.limit_at_zero(),
        psi.value(middle)[:, 0],
        psi.total(pair) / 2,
    )


@concave_partitions.measures(stated.near_total)
def _near_total(instance: Partition, M: Any) -> Any:
    xp = array_namespace(M)
    h = small_part(instance, xp)
    extreme = xp.stack([*[h] * (instance.n - 1), M - (instance.n - 1) * h], axis=-1)
    return instance.psi.total(extreme)


checks = audits(concave_partitions, {stated.printed: "survived"})
