"""GLM-Tron against literal loops."""

from math import floor, inf, sqrt

import numpy as np
import pytest
import torch

from impl.gates import relu_gate


def naive_sigma(z, left, right, offset, kink=inf, beyond=0.0):
    """Follow the slopes from 0 to z."""
    if z <= 0:
        return offset + left * z
    return offset + right * min(z, kink) + (beyond * (z - kink) if z > kink else 0.0)


def naive_iterates(sigma, inputs, labels, steps):
    """Run algorithm 4 with plain loops."""
    w, result = np.zeros(inputs.shape[1]), []
    for _ in range(steps + 1):
        result.append(w)
        total = sum(
            (y - sigma(float(np.dot(w, x)))) * x for x, y in zip(inputs, labels, strict=True)
        )
        w = w + total / len(inputs)
    return result


def naive_effective(sigma, inputs, w, target):
    """Average the squared differences to the clean outputs."""
    gaps = [sigma(float(np.dot(w, x))) - sigma(float(np.dot(target, x))) for x in inputs]
    return sum(g * g for g in gaps) / len(inputs)


PARAMETERS = {
    "one kink": (np.array([[0.0, 0.1, 0.5, 1.0], [1.0, 1.9, 0.2, 1.0], [0.0, 0.3, -0.2, 0.0]])),
    "two kinks": (
        np.array(
            [
                [0.0, 0.1, 0.5, 1.0],
                [1.0, 1.9, 0.2, 1.0],
                [0.0, 0.3, -0.2, 0.0],
                [0.1, 0.5, 1.0, 0.0],
                [0.0, 0.0, 1.5, 0.5],
            ]
        )
    ),
}


@pytest.fixture(params=PARAMETERS, ids=lambda name: name.replace(" ", "-"))
def instance(request, rng):
    """Return activation parameters, inputs, noisy labels and the true weights of four lanes."""
    parameters = PARAMETERS[request.param]
    inputs = rng.normal(size=(4, 5, 3))
    inputs /= 2 * np.linalg.norm(inputs, axis=-1, keepdims=True)
    target = rng.normal(size=(4, 3))
    labels = np.array(
        [
            [naive_sigma(float(np.dot(w, x)), *p) + 0.1 * rng.uniform(-1, 1) for x in xs]
            for xs, w, p in zip(inputs, target, parameters.T, strict=True)
        ]
    )
    return parameters, inputs, labels, target


def test_activation_matches_cases(instance, lift_in, rng):
    """The activation equals the walk along its slopes."""
    z = np.concatenate([rng.normal(size=(4, 6)), np.zeros((4, 1)), instance[0][-1:].T], axis=1)
    (points,) = lift_in(z)
    expected = [[naive_sigma(v, *p) for v in row] for row, p in zip(z, instance[0].T, strict=True)]
    sigma = relu_gate.Activation(*lift_in(*instance[0]))
    np.testing.assert_allclose(sigma(points), expected, rtol=1e-14, atol=1e-15)


def test_lipschitz_constant(lift_in):
    """The constant is the steepest slope, the last one included."""
    sigma = relu_gate.Activation(*lift_in(*PARAMETERS["two kinks"]))
    np.testing.assert_array_equal(sigma.lipschitz(), [1.0, 1.9, 1.5, 1.0])


def test_iterates_match_loops(instance, lift_in):
    """The batched run equals algorithm 4 lane by lane."""
    sigma = relu_gate.Activation(*lift_in(*instance[0]))
    inputs, labels, _ = lift_in(*instance[1:])
    path = relu_gate.glm_tron(sigma, inputs, labels, 4)
    for lane, p in enumerate(instance[0].T):
        expected = naive_iterates(
            lambda z, p=p: naive_sigma(z, *p), instance[1][lane], instance[2][lane], 4
        )
        np.testing.assert_allclose(path[lane], expected, rtol=1e-12, atol=1e-14)


def test_mean_residual_norm_matches_loops(instance, lift_in):
    """The noise vector is averaged before its norm is taken."""
    sigma = relu_gate.Activation(*lift_in(*instance[0]))
    arrays = lift_in(*instance[1:])
    expected = []
    for p, xs, ys, w in zip(instance[0].T, *instance[1:], strict=True):
        mean = sum(
            (y - naive_sigma(float(np.dot(w, x)), *p)) * x for x, y in zip(xs, ys, strict=True)
        ) / len(xs)
        expected.append(sqrt(float((mean**2).sum())))
    np.testing.assert_allclose(relu_gate.mean_residual_norm(sigma, *arrays), expected, rtol=1e-11)


@pytest.mark.parametrize("horizon", [12, 3])
def test_least_effective_loss_matches_loops(instance, lift_in, horizon):
    """Each lane takes its own number of iterates; the cap shows in the mask."""
    steps = np.array([0.0, 2.999, 3.0, 7.5])
    sigma = relu_gate.Activation(*lift_in(*instance[0]))
    inputs, labels, target, budget = lift_in(*instance[1:], steps)
    least = relu_gate.least_effective_loss(sigma, inputs, labels, target, budget, horizon=horizon)
    for lane, p in enumerate(instance[0].T):
        clean = lambda z, p=p: naive_sigma(z, *p)  # noqa: E731
        run = min(floor(steps[lane]), horizon)
        path = naive_iterates(clean, instance[1][lane], instance[2][lane], run)
        losses = [naive_effective(clean, instance[1][lane], w, instance[3][lane]) for w in path]
        np.testing.assert_allclose(float(least.value[lane]), min(losses), rtol=1e-11, atol=1e-16)
    assert np.asarray(least.covered).tolist() == [True, True, True, horizon == 12]
    assert np.isnan(np.asarray(least.or_nan())).tolist() == [False, False, False, horizon == 3]


