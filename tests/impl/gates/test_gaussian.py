"""The tail of a Gaussian vector's norm against the chi-square distribution."""

import numpy as np
import pytest
import torch
from scipy.stats import chi2

from impl.gates.gaussian import norm_tail


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 8])
def test_tails_match_the_chi_square_law(n):
    """The squared norm over the variance has n degrees of freedom."""
    u = np.array([1e-6, 0.1, 1.0, 5.0, 12.0])
    found = norm_tail(torch.tensor(u), n).numpy()
    np.testing.assert_allclose(found, chi2.sf(2 * u, n), rtol=1e-9, atol=1e-15)


def test_no_components_are_refused():
    """A vector has one component or more."""
    with pytest.raises(ValueError, match="at least 1"):
        norm_tail(torch.ones(1), 0)
