"""What the outcomes of a run depend on: code, versions, device and seed."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from falsum import __version__
from falsum.campaign.catalogue import find_root
from falsum.records.evidence import Run

PACKAGES = ("torch", "numpy", "sympy", "python-flint")


def sources(place: Path) -> list[Path]:
    """Return the files and folders whose code the outcomes of a place depend on."""
    if place.is_file():
        return [place, *_helpers(place)]
    root = find_root(place)
    return root.sources if root else [place]


def _helpers(place: Path) -> list[Path]:
    """Return the files beside a file of claims, or below, that have been imported as modules."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    paths = {Path(file).resolve() for file in files if file and file.endswith(".py")}
    folder, installed = place.resolve().parent, {"site-packages", "dist-packages"}
    near = (p for p in paths if p.is_relative_to(folder) and not installed & {*p.parts})
    return sorted({*near} - {place.resolve()})


def versions() -> dict[str, str]:
    """Return the versions of the engine and of what computes under it."""
    return {"falsum": __version__, **{name: metadata.version(name) for name in PACKAGES}}


def circumstances(profile: str, device: str, seed: int) -> Run:
    """Describe a run: what was asked for, and the versions that it ran with."""
    if device.startswith("cuda"):
        import torch

        device = f"{device} ({torch.cuda.get_device_name(device)})"
    return Run(profile=profile, device=device, seed=seed, versions=versions())
