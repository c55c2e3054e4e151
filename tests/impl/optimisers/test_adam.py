"""ADAM and Nesterov's method as printed: literal loops, and where torch.optim does the same."""

import numpy as np
import pytest
import torch

from impl.objectives import objectives
from impl.optimisers import adam, lanes, nag, rmsprop

SCALE = np.array([[1.0, 2.0], [0.5, 3.0]])
START = np.array([[1.0, -2.0], [0.3, 0.7]])
SIZE = 0.05


def torch_run(optimiser, steps):
    """Return the iterates of a torch optimiser on the wells, (2, steps + 1, 2)."""
    scale = torch.tensor(SCALE)
    x = torch.tensor(START, requires_grad=True)
    found, method = [x.detach().clone()], optimiser([x])
    for _ in range(steps):
        method.zero_grad()
        objectives.RationalWell(scale).value(x).sum().backward()
        method.step()
        found.append(x.detach().clone())
    return torch.stack(found, dim=1)


def full(value):
    """Return a value for each lane."""
    return torch.full((2,), value, dtype=torch.float64)


def printed_adam(beta1, beta2, shift, policy):
    """Return the printed ADAM on the wells."""
    wells = objectives.RationalWell(torch.tensor(SCALE))
    return adam.Adam(wells, full(beta1), full(beta2), full(shift), policy)


def test_adam_matches_loops(lift_in):
    """Each coordinate follows algorithm 7."""
    scale, start, beta1, beta2, shift = lift_in(SCALE, START, [0.9, 0.0], [0.5, 0.99], [0.1, 2.0])
    algorithm = adam.Adam(
        objectives.RationalWell(scale), beta1, beta2, shift, lambda seen: 0.1 / seen.number
    )
    path = np.asarray(algorithm.path(start, 5))
    for lane in range(2):
        x, m, v = START[lane].copy(), np.zeros(2), np.zeros(2)
        b1, b2, xi = [0.9, 0.0][lane], [0.5, 0.99][lane], [0.1, 2.0][lane]
        for t in range(1, 6):
            g = 2 * SCALE[lane] * x / (1 + x * x) ** 2
            m = b1 * m + (1 - b1) * g
            v = b2 * v + (1 - b2) * g**2
            x = x - 0.1 / t * m / (np.sqrt(v) + xi)
            np.testing.assert_allclose(path[lane, t], x, rtol=1e-12)


def test_the_policies(lift_in):
    """Both step sizes are the printed fractions; no direction gives no step."""
    g, towards, number = lift_in([[3.0, 4.0], [0.0, 0.0]], [[1.0, 2.0], [0.0, 0.0]], [2.0, 1.0])
    smooth, eps, sigma, beta1 = lift_in([2.0, 1.0], [0.5, 0.5], [5.0, 1.0], [0.5, 0.5])
    seen = adam.Situation(number, g, towards)
    np.testing.assert_allclose(adam.OptimalStep(smooth)(seen), [11 / (2 * 5), 0])
    printed = adam.PrintedStep(smooth, eps, sigma, beta1)(seen)
    expected = 25 / (2 * (1 - 0.25) ** 2) * 4 * 0.5 / (3 * 10.5**2)
    np.testing.assert_allclose(printed, [expected, 0])


def test_torch_adam_without_shift_is_the_printed_one():
    """With the shift 0 and alpha_t = alpha sqrt(1 - beta_2^t)/(1 - beta_1^t) both coincide."""

    def policy(seen):
        return SIZE * torch.sqrt(1 - 0.99**seen.number) / (1 - 0.9**seen.number)

    ours = printed_adam(0.9, 0.99, 0.0, policy).path(torch.tensor(START), 6)
    theirs = torch_run(lambda p: torch.optim.Adam(p, SIZE, betas=(0.9, 0.99), eps=0), 6)
    torch.testing.assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


