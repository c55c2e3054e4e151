"""Randomness: counter-based streams, named by what they are for."""

from __future__ import annotations

import hashlib

import numpy as np


def stream(*keys: object) -> np.random.Generator:
    """Return the counter-based stream named by the keys (run seed, claim, configuration, stage)."""
    digest = hashlib.sha256("/".join(str(k) for k in keys).encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))