def test_a_settled_lane_is_covered(lift_in):
    """A target that is met at once needs no more steps, whatever the cap."""
    one, zero = np.ones(1), np.zeros(1)
    sigma = relu_gate.Activation(*lift_in(zero, one, zero))
    inputs, labels, target, budget = lift_in([[[0.5]]], [[0.25]], [[0.5]], [1e9])
    early = relu_gate.least_effective_loss(sigma, inputs, labels, target, budget, horizon=1)
    assert not early.covered[0]
    assert early.value[0] == 9 / 256
    kept = relu_gate.least_effective_loss(
        sigma, inputs, labels, target, budget, horizon=1, enough=1 / 16
    )
    assert kept.covered[0]


def test_exact_fit_settles(lift_in):
    """At loss 0 no further iterate can do better."""
    sigma = relu_gate.Activation(*lift_in([1.0], [1.0], [0.0]))
    inputs, labels, target, budget = lift_in([[[1.0]]], [[0.5]], [[0.5]], [1e9])
    least = relu_gate.least_effective_loss(sigma, inputs, labels, target, budget, horizon=5)
    assert least.covered[0]
    assert least.value[0] == 0


def test_autograd_passes_through_the_run(instance):
    """The derivative of the least loss agrees with a difference quotient."""
    sigma = relu_gate.Activation(*[torch.tensor(p) for p in instance[0]])
    inputs, labels, target = [torch.tensor(a) for a in instance[1:]]
    steps = torch.tensor([0.0, 2.999, 3.0, 7.5], dtype=torch.float64)

    def least(y):
        return relu_gate.least_effective_loss(
            sigma, inputs, y, target, steps, horizon=9
        ).value.sum()

    labels.requires_grad_(True)
    least(labels).backward()
    direction = torch.ones_like(labels)
    with torch.no_grad():
        quotient = (least(labels + 1e-6 * direction) - least(labels - 1e-6 * direction)) / 2e-6
    assert torch.isclose((labels.grad * direction).sum(), quotient, rtol=1e-5, atol=1e-9)


def test_half_a_second_kink_is_refused():
    """A kink without a slope beyond it describes nothing."""
    with pytest.raises(ValueError, match="both or neither"):
        relu_gate.Activation(np.ones(1), np.ones(1), np.zeros(1), kink=np.ones(1))


def test_a_lane_that_is_done_stays_as_it_is():
    """A diverging lane with a small budget overflows neither values nor gradients."""
    slope = torch.tensor([1000.0, 1.0], dtype=torch.float64)
    sigma = relu_gate.Activation(slope, slope, torch.zeros_like(slope))
    inputs = torch.tensor([[[1.0]], [[0.25]]], dtype=torch.float64)
    target = torch.ones((2, 1), dtype=torch.float64)
    labels = torch.tensor([[900.0], [0.0]], dtype=torch.float64, requires_grad=True)
    steps = torch.tensor([2.0, 300.0], dtype=torch.float64)
    least = relu_gate.least_effective_loss(sigma, inputs, labels, target, steps, horizon=400)
    least.value.sum().backward()
    assert torch.isfinite(least.value).all()
    assert torch.isfinite(labels.grad).all()


@pytest.mark.parametrize("least", [False, True])
def test_noisy_runs_match_glm_tron(instance, lift_in, least):
    """Each outcome of the noise is a run of its own, ended at its last or its best iterate."""
    sigma = relu_gate.Activation(*lift_in(*instance[0]))
    inputs, target = lift_in(instance[1], instance[3])
    clean = np.asarray(relu_gate.predictions(sigma, inputs, target))
    noise = np.stack([0 * clean, 0.5 - clean, np.cos(3 * clean)], axis=1)
    steps = np.array([0.0, 2.999, 3.0, 7.5])
    lifted, budget = lift_in(noise, steps)
    runs = relu_gate.noisy_runs(sigma, inputs, target, lifted, budget, horizon=9, least=least)
    assert np.asarray(runs.covered).all()
    for atom in range(3):
        (labels,) = lift_in(clean + noise[:, atom])
        path = np.asarray(relu_gate.glm_tron(sigma, inputs, labels, 7))
        for lane in range(4):
            seen = path[lane, : floor(steps[lane]) + 1]
            shown = np.stack(
                [
                    np.asarray(relu_gate.predictions(sigma, inputs, lift_in(np.stack([w] * 4))[0]))[
                        lane
                    ]
                    for w in seen
                ]
            )
            losses = ((shown - clean[lane]) ** 2).mean(axis=-1)
            expected = shown[losses.argmin()] if least else shown[-1]
            np.testing.assert_allclose(
                np.asarray(runs.value)[lane, atom], expected, rtol=1e-9, atol=1e-12
            )


def test_alignment_matches_loops(instance, lift_in):
    """The alignment is a plain mean of products."""
    sigma = relu_gate.Activation(*lift_in(*instance[0]))
    inputs, labels, target = lift_in(*instance[1:])
    weight = target + 1
    found = relu_gate.alignment(sigma, inputs, labels, weight, target)
    shown = np.asarray(relu_gate.predictions(sigma, inputs, weight))
    for lane in range(4):
        gaps = instance[1][lane] @ (-np.ones(instance[3].shape[1]))
        expected = 2 * np.mean((instance[2][lane] - shown[lane]) * gaps)
        assert float(found[lane]) == pytest.approx(expected, rel=1e-11)