def test_the_shift_of_torch_is_rescaled():
    """The first step with a shift xi is that of torch with eps = xi / sqrt(1 - beta_2)."""

    def policy(seen):
        return SIZE * torch.sqrt(1 - 0.99**seen.number) / (1 - 0.9**seen.number)

    ours = printed_adam(0.9, 0.99, 0.01, policy).path(torch.tensor(START), 2)
    same = torch_run(lambda p: torch.optim.Adam(p, SIZE, betas=(0.9, 0.99), eps=0.1), 2)
    plain = torch_run(lambda p: torch.optim.Adam(p, SIZE, betas=(0.9, 0.99), eps=0.01), 2)
    torch.testing.assert_close(ours[:, 1], same[:, 1], rtol=1e-10, atol=1e-12)
    assert (ours[:, 2] - same[:, 2]).abs().max() > 1e-5
    assert (ours[:, 1] - plain[:, 1]).abs().max() > 1e-4


def test_torch_rmsprop_without_shift_is_the_printed_one():
    """With xi = 0 and eps = 0 both coincide, with v_0 = 0 in both."""
    ours = rmsprop.rmsprop(
        objectives.RationalWell(torch.tensor(SCALE)).gradient,
        torch.tensor(START),
        full(0.9),
        full(SIZE),
        full(0.0),
        6,
    )
    theirs = torch_run(lambda p: torch.optim.RMSprop(p, SIZE, alpha=0.9, eps=0), 6)
    torch.testing.assert_close(ours, theirs, rtol=1e-10, atol=1e-12)


def test_the_shift_of_rmsprop_enters_inside_the_average():
    """The printed shift sits under the root, where torch adds eps outside of it."""
    ours = rmsprop.rmsprop(
        objectives.RationalWell(torch.tensor(SCALE)).gradient,
        torch.tensor(START),
        full(0.9),
        full(SIZE),
        full(0.04),
        1,
    )
    theirs = torch_run(lambda p: torch.optim.RMSprop(p, SIZE, alpha=0.9, eps=0.2), 1)
    g = objectives.RationalWell(torch.tensor(SCALE)).gradient(torch.tensor(START))
    inside = torch.tensor(START) - SIZE * g / torch.sqrt(0.1 * (g**2 + 0.04))
    torch.testing.assert_close(ours[:, 1], inside, rtol=1e-12, atol=0)
    assert (ours - theirs).abs().max() > 1e-3


def test_a_vanishing_gradient_stays_put_without_shift():
    """Definition 17 sets the root of the inverse to 0 off the support; torch divides 0 by 0."""
    ours = rmsprop.rmsprop(
        lambda x: 0 * x, torch.tensor(START), full(0.9), full(SIZE), full(0.0), 2
    )
    assert (ours == torch.tensor(START)[:, None]).all()


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.99])
def test_nesterov_is_the_one_of_torch(momentum):
    """Algorithm 5 is torch's SGD with nesterov=True."""
    ours = nag.nag(
        objectives.RationalWell(torch.tensor(SCALE)).gradient,
        torch.tensor(START),
        full(momentum),
        full(SIZE),
        6,
    )
    theirs = torch_run(
        lambda p: torch.optim.SGD(p, SIZE, momentum=momentum, nesterov=momentum > 0), 6
    )
    torch.testing.assert_close(ours, theirs, rtol=1e-12, atol=1e-14)


def test_least_gradient_norm(lift_in):
    """The iterates 1 to T compete."""
    scale, start, zero, one = lift_in(SCALE, START, [0.0, 0.0], [1.0, 1.0])
    algorithm = adam.Adam(objectives.RationalWell(scale), zero, zero, one, lambda seen: one)
    last = lift_in([3.5, 0.5])[0]
    least = lanes.least_gradient_norm(algorithm, start, last, horizon=9)
    path = np.asarray(algorithm.path(start, 3))
    norms = np.linalg.norm(2 * SCALE[0] * path[0] / (1 + path[0] ** 2) ** 2, axis=-1)
    np.testing.assert_allclose(np.asarray(least.value), [norms[:3].min(), np.inf])
