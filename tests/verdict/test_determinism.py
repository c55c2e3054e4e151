"""Importing and using falsum changes nothing global, and threads change no evidence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from falsum import Eq, Le
from falsum.threads import one_thread
from tests.cases import audited, stated, timeless, x

ROOT = Path(__file__).parents[2]

SETTINGS = """
import decimal, locale, random, signal, sys, threading, warnings
import numpy as np
import torch
import flint
import cma, scipy.special, sympy  # these add warning filters of their own

def settings():
    return {
        "dtype": torch.get_default_dtype(),
        "threads": (torch.get_num_threads(), torch.get_num_interop_threads()),
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "tf32": (torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32),
        "grad": torch.is_grad_enabled(),
        "torch seed": torch.initial_seed(),
        "numpy errors": np.geterr(),
        "numpy print": np.get_printoptions(),
        "numpy state": np.random.get_state()[1].tolist(),
        "random": random.getstate(),
        "decimal": repr(decimal.getcontext()),
        "digits": sys.get_int_max_str_digits(),
        "recursion": sys.getrecursionlimit(),
        "switch": sys.getswitchinterval(),
        "warnings": list(warnings.filters),
        "hook": (sys.excepthook, sys.displayhook, sys.unraisablehook),
        "signals": (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)),
        "live": threading.active_count(),
        "locale": locale.setlocale(locale.LC_ALL),
        "flint": (flint.ctx.prec, flint.ctx.dps, flint.ctx.pretty, flint.ctx.threads),
    }

random.seed(1)
before = settings()
"""
IMPORT = """
import falsum
from falsum import Claim, check, family, maps
"""
AUDIT = """
from falsum import Le
from falsum.verdict.audit import audit
from falsum.evidence.certificates import verify
from tests.cases import bound, stated, x
check = bound(stated(Le(x, 1)))
_, certificate = audit(check, profile="quick")
verify(certificate, lambda name: check)
"""
COMPARE = """
after = settings()
print(*sorted(k for k in before if before[k] != after[k]))
"""


@pytest.fixture(scope="module")
def changed() -> list[set[str]]:
    """Return the global settings changed by an import, and by an audit, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", SETTINGS + IMPORT + COMPARE + AUDIT + COMPARE],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [set(line.split()) for line in done.stdout.splitlines()]


def test_importing_falsum_changes_no_global_setting(changed: list[set[str]]) -> None:
    """Neither ``import falsum`` nor the names that a claim needs touch anyone's settings."""
    assert changed[0] == set()


def test_an_audit_changes_no_global_setting(changed: list[set[str]]) -> None:
    """An audit and a verification leave every setting as they found it."""
    assert changed[1] == set()


def test_import_is_lazy() -> None:
    """``import falsum`` alone loads neither torch nor SymPy nor flint."""
    code = (
        "import sys, falsum\n"
        "print(sorted({'torch', 'sympy', 'flint', 'numpy', 'scipy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("conclusion", [Le(x**2, 5), Eq((x + 1) ** 2, x**2 + 2 * x + 1)], ids=str)
def test_the_number_of_threads_changes_no_evidence(conclusion: object) -> None:
    """The same claim on one thread and on several gives the same evidence and certificate."""
    before = torch.get_num_threads()
    outcomes = []
    try:
        for threads in (1, 2):
            torch.set_num_threads(threads)
            evidence, certificate = audited(stated(conclusion))
            outcomes.append((timeless(evidence), certificate))
    finally:
        torch.set_num_threads(before)
    assert outcomes[0] == outcomes[1]


def test_one_thread_is_scoped() -> None:
    """Inside, torch runs on one thread; afterwards on as many as before, also after an error."""
    before = torch.get_num_threads()
    with one_thread():
        assert torch.get_num_threads() == 1

    def fails() -> None:
        with one_thread():
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert torch.get_num_threads() == before


THREADED = """
import hashlib, sys
import msgspec, numpy as np
from falsum import Eq
from falsum.study.full import full_audit
from falsum.threads import one_thread
from tests.cases import bound, line, stated, x

with one_thread():
    import scipy.linalg
    from threadpoolctl import threadpool_info
    assert all(library["num_threads"] == 1 for library in threadpool_info()), threadpool_info()
    a = np.sin(np.arange(10**6, dtype=float)).reshape(1000, 1000)
    b = a[:300, :300] + a[:300, :300].T
    found = [a @ a.T, np.linalg.eigvalsh(b), scipy.linalg.expm(b / 300)]
    evidence, _ = full_audit(bound(stated(Eq((x + 1) ** 2, x**2 + 2 * x + 1))), profile="quick")
evidence = msgspec.structs.replace(evidence, seconds=0.0)
data = b"".join(f.tobytes() for f in found) + msgspec.json.encode(evidence)
print(hashlib.sha256(data).hexdigest())
"""


def test_the_environment_s_threads_change_no_evidence() -> None:
    """BLAS gives the same numbers, and an audit the same evidence, whatever is asked of it."""
    said = set()
    for threads in ("1", "2"):
        names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
        done = subprocess.run(
            [sys.executable, "-c", THREADED],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **dict.fromkeys(names, threads)},
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1


def test_the_environment_is_as_before() -> None:
    """The variables that are set for libraries loaded within are put back."""
    before = dict(os.environ)
    with one_thread():
        assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert dict(os.environ) == before
